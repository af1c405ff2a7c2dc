"""Numbers in the reader's digits and separators, quickly: 2 µs each, for tables of 400 cells.

Babel knows the separators of each territory but writes its digits only as 0-9; Egypt, Jordan,
Lebanon and Palestine read ٠-٩ (CLDR's default numbering systems). So Python writes the number, and
one table per locale turns it into what is read there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency

from hilo.ui import reader

# CLDR keeps letters and digits apart (`currencySpacing`); Babel does not.
_TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "latn": "0123456789"}


def figure(number: float | Decimal, decimals: int | None = None) -> str:
    """`number` as the reader writes it, with `decimals` places, or at most one."""
    places = 1 if decimals is None else decimals
    text = f"{number:,.{places}f}"
    text = text.removesuffix(".0") if decimals is None else text
    return text.translate(_table(reader.locale()))


def count_of(number: float | Decimal) -> int:
    """The whole number by which `ngettext` chooses its form; a fraction is told like a hundred.

    Never a stand-in for «many»: Arabic has a form of its own for two, and others for three and for eleven.
    """
    return int(number) if number == int(number) else 100


def percentage(share: float | Decimal, decimals: int = 0) -> str:
    """`share` (0.54) in per cent as the reader writes it (54 %)."""
    locale = reader.locale()
    return _percent_frame(locale).replace("#", figure(100 * share, decimals))


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency as the reader's territory writes it: `USD 98,871`, no cents of nothing."""
    locale = reader.locale()
    pattern = locale.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    shown = format_currency(
        amount,
        currency,
        format=pattern,
        locale=locale,
        currency_digits=False,
        numbering_system="default",
    )
    return _TOUCHING.sub("\N{NO-BREAK SPACE}", shown)


def _minus(locale: Locale) -> str:
    """A minus; among letters from right to left it needs a mark to stay before its number."""
    is_mirrored = locale.character_order == "right-to-left"
    return "\N{LEFT-TO-RIGHT MARK}\N{MINUS SIGN}" if is_mirrored else "\N{MINUS SIGN}"


@lru_cache(maxsize=256)
def _table(locale: Locale) -> dict[int, str]:
    system = _system(locale)
    symbols = locale.number_symbols[system]
    table = {ord(digit): sign for digit, sign in zip("0123456789", DIGITS[system], strict=True)}
    table |= {ord(","): symbols["group"], ord("."): symbols["decimal"], ord("-"): _minus(locale)}
    return table


def _system(locale: Locale) -> str:
    system = locale.default_numbering_system
    return system if system in DIGITS else "latn"


@lru_cache(maxsize=256)
def _percent_frame(locale: Locale) -> str:
    pattern = locale.percent_formats[None].pattern.split(";")[0]
    sign = locale.number_symbols[_system(locale)].get("percentSign", "%")
    return pattern.replace("#,##0", "#").replace("%", sign)
