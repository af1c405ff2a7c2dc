"""Ways to narrow lists whose rows have a `place`: by country, state or province, and region."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from hilo.places.models import Place, Region
from hilo.ui.lists import Facet

COUNTRY = Substr("place__code", 1, 2)
DIVISION = Case(
    When(place__kind="municipality", then="place__parent__code"),
    When(place__kind="division", then="place__code"),
    default=Value(""),
    output_field=CharField(),
)


def place_names(codes: Collection[Any]) -> Mapping[Any, str]:
    """What places are called, by their codes."""
    return {place.code: str(place) for place in Place.objects.filter(code__in=codes)}


def region_names(slugs: Collection[Any]) -> Mapping[Any, str]:
    """What regions are called, by their short names."""
    return {one.slug: str(one) for one in Region.objects.filter(slug__in=slugs)}


class RegionFacet(Facet):
    """By the regions that hold its place, or what its place lies in."""

    def narrow(self, rows: QuerySet[Any], values: Any) -> QuerySet[Any]:
        if not values:
            return rows
        return rows.filter(_inside(Place.objects.filter(regions__slug__in=values).values("pk")))

    def _counted(self, rows: QuerySet[Any]) -> dict[str, int]:
        """Two questions: the places of the regions, and how many rows are at each place."""
        held: dict[str, set[int]] = {}
        for slug, place in Region.objects.values_list("slug", "places"):
            held.setdefault(slug, set()).add(place)
        paths = list(rows.order_by().values_list("place", "place__parent", "place__parent__parent"))
        counted = {
            slug: sum(not keys.isdisjoint(path) for path in paths) for slug, keys in held.items()
        }
        return {slug: count for slug, count in counted.items() if count}


def _inside(places: Any) -> Q:
    return Q(place__in=places) | Q(place__parent__in=places) | Q(place__parent__parent__in=places)
