"""A newer list of municipalities against the one we have: what is new, renamed, moved, gone.

The national key (INEGI's CVEGEO) is the identity. A key that vanishes while the same name appears in
the same state under a new key, or close by under another state, has *moved*: the place keeps its
history under its new key. Everything is decided here and applied elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

NEAR_KM = 25.0


@dataclass(frozen=True)
class Listed:
    """One municipality of a list: national key, state key, name, and a point inside in degrees."""

    key: str
    state: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Change:
    """What the newer list says of one municipality."""

    before: Listed | None
    after: Listed | None


@dataclass
class Comparison:
    """Every municipality of both lists, once."""

    new: list[Change] = field(default_factory=list)
    renamed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)
    same: list[Change] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many municipalities change, by the kind of change."""
        return {kind: len(getattr(self, kind)) for kind in ("new", "renamed", "moved", "gone")}


def compare(
    ours: Iterable[Listed],
    newer: Iterable[Listed],
    fold: Callable[[str], str],
    taken: Collection[str] = (),
) -> Comparison:
    """Compare `ours` with a `newer` list; `fold` makes names comparable.

    Keys in `taken` belonged to places that have ended: what comes back under one is new, not moved.

    Names that differ only in accents or case are the same name written better: they count as renamed
    too, because what people read changes.
    """
    before = {place.key: place for place in ours}
    after = {place.key: place for place in newer}
    found = Comparison()
    for key in sorted(before.keys() & after.keys()):
        pair = Change(before[key], after[key])
        kind = found.same if before[key].name == after[key].name else found.renamed
        kind.append(pair)
    gone = [before[key] for key in sorted(before.keys() - after.keys())]
    fresh = [after[key] for key in sorted(after.keys() - before.keys())]
    free = [place for place in fresh if place.key not in taken]
    found.moved = match_moved(gone, free, fold)
    left = {change.before.key for change in found.moved if change.before}
    came = {change.after.key for change in found.moved if change.after}
    found.gone = [Change(place, None) for place in gone if place.key not in left]
    found.new = [Change(None, place) for place in fresh if place.key not in came]
    return found


def match_moved(
    gone: list[Listed], fresh: list[Listed], fold: Callable[[str], str]
) -> list[Change]:
    """Pairs that are one place under two keys: the same name, alone, in the same state or nearby."""
    candidates: dict[str, list[Listed]] = defaultdict(list)
    for place in fresh:
        candidates[fold(place.name)].append(place)
    pairs = []
    for place in gone:
        likely = [other for other in candidates[fold(place.name)] if is_near(place, other)]
        if len(likely) == 1:
            candidates[fold(place.name)].remove(likely[0])
            pairs.append(Change(place, likely[0]))
    return pairs


def is_near(one: Listed, other: Listed) -> bool:
    """Whether two entries may be one place: the same state, or points within 25 km."""
    if one.state == other.state:
        return True
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return False
    return kilometres(one, other) <= NEAR_KM


def kilometres(one: Listed, other: Listed) -> float:
    """Great-circle distance in km by the haversine formula (Sinnott 1984), Earth radius 6371 km."""
    assert one.latitude is not None and one.longitude is not None
    assert other.latitude is not None and other.longitude is not None
    rise = radians(other.latitude - one.latitude) / 2
    turn = radians(other.longitude - one.longitude) / 2
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * 6371 * asin(sqrt(sin(rise) ** 2 + across * sin(turn) ** 2))
