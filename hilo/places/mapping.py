"""Places and regions as maps (`ui.maps`): which map shows them, and what it colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.places import names
from hilo.places.models import Place, Region, address_of
from hilo.places.queries import countries_with_divisions, path_of, places_in
from hilo.ui import reader
from hilo.ui.maps import MapFigure, Point, area_of

MEXICO = "MX"
KEPT = 16


def maps_of_all() -> SafeString:
    """The maps of Mexico and of the Mediterranean as the page shows them.

    They are the same for everybody who reads one language in one territory, and drawing them costs as
    much as the rest of the page: each process keeps them until a place changes.
    """
    asked = (reader.language(), reader.territory(), names.version())
    if asked not in _drawn:
        both = {"mexico": map_of_mexico(), "mediterranean": map_of_the_mediterranean()}
        while len(_drawn) >= KEPT:
            _drawn.pop(next(iter(_drawn)), None)
        _drawn[asked] = render_to_string("places/maps.html", both)
    return _drawn[asked]


_drawn: dict[tuple[Any, ...], SafeString] = {}


def map_of_mexico() -> MapFigure:
    """Mexico's states by the number of their municipalities, each leading to its page."""
    inside = Count("children", filter=Q(children__valid_to__isnull=True))
    states = Place.objects.divisions().filter(parent__code=MEXICO).annotate(inside=inside)
    values = {state.code: state.inside for state in states.order_by("code")}
    return MapFigure(
        title=_("Mexico"),
        unit=_("municipalities"),
        area="mexico",
        values=values,
        links=links(values),
    )


def map_of_the_mediterranean() -> MapFigure:
    """The countries whose divisions Hilo knows, each leading to its page."""
    drawn = area_of("mediterranean").codes
    known = dict(countries_with_divisions().order_by("code").values_list("code", "inside"))
    values = {code: inside for code, inside in known.items() if code in drawn}
    return MapFigure(
        title=_("The Mediterranean"),
        unit=_("regions, provinces or governorates"),
        area="mediterranean",
        values=values,
        links=links(values),
    )


def links(codes: Iterable[str]) -> dict[str, str]:
    """From each shape to the page of its place."""
    return {code: address_of(code) for code in codes}


def map_of_place(place: Place) -> MapFigure | None:
    """Where `place` lies: a point where one is known, else its shape; None outside of our maps."""
    if place.code == MEXICO:
        return map_of_mexico()
    path = path_of(place)
    area = "mexico" if path[0].code == MEXICO else "mediterranean"
    shape = path[1 if area == "mexico" else 0]
    if shape.code not in area_of(area).codes:
        return None
    point = point_of(place)
    return MapFigure(
        title=_("Where it is"),
        unit=place.title,
        area=area,  # type: ignore[arg-type]
        links=links([shape.code]),
        points=[point] if point else (),
    )


def point_of(place: Place) -> Point | None:
    """A point inside `place`, where one is known."""
    if place.latitude is None or place.longitude is None:
        return None
    return Point(str(place), place.latitude, place.longitude)


def map_of_region(region: Region) -> MapFigure | None:
    """What the region holds, by state in Mexico or by country around the Mediterranean."""
    places = places_in(region)
    if places.filter(code__startswith=f"{MEXICO}-").exists():
        return counted("mexico", _("municipalities"), by_state(places))
    return counted("mediterranean", _("places"), by_country(places))


def by_state(places: QuerySet[Place]) -> dict[str, int]:
    """How many municipalities of each state are among `places`."""
    inside = places.filter(kind=Place.Kind.MUNICIPALITY).order_by()
    return dict(inside.values_list("parent__code").annotate(Count("pk")))


def by_country(places: QuerySet[Place]) -> Counter[str]:
    """How many of `places` are in each country."""
    return Counter(code[:2] for code in places.values_list("code", flat=True))


def counted(area: str, unit: str, held: Mapping[str, int]) -> MapFigure | None:
    drawn = area_of(area).codes
    values = {code: count for code, count in sorted(held.items()) if code in drawn}
    if not values:
        return None
    return MapFigure(
        title=_("Where it is"),
        unit=unit,
        area=area,  # type: ignore[arg-type]
        values=values,
        links=links(values),
    )
