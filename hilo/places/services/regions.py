"""Regions: made, changed and removed by those who may change what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import registries, search
from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.places.events import RegionChanged, RegionMade, RegionRemoved
from hilo.places.models import Place, Region
from hilo.places.owners import Pair, why_not

# A form sends each place as one field, and Django takes a thousand of them.
MOST_PLACES = 800


class RegionWithoutPlaces(Problem):
    sentence = _("Choose at least one place for the region.")


class RegionTooLong(Problem):
    sentence = _(
        "A region holds at most %(most)s places one by one. Choose whole states where you can: a state "
        "brings all its municipalities."
    )


class RegionNameTaken(Problem):
    sentence = _("There is already a region at this address. Choose another short name.")


class RegionStays(Problem):
    sentence = _("Regions stay as they are here: %(reason)s")


class RegionInUse(Problem):
    sentence = _("The region cannot be removed: %(reasons)s")


@transaction.atomic
def make_region(
    *,
    slug: str,
    name: Text,
    places: Iterable[Place],
    by: Any,
    owner: tuple[str, UUID | None] = ("", None),
    order: int = 0,
) -> Region:
    """A new region of `owner` (kind, uuid) that holds `places`; raises `RegionStays` where it takes none now."""
    _require_open(owner)
    chosen = settled(places)
    if Region.objects.filter(slug=slug).exists():
        raise RegionNameTaken(field="slug")
    kind, uuid = owner
    region = Region.objects.create(slug=slug, name=name, owner_kind=kind, owner=uuid, order=order)
    region.places.set(chosen)
    search.index("region", region)
    publish(RegionMade(region.uuid), by=by, subject=("region", region.uuid))
    return region


@transaction.atomic
def change_region(
    region: Region,
    *,
    name: Text,
    places: Iterable[Place],
    expected: int,
    by: Any,
    order: int | None = None,
) -> Region:
    """Say anew what the region is called and holds; `expected` is the version the editor saw.

    Raises `core.models.Overtaken` where somebody else saved it meanwhile, `RegionStays`.
    """
    _require_open((region.owner_kind, region.owner))
    chosen = settled(places)
    region.name = name
    region.order = region.order if order is None else order
    region.save_version(expected=expected)
    region.places.set(chosen)
    search.index("region", region)
    publish(RegionChanged(region.uuid), by=by, subject=("region", region.uuid))
    return region


@transaction.atomic
def remove_region(region: Region, *, by: Any) -> None:
    """Remove a region; places remain. Raises `RegionInUse` where a later chapter objects, `RegionStays`."""
    _require_open((region.owner_kind, region.owner))
    objections = [
        one for one in registries.what_depends_on("region", region) if one.forbids_removal
    ]
    if objections:
        raise RegionInUse(reasons=" ".join(str(one.text) for one in objections))
    uuid, name = region.uuid, region.name
    region.delete()
    search.forget("region", uuid)
    publish(RegionRemoved(uuid, name.stored()), by=by, subject=("region", uuid))


def _require_open(owner: Pair) -> None:
    reason = why_not(owner)
    if reason:
        raise RegionStays(reason=reason)


def settled(places: Iterable[Place]) -> list[Place]:
    """`places` once each, without those that lie in another of them; raises what is wrong."""
    chosen = {place.pk: place for place in places}
    if not chosen:
        raise RegionWithoutPlaces(field="places")
    needed = [place for place in chosen.values() if not lies_in_one_of(place, chosen)]
    if len(needed) > MOST_PLACES:
        raise RegionTooLong(field="places", most=MOST_PLACES)
    return needed


def lies_in_one_of(place: Place, chosen: dict[int, Place]) -> bool:
    """Whether something above `place` is among `chosen`."""
    above = place.parent
    while above is not None:
        if above.pk in chosen:
            return True
        above = above.parent
    return False
