"""The table behind a map: every shape with an amount, every point, also those outside the frame."""

from __future__ import annotations

from collections.abc import Iterator

from hilo.core.fold import fold
from hilo.ui.charts.behind import Behind, Line
from hilo.ui.charts.reading import amount
from hilo.ui.maps.area import name_of
from hilo.ui.maps.bubbles import gathered
from hilo.ui.maps.drawing import line_id
from hilo.ui.maps.figures import MapFigure


def table_behind(figure: MapFigure) -> Behind:
    """Shapes by name, then points in the order of their bubbles; one column for each unit."""
    both = bool(figure.values and figure.points)
    heads = ("", figure.unit, figure.unit_of_points) if both else ("", figure.unit)
    if figure.points and not figure.values:
        heads = ("", figure.unit_of_points)
    return Behind(heads, (*_shapes(figure, both), *_points(figure, both)))


def _shapes(figure: MapFigure, both: bool) -> Iterator[Line]:
    codes = figure.values or (figure.links if not figure.points else {})
    for code in sorted(codes, key=lambda code: fold(name_of(code))):
        said = amount(figure.values.get(code), figure.decimals)
        yield Line(name_of(code), (said, "") if both else (said,), figure.links.get(code, ""))


def _points(figure: MapFigure, both: bool) -> Iterator[Line]:
    bubbles, outside = gathered(figure.drawn_on, figure.points)
    for number in [n for bubble in bubbles for n in bubble.members] + outside:
        point = figure.points[number]
        said = amount(point.value, figure.decimals)
        amounts = ("", said) if both else (said,)
        yield Line(point.label, amounts, point.href, line_id(figure, number))
