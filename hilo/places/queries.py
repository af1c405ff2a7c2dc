"""Finding places by what people type."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from hilo.core.fold import fold
from hilo.places.models import Place, PlaceQuerySet, Region
from hilo.places.rules.names import nearest


def search_by_name(
    text: str, *, within: Place | None = None, kind: str = "", limit: int = 10
) -> list[Place]:
    """Places whose name, in any language or of former times, contains `text` without accents.

    Whole names come first, then beginnings, then words within; a code (`MX-01001`) or a national key
    (`01001`) finds its place.
    """
    typed = fold(text).replace("|", " ").strip()
    if not typed:
        return []
    places = candidates(within, kind).filter(
        Q(folded__contains=typed) | Q(code__iexact=text.strip()) | Q(key=text.strip())
    )
    rank = Case(
        When(Q(code__iexact=text.strip()) | Q(key=text.strip()), then=Value(0)),
        When(folded__contains=f"|{typed}|", then=Value(1)),
        When(folded__contains=f"|{typed}", then=Value(2)),
        When(folded__contains=f" {typed}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    ranked = places.select_related("parent__parent").annotate(rank=rank)
    return list(ranked.order_by("rank", "kind", "name", "code")[:limit])


def candidates(within: Place | None, kind: str) -> PlaceQuerySet:
    """Places that still are, of a kind and within another where asked."""
    places = Place.objects.current()
    if within is not None:
        places = places.within(within).exclude(pk=within.pk)
    return places.filter(kind=kind) if kind else places


def exactly_named(text: str, *, within: Place | None = None, kind: str = "") -> list[Place]:
    """The places whose code, key or whole name is `text`; more than one where names repeat."""
    typed = fold(text).replace("|", " ").strip()
    if not typed:
        return []
    found = candidates(within, kind).filter(
        Q(folded__contains=f"|{typed}|") | Q(code__iexact=text.strip()) | Q(key=text.strip())
    )
    return list(found.select_related("parent").order_by("code")[:10])


def nearest_names(
    text: str, *, within: Place | None = None, kind: str = "", count: int = 3
) -> list[Place]:
    """The `count` places whose names are most like `text`, for "did you mean"."""
    rows = candidates(within, kind).values_list("folded", "pk")
    names = ((name, pk) for folded, pk in rows for name in folded.strip("|").split("|"))
    order = nearest(fold(text), names, count)
    places = Place.objects.select_related("parent").in_bulk(order)
    return [places[pk] for pk in order]


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


def regions_of(kind: str, uuid: object) -> list[Region]:
    """The regions that belong to one owner, in its order, with the number of their places."""
    return list(Region.objects.filter(owner_kind=kind, owner=uuid).order_by("order", "slug"))


def region_of(place: Place, regions: list[Region]) -> Region | None:
    """The first of `regions` that holds `place` or what it lies in."""
    line = {step.pk for step in path_of(place)}
    members = Region.places.through.objects.filter(
        region__in=regions, place__in=line
    ).values_list("region_id", flat=True)
    held = set(members)
    return next((region for region in regions if region.pk in held), None)
