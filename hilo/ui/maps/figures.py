"""What a map shows: amounts by shape, points with bubbles, and threads between points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hilo.ui.charts.figures import Figure, Label, Number, Value, refuse_below
from hilo.ui.maps.area import Area, AreaName, area_of


@dataclass(frozen=True)
class Point:
    """A thing in a place (degrees on WGS 84); `value` is what its bubble counts."""

    label: Label
    latitude: float
    longitude: float
    value: Number = 1
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class MapFigure(Figure):
    """A map of `area` (a stated one of `hilo.ui.maps.area`).

    `values` colours shapes by their codes (ISO 3166-2 in Mexico, ISO 3166-1 in the Mediterranean),
    `links` leads from a shape to its page, `points` are gathered into bubbles where they are near,
    and `joins` are pairs of places in `points` between which a thread runs. `points_unit` says what
    points count where shapes count something else.
    """

    area: AreaName
    values: Mapping[str, Value] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    points: Sequence[Point] = ()
    joins: Sequence[tuple[int, int]] = ()
    points_unit: Label = ""

    def check(self) -> None:
        unknown = {*self.values, *self.links} - self.drawn_on.codes
        if unknown:
            raise ValueError(f"the map of {self.area} has no {', '.join(sorted(unknown))}")
        refuse_below([*self.values.values(), *(point.value for point in self.points)], 0)

    @property
    def drawn_on(self) -> Area:
        return area_of(self.area)

    @property
    def unit_of_points(self) -> Label:
        return self.points_unit or self.unit
