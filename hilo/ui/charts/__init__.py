"""Numbers are drawn: small SVG pictures made here, each with its unit, a sentence and a table behind.

    Bars(title=_("Certificates"), unit=_("people"), bars=[Bar("Centro", 54, href="…")], target=46)

`{% chart figure %}` shows any of them; `draw(figure)` gives the picture alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from hilo.ui.charts.bars import draw_bars, draw_progress
from hilo.ui.charts.behind import Behind, table_behind
from hilo.ui.charts.dots import draw_dots
from hilo.ui.charts.figures import (
    Bar,
    Bars,
    Change,
    Dots,
    Figure,
    Gantt,
    Moments,
    Pair,
    Progress,
    Run,
    Shares,
    Slope,
    Span,
    Spark,
    Whole,
)
from hilo.ui.charts.gantt import draw_gantt
from hilo.ui.charts.moments import draw_moments
from hilo.ui.charts.shares import draw_shares
from hilo.ui.charts.slope import draw_slope, draw_spark
from hilo.ui.charts.small import FEW, KEPT_BACK, SMALLEST, Hidden, protected, published

_PENS: dict[type[Figure], Callable[[Any], SafeString]] = {
    Bars: draw_bars,
    Dots: draw_dots,
    Slope: draw_slope,
    Moments: draw_moments,
    Shares: draw_shares,
    Progress: draw_progress,
    Spark: draw_spark,
    Gantt: draw_gantt,
}


def draw(figure: Figure) -> SafeString:
    """The picture of `figure` as SVG, for the reader in force."""
    return _PENS[type(figure)](figure)


def legend(figure: Figure) -> list[tuple[str, Any]]:
    """The marks that need a name: (class of the mark, its name)."""
    if isinstance(figure, Dots):
        return [("first", figure.series[0]), ("second", figure.series[1])]
    if isinstance(figure, Shares):
        looks = [f"part{number}" for number in range(len(figure.parts) - 1)]
        return list(zip([*looks, "hollow"], figure.parts, strict=True))
    return list(figure.looks) if isinstance(figure, Gantt) else []


__all__ = [
    "FEW",
    "KEPT_BACK",
    "SMALLEST",
    "Bar",
    "Bars",
    "Behind",
    "Change",
    "Dots",
    "Figure",
    "Gantt",
    "Hidden",
    "Moments",
    "Pair",
    "Progress",
    "Run",
    "Shares",
    "Slope",
    "Span",
    "Spark",
    "Whole",
    "draw",
    "legend",
    "protected",
    "published",
    "table_behind",
]
