"""The gender parity index and the adjusted one (UNESCO Institute for Statistics, Glossary)."""

from __future__ import annotations

from decimal import Decimal

EVEN = (Decimal("0.97"), Decimal("1.03"))


def gpi(women: Decimal, men: Decimal) -> Decimal | None:
    """Women's rate divided by men's, both in the same unit; None where men's is nothing."""
    return women / men if men else None


def gpia(women: Decimal, men: Decimal) -> Decimal | None:
    """The same, made to lie as far from 1 whoever has more: between 0 and 2."""
    index = gpi(women, men)
    if index is None or index <= 1:
        return index
    return 2 - 1 / index


def is_even(index: Decimal) -> bool:
    """Whether an index counts as parity: from 0.97 to 1.03."""
    return EVEN[0] <= index <= EVEN[1]
