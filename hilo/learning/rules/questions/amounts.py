"""Weights, marks and penalties: exact fractions, and the rounded decimals that other systems write for them."""

from __future__ import annotations

import re
from fractions import Fraction

_DECIMAL = re.compile(r"[+-]?(\d{1,12}([.,]\d{0,12})?|[.,]\d{1,12})")
_ROUNDED = 5  # with so many decimals a number is taken for a rounded fraction
_LARGEST = 100  # ... with a denominator up to this

HUNDRED = Fraction(100)


def decimal(text: str) -> Fraction | None:
    """A decimal number as it stands, with point or comma; None if it is none."""
    text = text.strip()
    if not _DECIMAL.fullmatch(text):
        return None
    return Fraction(text.replace(",", ".").rstrip("."))


def share(text: str) -> Fraction | None:
    """A number like 0.3333333, which is 1/3."""
    return _unrounded(text, Fraction(1))


def percentage(text: str) -> Fraction | None:
    """A number of percent like 33.33333, which is 1/3."""
    return _unrounded(text, HUNDRED)


def written(value: Fraction, places: int = 7) -> str:
    """`value` as a decimal: exact where it ends within `places`, otherwise rounded to them."""
    tenths = round(value * 10**places)
    sign, tenths = ("-" if tenths < 0 else ""), abs(tenths)
    whole, rest = divmod(tenths, 10**places)
    ending = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{ending}" if ending else f"{sign}{whole}"


def in_percent(value: Fraction) -> str:
    """`value` in percent, as Moodle rounds it: 33.33333."""
    return written(value * HUNDRED, places=5)


def _unrounded(text: str, unit: Fraction) -> Fraction | None:
    read = decimal(text)
    if read is None:
        return None
    places = len(re.split("[.,]", text.strip())[-1]) if re.search("[.,]", text) else 0
    simple = (read / unit).limit_denominator(_LARGEST)
    is_rounded = places >= _ROUNDED and round(simple * unit, places) == read
    return simple if is_rounded else read / unit
