"""Places and regions are for everybody to see; regions are changed by those who run their owner."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hilo.core import access
from hilo.core.access import Refused
from hilo.core.fold import fold
from hilo.core.prepared import Given, Prepared
from hilo.places.models import MARK, Place, Region
from hilo.places.owners import NOBODY, Pair, all_owners
from hilo.places.rules.names import plain

CHANGE = "places.change_regions"

REGION = Prepared(lambda: Region.objects.filter(slug=Given("slug")))


def places_visible_to(user: Any) -> QuerySet[Place]:
    """All places: they are public facts."""
    return Place.objects.all()


def regions_visible_to(user: Any) -> QuerySet[Region]:
    """All regions: what a programme calls its parts is public."""
    return Region.objects.all()


def place_for(user: Any, code: str) -> Place:
    """The place with this code, also by a code that it had before; raises Http404."""
    places = places_visible_to(user).select_related("parent__parent")
    found = places.filter(code=code.upper()).first()
    former = found or places.filter(folded__contains=f"{MARK}{plain(fold(code))}{MARK}").first()
    if former is None:
        raise Http404
    return former


def region_for(user: Any, slug: str, *, to: str = "see") -> Region:
    """The region at `slug`, which everybody may "see", or to "change" it; raises Http404 or `Refused`."""
    region = REGION.row(slug=slug)
    if region is None:
        raise Http404
    if to == "change":
        require_owner(user, owner_of(region))
    return region


def owner_of(region: Region) -> Pair:
    """What the region belongs to; a region of nobody is the whole installation's."""
    return (region.owner_kind, region.owner) if region.owner_kind else NOBODY


def may_change(user: Any, region: Region) -> bool:
    """Whether to show the ways to change and remove `region`."""
    return may_change_of(user, owner_of(region))


def may_change_of(user: Any, owner: Pair) -> bool:
    """Whether `user` may make and change regions of `owner`."""
    return access.may(user, CHANGE, *owner)


def require_owner(user: Any, owner: Pair) -> None:
    """Do nothing if `user` may change the regions of `owner`; otherwise raise `Refused`."""
    access.require(user, CHANGE, *owner)


def owners_for(user: Any) -> list[tuple[Pair, Any]]:
    """Whose regions `user` may change: (pair, object), the installation's own as None.

    Raises what refuses where there is none, and rather what a staff session would mend.
    """
    kept, refusals = [], []
    for pair, found in [*all_owners(user), (NOBODY, None)]:
        try:
            require_owner(user, pair)
            kept.append((pair, found))
        except Refused as refused:
            refusals.append(refused)
    if not kept:
        raise next((one for one in refusals if type(one) is not Refused), refusals[-1])
    return kept


def may_change_any(user: Any) -> bool:
    """Whether the office shows its line about regions."""
    return access.may_anywhere(user, CHANGE)
