"""Numbers as people type them: 1 234,5 · 1,234.5 · ١٢٫٥ · −3 · 6.02×10^23. Exact, or None.

A single point or comma before exactly three digits can part thousands or decimals: «1,234» is 1.234 in Lyon and
1234 in Puebla. Such a number has two readings, and an answer is right if either is.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# What `Decimal` may read: no endless digits, no exponent that fills the memory.
DECIMAL = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?", re.ASCII)

LONGEST = 200  # letters of a typed number and its unit; what follows is not looked at

_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "٫": ".", "،": ",", "٬": "’"}
)
_SPACES = re.compile(r"(?<=\d)[\s’'_](?=\d{3}(\D|$))")
_POWER = re.compile(r"\s*[x×*·]\s*10\s*\^\s*[{(]?\s*([+-]?\d{1,2})\s*[)}]?")
_NUMBER = re.compile(r"[+-]?\s?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d{1,2}(?!\d))?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*", re.ASCII)
_MARKS = re.compile("[.,]")


def split(typed: str) -> tuple[str, str]:
    """The number at the beginning of `typed`, in plain digits, and what stands after it; "" where there is none."""
    text = plain_digits(typed[:LONGEST]).strip()
    found = _NUMBER.match(text)
    return (found[0].replace(" ", ""), text[found.end() :].strip()) if found else ("", text)


def readings(number: str) -> tuple[Decimal, ...]:
    """What `number` (of `split`) can mean: nothing, one value, or two, that with decimals first."""
    mantissa, mark, exponent = number.lower().partition("e")
    values = [_value(text, mark + exponent) for text in _without_groups(mantissa)]
    return tuple(value for value in values if value is not None)


def value_of(text: str) -> Decimal | None:
    """A number in a file, where a point or comma is always that of decimals; None if it is none."""
    number, rest = split(text)
    found = readings(number) if not rest else ()
    return found[0] if found else None


def plain_digits(text: str) -> str:
    """Digits of all scripts as 0–9, signs and powers as a machine writes them, thousands not parted by spaces."""
    signs = "".join(_digit(sign) for sign in text.translate(_SIGNS))
    return _POWER.sub(r"e\1", _SPACES.sub("", signs))


def shown(value: Decimal) -> str:
    """`value` in the one way to write it: plain digits, or an exponent where there are too many."""
    short = value.normalize() if value else Decimal(0)
    plain = f"{short:f}"
    return plain if len(plain) <= 30 else str(short)


def _digit(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _without_groups(mantissa: str) -> list[str]:
    """The texts that `Decimal` can read, for each way to understand the marks."""
    marks = _MARKS.findall(mantissa)
    if len(set(marks)) == 2:
        return _mixed(mantissa)
    grouped = [re.sub("[.,]", "", mantissa)] if _GROUPED.fullmatch(mantissa) else []
    return ([mantissa.replace(",", ".")] if len(marks) <= 1 else []) + grouped


def _mixed(mantissa: str) -> list[str]:
    """With both marks in it, the last one is that of decimals, and the other parts groups of three."""
    last = max(mantissa.rfind("."), mantissa.rfind(","))
    whole, rest = mantissa[:last], mantissa[last + 1 :]
    return [f"{re.sub('[.,]', '', whole)}.{rest}"] if _GROUPED.fullmatch(whole) else []


def _value(mantissa: str, exponent: str) -> Decimal | None:
    text = mantissa + exponent
    return Decimal(text) if DECIMAL.fullmatch(text) else None
