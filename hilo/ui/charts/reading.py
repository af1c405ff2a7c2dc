"""How amounts are said to the reader."""

from __future__ import annotations

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hilo.ui import numerals
from hilo.ui.charts.figures import Value
from hilo.ui.charts.small import Hidden


def is_mirrored() -> bool:
    """Whether the reader reads from right to left."""
    return get_language_bidi()


def amount(value: Value, decimals: int = 0) -> str:
    """`value` as the reader writes it; a dash where nothing is known, words where it is hidden."""
    if value is None:
        return "–"
    if isinstance(value, Hidden):
        return str(value.words)
    return numerals.figure(value, decimals)


def with_unit(said: str, unit: object) -> str:
    """An amount and what it counts, in the order of the reader's language."""
    return _("%(count)s %(unit)s") % {"count": said, "unit": unit}


def per_cent(part: float, whole: float) -> str:
    """`part` of `whole` in whole per cent, as the reader writes it."""
    return numerals.percentage(part / whole if whole else 0)


def percent_of(part: float, whole: float) -> float:
    """`part` of `whole` as a number from 0 to 100."""
    return 100 * part / whole if whole else 0.0


def sentence(*parts: str) -> str:
    """The parts that say something, one after the other."""
    return " ".join(part for part in parts if part)
