"""The verbs of places: load what ships, bring in a newer list, make and change regions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.events import publish
from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import today
from hilo.places import designations, shipped
from hilo.places.events import PlacesImported, RegionChanged, RegionRemoved
from hilo.places.models import Place, Region
from hilo.places.rules.listing import Change, Comparison, Listed, compare


class RegionWithoutPlaces(Problem):
    sentence = _("Choose at least one place for the region.")


class RegionNameTaken(Problem):
    sentence = _("There is already a region at this address. Choose another short name.")


@transaction.atomic
def load_shipped() -> int:
    """Put the places that Hilo ships into an installation that lacks them; answers how many."""
    known = set(Place.objects.values_list("code", flat=True))
    made = add_missing(shipped.countries(), known)
    countries = {place.code: place for place in Place.objects.countries()}
    made += add_missing(shipped.states(countries), known)
    made += add_missing(shipped.divisions(countries), known)
    # Later lists may have dropped or moved what ships: a house that has municipalities keeps its own.
    if not Place.objects.municipalities().filter(code__startswith="MX-").exists():
        states = states_of_mexico()
        listed = shipped.listed_municipalities()
        made += add_missing((municipality(entry, states) for entry in listed), known)
    return made


def add_missing(places: Iterable[Place], known: set[str]) -> int:
    """Save those of `places` whose code is not known yet."""
    fresh = [place for place in places if place.code not in known]
    for place in fresh:
        place.folded = place.search_words()
    return len(Place.objects.bulk_create(fresh, batch_size=500))


def states_of_mexico() -> dict[str, Place]:
    """Mexico's states by INEGI's two-digit key."""
    return {state.key: state for state in Place.objects.divisions().filter(parent__code="MX")}


def municipality(entry: Listed, states: dict[str, Place]) -> Place:
    """A place, not saved, from an entry of a list."""
    return Place(
        kind=Place.Kind.MUNICIPALITY,
        code=f"MX-{entry.key}",
        key=entry.key,
        name=entry.name,
        designation=designations.BOROUGH if entry.state == "09" else "",
        parent=states[entry.state],
        latitude=entry.latitude,
        longitude=entry.longitude,
        source="INEGI",
    )


def compare_municipalities(newer: list[Listed]) -> Comparison:
    """What `newer` would change; nothing is saved."""
    ours = Place.objects.municipalities().current().filter(code__startswith="MX-")
    listed = [
        Listed(place.key, place.key[:2], place.name, place.latitude, place.longitude)
        for place in ours
    ]
    return compare(listed, newer, fold)


@transaction.atomic
def import_municipalities(newer: list[Listed], *, by: Any) -> Comparison:
    """Make `newer` the list in force: nothing is deleted, places that are gone end today."""
    found = compare_municipalities(newer)
    if not found.changes:
        return found
    states = states_of_mexico()
    for change in found.renamed:
        rename(change)
    for change in found.moved:
        move(change, states)
    for change in found.gone:
        assert change.before is not None
        Place.objects.filter(code=f"MX-{change.before.key}").update(valid_to=today())
    for change in found.new:
        assert change.after is not None
        begin(change.after, states)
    counts = {name: len(getattr(found, name)) for name in ("new", "renamed", "moved", "gone")}
    publish(PlacesImported(**counts), by=by)
    return found


def rename(change: Change) -> None:
    """Give a place its new name; the former one still finds it."""
    assert change.before is not None and change.after is not None
    place = Place.objects.get(code=f"MX-{change.before.key}")
    take_name(place, change.after.name)
    place.save()


def move(change: Change, states: dict[str, Place]) -> None:
    """Give a place its new key and state; what points to it goes along."""
    assert change.before is not None and change.after is not None
    place = Place.objects.get(code=f"MX-{change.before.key}")
    take_name(place, change.after.name)
    place.code, place.key = f"MX-{change.after.key}", change.after.key
    place.parent = states[change.after.state]
    place.save()


def take_name(place: Place, name: str) -> None:
    """Rename, remembering the former name and until when it held."""
    if name != place.name:
        place.former_names.append({"name": place.name, "until": today().isoformat()})
        place.name = name


def begin(entry: Listed, states: dict[str, Place]) -> None:
    """Add a new municipality, or bring one back that had ended under the same key."""
    ended = Place.objects.filter(code=f"MX-{entry.key}").first()
    if ended is None:
        fresh = municipality(entry, states)
        fresh.valid_from = today()
        fresh.save()
    else:
        take_name(ended, entry.name)
        ended.valid_to = None
        ended.save()


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
    """A new region of `owner` (kind, uuid) that holds `places`."""
    chosen = list(places)
    if not chosen:
        raise RegionWithoutPlaces(field="places")
    if Region.objects.filter(slug=slug).exists():
        raise RegionNameTaken(field="slug")
    kind, uuid = owner
    region = Region.objects.create(slug=slug, name=name, owner_kind=kind, owner=uuid, order=order)
    region.places.set(chosen)
    publish(RegionChanged(region.uuid), by=by, subject=("region", region.uuid))
    return region


@transaction.atomic
def change_region(
    region: Region, *, name: Text, places: Iterable[Place], expected: int, by: Any
) -> Region:
    """Rename the region and say anew what it holds; `expected` is the version the editor saw."""
    chosen = list(places)
    if not chosen:
        raise RegionWithoutPlaces(field="places")
    region.name = name
    region.save_version(expected=expected)
    region.places.set(chosen)
    publish(RegionChanged(region.uuid), by=by, subject=("region", region.uuid))
    return region


@transaction.atomic
def remove_region(region: Region, *, by: Any) -> None:
    """Remove a region; places remain. Whoever holds grants in it hears of `RegionRemoved`."""
    uuid = region.uuid
    region.delete()
    publish(RegionRemoved(uuid), by=by, subject=("region", uuid))
