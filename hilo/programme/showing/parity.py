"""Women against men in one number: the gender parity index, and its words (docs/algorithms/counting.md)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from hilo.programme.models import Indicator
from hilo.programme.rules import parity
from hilo.programme.rules.joining import NOTHING, Joined
from hilo.ui.charts import SMALLEST
from hilo.ui.numerals import figure


def index_of(women: Joined, men: Joined) -> Decimal | None:
    """Women's number divided by men's, or rate by rate; None where either is not known or under five."""
    if women.value is None or men.value is None or is_small(women) or is_small(men):
        return None
    return parity.gpi(women.value, men.value)


def is_small(number: Joined) -> bool:
    """Whether fewer than five stand behind a number; of a percentage, behind its part or its whole."""
    behind = (number.value,) if number.whole is None else (number.part, number.whole)
    return any(one is None or one < SMALLEST for one in behind)


def in_words(indicator: Indicator, women: Joined = NOTHING, men: Joined = NOTHING) -> str:
    """«1.24 women per man …»; nothing where there is no index."""
    index = index_of(women, men)
    if index is None:
        return ""
    if indicator.counting == Indicator.Counting.PERCENTAGE:
        said = _("The rate of women is %(index)s times that of men (gender parity index).")
    elif indicator.counting == Indicator.Counting.DISTINCT:
        said = _("%(index)s women per man (gender parity index).")
    else:
        said = _("Women’s number is %(index)s times men’s (gender parity index).")
    return f"{said % {'index': figure(index, 2)}} {_where_it_lies(index)}"


def _where_it_lies(index: Decimal) -> str:
    if parity.is_even(index):
        return _("From 0.97 to 1.03 is parity.")
    if index < 1:
        return _("1 would be parity; below it, women are fewer or behind.")
    return _("1 would be parity; above it, men are fewer or behind.")
