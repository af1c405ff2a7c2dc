"""What coverage counts: organisations in the directory, by place, and by sector, country and side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from hilo.core.keeping import kept
from hilo.network import access
from hilo.network.enums import SIDES, OrganisationKind, Stakeholder
from hilo.network.models import Organisation
from hilo.network.rules.coverage import Cell, Key, Somewhere, Spread, spread
from hilo.people.access import Scopes
from hilo.places.models import Place, Region
from hilo.places.queries import places_in

KINDS_BY_SIDE = {
    side: tuple(kind.value for kind, one in SIDES.items() if one == side) for side in Stakeholder
}


@dataclass(frozen=True)
class Sectors:
    """The cells of the matrix, and each organisation once by country and side."""

    cells: tuple[Cell, ...]
    once: dict[Key, int]

    @property
    def countries(self) -> list[str]:
        """Those with anybody, the most first."""
        counts: Counter[str] = Counter()
        for (country, _side), count in self.once.items():
            counts[country] += count
        return sorted(counts, key=lambda code: (not code, -counts[code], code))


def counted(scopes: Scopes) -> QuerySet[Organisation]:
    """The organisations that coverage counts: in the directory, within reach."""
    return Organisation.objects.standing().listed().filter(access.reach(scopes)).order_by()


def by_sector() -> Sectors:
    """Sector by country by side, asked once until anything happens.

    It counts the whole directory, whatever somebody's reach: whoever coordinates a region looks here
    for those of the same sectors in other countries.
    """
    return kept("coverage by sector", _by_sector)


def _by_sector() -> Sectors:
    rows = (
        Organisation.objects.standing()
        .listed()
        .order_by()
        .annotate(country=Substr("place__code", 1, 2))
    )
    cells: Counter[tuple[str, str, str]] = Counter()
    by_kind = rows.values_list("sectors__slug", "country", "kind").annotate(Count("pk"))
    for sector, country, kind, count in by_kind:
        cells[sector or "", country or "", side_of(kind)] += count
    once: Counter[Key] = Counter()
    for country, kind, count in rows.values_list("country", "kind").annotate(Count("pk")):
        once[country or "", side_of(kind)] += count
    return Sectors(tuple(Cell(*key, count) for key, count in sorted(cells.items())), dict(once))


def side_of(kind: str) -> str:
    return SIDES[OrganisationKind(kind)].value


def by_place(scopes: Scopes) -> Spread:
    """Organisations by place and all that it lies in, asked once until anything happens."""
    return kept(("coverage by place", scopes), lambda: spread(_by_place(scopes)))


def _by_place(scopes: Scopes) -> Iterable[Somewhere]:
    line = ("place", "place__parent", "place__parent__parent")
    for place, *within, count in counted(scopes).values_list(*line).annotate(Count("pk")):
        if place is not None:
            yield Somewhere(place, tuple(one for one in within if one is not None), count)


def regions_in(scopes: Scopes) -> QuerySet[Region]:
    """The regions by which a coordinator may look: hers, or all."""
    regions = Region.objects.order_by("order", "slug")
    return regions if scopes.is_everywhere else regions.filter(uuid__in=scopes.of_kind("region"))


def places_within(scopes: Scopes) -> QuerySet[Place]:
    """The places that lie within reach."""
    if scopes.is_everywhere:
        return Place.objects.current()
    held = Place.objects.filter(regions__uuid__in=scopes.of_kind("region")).values("pk")
    inside = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    return Place.objects.current().filter(inside)


def lines_of_region(region: Region) -> list[Place]:
    """What is listed of a region: its municipalities, or its states where Hilo knows no municipalities."""
    inside = places_in(region).select_related("parent")
    towns = list(inside.filter(kind=Place.Kind.MUNICIPALITY))
    return towns or list(inside.exclude(kind=Place.Kind.COUNTRY))


def lines_of_place(place: Place, scopes: Scopes) -> list[Place]:
    """What is listed of a country or state: the places directly in it, within reach."""
    return list(places_within(scopes).filter(parent=place).select_related("parent"))


def inside_counts(places: Iterable[Place]) -> dict[int, int]:
    """How many places lie directly in each of `places`."""
    keys = [place.pk for place in places]
    rows = Place.objects.current().filter(parent__in=keys).order_by().values_list("parent")
    return dict(rows.annotate(Count("pk")))
