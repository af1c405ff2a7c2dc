"""Reads across programmes, people and regions. People are counted once, whatever their audiences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, CharField, Count, F, QuerySet, When
from django.db.models.functions import Coalesce

from hilo.core.keeping import once_per_request
from hilo.places import queries as places
from hilo.places.models import Place, Region
from hilo.programme.models import Audience, Participation, Programme

Genders = dict[str, int]

_PLACE = "person__territory"
STATE = Case(
    When(**{f"{_PLACE}__kind": Place.Kind.MUNICIPALITY}, then=F(f"{_PLACE}__parent__code")),
    When(**{f"{_PLACE}__kind": Place.Kind.DIVISION}, then=F(f"{_PLACE}__code")),
    default=None,
    output_field=CharField(),
)
COUNTRY = Coalesce(f"{_PLACE}__parent__parent__code", f"{_PLACE}__parent__code", f"{_PLACE}__code")


@dataclass(frozen=True)
class Reach:
    """How many people one audience, region or programme has now, by gender as stated."""

    genders: Genders = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(self.genders.values())


def of_scope(uuid: UUID | None) -> Programme | None:
    """The programme in which a sheet lives; asked once per request, though a dozen sheets live in it."""
    if uuid is None:
        return None
    return once_per_request(
        ("programme of a sheet", uuid), lambda: Programme.objects.filter(uuid=uuid).first()
    )


def regions_of(programme: Programme) -> list[Region]:
    """The programme's own division of territory, in its order."""
    return places.regions_of("programme", programme.uuid)


def regions_of_public() -> QuerySet[Region]:
    """The regions of all programmes that strangers may know of."""
    public = Programme.objects.public().values("uuid")
    return Region.objects.filter(owner_kind="programme", owner__in=public)


def present(programme: Programme) -> QuerySet[Participation]:
    """Who takes part now: on record, not gone, and has signed in at least once."""
    return Participation.objects.present().arrived().filter(programme=programme)


def on_record(programme: Programme) -> int:
    """How many people were taken in and have not left, whether they have come yet or not."""
    rows = Participation.objects.present().filter(programme=programme)
    return rows.aggregate(people=Count("person", distinct=True))["people"]


def reach(programme: Programme) -> Reach:
    """Everybody who takes part now."""
    return Reach(_by_gender(present(programme)))


def reach_by_region(programme: Programme, regions: list[Region]) -> list[tuple[Region, Reach]]:
    """The people of each region; whoever has none is in the programme's reach alone."""
    counted = _by(present(programme), "region")
    return [(region, Reach(counted.get(region.pk, {}))) for region in regions]


def reach_by_audience(programme: Programme) -> list[tuple[Audience, Reach]]:
    """The people of each audience, in the programme's order."""
    counted = _by(present(programme), "audience")
    audiences = programme.audiences.all()
    return [(audience, Reach(counted.get(audience.pk, {}))) for audience in audiences]


def countries_by_programme(found: Iterable[Programme]) -> dict[UUID, list[Place]]:
    """The countries in which each programme's regions lie, by name; one query for all."""
    countries: dict[UUID, dict[int, Place]] = {one.uuid: {} for one in found}
    through = Region.places.through.objects.filter(
        region__owner_kind="programme", region__owner__in=countries
    )
    for row in through.select_related("region", "place__parent__parent"):
        country, owner = places.path_of(row.place)[0], row.region.owner
        assert owner is not None  # the filter named it
        countries[owner][country.pk] = country
    return {uuid: sorted(held.values(), key=str) for uuid, held in countries.items()}


def countries_of(regions: list[Region]) -> list[Place]:
    """The countries in which the regions lie, by name."""
    held = Place.objects.filter(regions__in=regions).select_related("parent__parent").distinct()
    lines = (places.path_of(place)[0] for place in held)
    return sorted({place.pk: place for place in lines}.values(), key=str)


def codes_by_region(regions: list[Region]) -> dict[int, list[str]]:
    """The codes of the countries and divisions that each region holds."""
    found: dict[int, list[str]] = defaultdict(list)
    through = Region.places.through.objects.filter(region__in=regions)
    for region, code in through.values_list("region_id", "place__code").order_by("place__code"):
        found[region].append(code)
    return dict(found)


def _by_gender(rows: QuerySet[Participation]) -> Genders:
    counts = rows.values("person__gender").annotate(people=Count("person", distinct=True))
    return {row["person__gender"]: row["people"] for row in counts.order_by("person__gender")}


def _by(rows: QuerySet[Participation], what: str) -> dict[int, Genders]:
    counted: dict[int, Genders] = defaultdict(dict)
    counts = rows.values(what, "person__gender").annotate(people=Count("person", distinct=True))
    for row in counts.order_by(what, "person__gender"):
        counted[row[what]][row["person__gender"]] = row["people"]
    return dict(counted)


def people_by_shape(programme: Programme, area: str) -> dict[str, int]:
    """Who takes part now by the code of the shape that a map of `area` draws: state or country."""
    where = STATE if area == "mexico" else COUNTRY
    rows = present(programme).annotate(shape=where).exclude(shape=None).values("shape")
    counts = rows.annotate(people=Count("person", distinct=True)).order_by("shape")
    return {row["shape"]: row["people"] for row in counts}


def area_of(countries: list[Place]) -> str:
    """The map on which these countries lie: Mexico's alone, or that of the Mediterranean."""
    return "mexico" if [place.code for place in countries] == ["MX"] else "mediterranean"
