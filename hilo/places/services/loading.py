"""Places that ship with Hilo, put into an installation that lacks them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from hilo.core import search
from hilo.places import designations, shipped
from hilo.places.models import Place
from hilo.places.rules.listing import Listed

BOROUGHS = "09"  # Mexico City is divided into demarcaciones territoriales, not municipalities


@transaction.atomic
def load_shipped(*, is_indexed: bool = True) -> int:
    """Add the shipped places that are missing (3,467 in all); answers how many.

    Loading twice changes nothing, and nothing that was imported or corrected since is touched.
    Entering them into the search takes most of the time; without it (`is_indexed`), half a second.
    """
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
    if made and is_indexed:
        search.rebuild(["place"])
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
        designation=designations.BOROUGH if entry.state == BOROUGHS else "",
        code=f"MX-{entry.key}",
        key=entry.key,
        name=entry.name,
        parent=states[entry.state],
        latitude=entry.latitude,
        longitude=entry.longitude,
        source="INEGI",
    )
