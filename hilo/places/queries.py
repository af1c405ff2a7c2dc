"""Finding places by what people type, and regions by what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, UUIDField, Value, When
from django.db.models.functions import Length

from hilo.core.fold import fold
from hilo.core.prepared import Given, Prepared
from hilo.places import names
from hilo.places.models import MARK, Place, Region
from hilo.places.rules.names import plain

OF_OWNER = Prepared(
    lambda: Region.objects.filter(
        owner_kind=Given("kind"), owner=Given("owner", UUIDField())
    ).order_by("order", "slug")
)


def search_by_name(
    text: str, *, within: Place | None = None, kind: str = "", limit: int = 10
) -> list[Place]:
    """Places whose name, in any language or of former times, contains `text` without accents.

    Whole names come first, then beginnings, then words within; a code (`MX-01001`) or a national key
    (`01001`) finds its place. «Guadalupe, N.L.» finds what is named so and lies there.
    """
    typed = plain(fold(text))
    if not typed:
        return []
    found = list(ranked(text, typed, within, kind)[:limit])
    return found or exactly_named(text, within=within, kind=kind)[:limit]


def ranked(text: str, typed: str, within: Place | None, kind: str) -> QuerySet[Place]:
    """What contains the plain name `typed`, best first."""
    named = Q(code__iexact=text.strip()) | Q(key=text.strip())
    rank = Case(
        When(named, then=Value(0)),
        When(folded__contains=MARK + typed + MARK, then=Value(1)),
        When(folded__contains=MARK + typed, then=Value(2)),
        When(folded__contains=f" {typed}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    places = Place.objects.candidates(within, kind).filter(named | Q(folded__contains=typed))
    by_rank = places.select_related("parent").annotate(rank=rank)
    return by_rank.order_by("rank", "kind", Length("name"), "folded", "code")


def exactly_named(text: str, *, within: Place | None = None, kind: str = "") -> list[Place]:
    """The places whose code, key or whole name is `text`; more than one where names repeat."""
    known = names.index(within, kind)
    return known.places_of(known.exactly(text))


def nearest_names(
    text: str, *, within: Place | None = None, kind: str = "", count: int = 3
) -> list[Place]:
    """The `count` places whose names are most like `text`, for "did you mean"."""
    known = names.index(within, kind)
    return known.places_of(known.nearest(text, count))


def municipality_of_mexico(key: str) -> Place | None:
    """The municipality with INEGI's five-digit `key`, also where a sheet lost the leading zero."""
    digits = key.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (4, 5):
        return None
    return Place.objects.filter(code=f"MX-{digits.zfill(5)}").first()


def path_of(place: Place) -> list[Place]:
    """From the country down to `place`."""
    steps = [place]
    while (parent := steps[0].parent) is not None:
        steps.insert(0, parent)
    return steps


def children_of(place: Place) -> QuerySet[Place]:
    """What lies directly inside `place` and still is."""
    return Place.objects.current().filter(parent=place)


def named_in(language: str, places: Iterable[Place]) -> list[Place]:
    """`places` in the order of their names in `language`."""
    return sorted(places, key=lambda place: plain(fold(place.name_in(language))))


def countries_with_divisions() -> QuerySet[Any]:
    """The countries whose first level Hilo knows, with how many divisions each has."""
    within = Count("children", filter=Q(children__valid_to__isnull=True))
    return Place.objects.countries().annotate(inside=within).filter(inside__gt=0)


def regions_of(kind: str, uuid: Any) -> list[Region]:
    """The regions that belong to one owner, in its order."""
    return OF_OWNER.rows(kind=kind, owner=uuid)


def regions_holding(place: Place) -> list[Region]:
    """Every region that holds `place` or what it lies in."""
    line = [step.pk for step in path_of(place)]
    held = Region.places.through.objects.filter(place__in=line).values("region")
    return list(Region.objects.filter(pk__in=held))


def region_of(place: Place, regions: Iterable[Region]) -> Region | None:
    """The first of `regions` that holds `place` or what it lies in."""
    several = list(regions)
    line = {step.pk for step in path_of(place)}
    members = Region.places.through.objects.filter(region__in=several, place__in=line).values_list(
        "region_id", flat=True
    )
    held = set(members)
    return next((region for region in several if region.pk in held), None)


def places_in(region: Region) -> QuerySet[Place]:
    """Every place of `region`, with all that lies inside what it holds."""
    held = Place.objects.filter(regions=region).values("pk")
    inside = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    return Place.objects.current().filter(inside)
