"""A newer list of municipalities, compared and brought in (docs/algorithms/places.md)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core import search
from hilo.core.events import publish
from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.time import today
from hilo.places.events import PlacesImported
from hilo.places.models import Place
from hilo.places.rules.listing import Comparison, Listed, compare
from hilo.places.services.loading import municipality, states_of_mexico

# A country does not lose a twentieth of its municipalities from one list to the next.
MOST_GONE = 0.05


class UnknownState(Problem):
    sentence = _(
        "Mexico has no state whose key these begin with: %(keys)s. Nothing was changed; correct the "
        "keys and try again."
    )


class PartOfAList(Problem):
    sentence = _(
        "The file lacks %(gone)s of our %(ours)s municipalities, so it seems to be a part of the list. "
        "Nothing was changed. If it holds whole states, say so, and only those states are compared."
    )


def compare_municipalities(newer: list[Listed], *, is_part: bool = False) -> Comparison:
    """What `newer` would change; nothing is saved.

    With `is_part`, only the states that `newer` names are compared. Raises `UnknownState` and
    `PartOfAList`.
    """
    refuse_unknown_states(newer)
    ours = [listed(place) for place in municipalities().current()]
    if is_part:
        named = {entry.state for entry in newer}
        ours = [entry for entry in ours if entry.state in named]
    ended = municipalities().exclude(valid_to=None).values_list("key", flat=True)
    found = compare(ours, newer, fold, taken=set(ended))
    if not is_part and len(found.gone) > MOST_GONE * len(ours):
        raise PartOfAList(gone=len(found.gone), ours=len(ours))
    return found


def municipalities() -> Any:
    """Mexico's municipalities, ended ones among them."""
    return Place.objects.municipalities().filter(code__startswith="MX-")


def listed(place: Place) -> Listed:
    return Listed(place.key, place.key[:2], place.name, place.latitude, place.longitude)


def refuse_unknown_states(newer: list[Listed]) -> None:
    """Raise `UnknownState` with every key whose state Mexico does not have."""
    states = states_of_mexico()
    strange = [f"{entry.key} ({entry.name})" for entry in newer if entry.state not in states]
    if strange:
        raise UnknownState(keys=", ".join(strange))


@transaction.atomic
def import_municipalities(newer: list[Listed], *, by: Any, is_part: bool = False) -> Comparison:
    """Make `newer` the list in force: nothing is deleted, places that are gone end today.

    Doing it again changes nothing. Raises what `compare_municipalities` raises.
    """
    # Two imports at once would each find the same places new: the second waits here.
    Place.objects.select_for_update().get(code="MX")
    found = compare_municipalities(newer, is_part=is_part)
    states = states_of_mexico()
    for change in found.renamed:
        take(place_at(change.before), change.after, states)
    for change in found.moved:
        take(place_at(change.before), change.after, states)
    for change in found.gone:
        end(place_at(change.before))
    for change in found.new:
        begin(change.after, states)
    if found.changes:
        search.index_many("place", touched(found))
        publish(PlacesImported(**found.counts()), by=by)
    return found


def touched(found: Comparison) -> QuerySet[Place]:
    """The rows that a comparison has changed, as they are now."""
    changes = [*found.new, *found.renamed, *found.moved, *found.gone]
    ends = [change.after or change.before for change in changes]
    codes = [f"MX-{end.key}" for end in ends if end is not None]
    return Place.objects.filter(code__in=codes).select_related("parent__parent")


def place_at(entry: Listed | None) -> Place:
    assert entry is not None
    return Place.objects.get(code=f"MX-{entry.key}")


def take(place: Place, entry: Listed | None, states: dict[str, Place]) -> None:
    """Give `place` the name, key and state of `entry`; what points to it goes along."""
    assert entry is not None
    remember(place, entry)
    place.name = entry.name
    place.code, place.key = f"MX-{entry.key}", entry.key
    place.parent = states[entry.state]
    if place.latitude is None:
        place.latitude, place.longitude = entry.latitude, entry.longitude
    place.save()


def remember(place: Place, entry: Listed) -> None:
    """Note how `place` was called and keyed until today, so that it is still found by that."""
    if (place.name, place.key) != (entry.name, entry.key):
        former = {"name": place.name, "until": today().isoformat()}
        if place.key != entry.key:
            former |= {"key": place.key, "code": place.code}
        place.former_names.append(former)


def end(place: Place) -> None:
    place.valid_to = today()
    place.save()


def begin(entry: Listed | None, states: dict[str, Place]) -> None:
    """Add a new municipality, or bring one back that had ended under the same key."""
    assert entry is not None
    ended = Place.objects.filter(code=f"MX-{entry.key}").first()
    if ended is None:
        fresh = municipality(entry, states)
        fresh.valid_from = today()
        fresh.save()
    else:
        ended.valid_to = None
        take(ended, entry, states)
