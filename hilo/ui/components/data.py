"""What is counted and listed: charts, maps, weaves, tables, and the parts of a list page."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from hilo.ui import charts, maps
from hilo.ui import weave as weaving
from hilo.ui.component import Example, component
from hilo.ui.examples import data as examples


@component(
    "ui/data/chart.html",
    family="data",
    examples=tuple(Example("{% chart figure %}", example) for example in examples.CHARTS),
)
def chart(figure: charts.Figure) -> dict[str, Any] | SafeString:
    """Numbers, drawn: with their unit, a sentence for those who do not see, and the table behind."""
    if isinstance(figure, charts.Spark):
        return charts.draw(figure)
    return {
        "figure": figure,
        "kind": type(figure).__name__.lower(),
        "about": about(figure),
        "legend": charts.legend(figure),
        "picture": charts.draw(figure),
        "behind": charts.table_behind(figure),
    }


@component(
    "ui/data/map.html",
    family="data",
    examples=tuple(Example("{% map_of figure %}", example) for example in examples.MAPS),
)
def map_of(figure: maps.MapFigure) -> dict[str, Any]:
    """Where it is: shapes by their amounts, points as bubbles, threads between those that are joined."""
    return {
        "figure": figure,
        "about": about(figure),
        "picture": maps.draw(figure),
        "source": figure.drawn_on.source,
        "behind": maps.table_behind(figure),
    }


def about(figure: charts.Figure) -> str:
    """What a figure counts, and when."""
    return " · ".join(str(part) for part in (figure.unit, figure.period) if part)


@component(
    family="data",
    example='{% weave "Nabeul" %}{% weave "El Jem" %}{% weave "Batna" %}{% weave "Khayt" %}',
)
def weave(name: Any) -> SafeString:
    """A cloth woven from a name, in place of a picture that is not there."""
    return weaving.weave(str(name))
