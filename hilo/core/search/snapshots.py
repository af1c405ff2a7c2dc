"""What a process remembers of the index between searches: who may find what, facets, orders.

A snapshot is built aside and put in place by one assignment, so threads never see half of one.
"""

from __future__ import annotations

import time
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hilo.core.models import SearchEntry, SearchState
from hilo.core.search import orders, postings
from hilo.core.search.orders import Order
from hilo.core.search.rules import bits, values
from hilo.core.search.rules.values import Values

LARGE = 5_000  # rows
PATIENCE = 10.0  # seconds
OLDEST = 60.0  # seconds, in case a process died between its commit and the new stamp
REMEMBERED = 200  # lists of rows

# Facets that every row has; the names of others do not begin so.
KIND, AUDIENCE = "@kind", "@audience"

_current: Snapshot | None = None


@dataclass
class Snapshot:
    """The index at one moment. Sets are whole numbers (see `rules.bits`)."""

    stamp: UUID | None
    made_at: float
    rows: int
    facets: dict[str, Values]
    everything: int = 0
    remembered: dict[tuple[bool, tuple[str, ...]], int] = field(default_factory=dict)
    counted: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)
    orders: dict[tuple[str, frozenset[str]], Order] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.everything = self.any_of(KIND, self.facets.get(KIND, ()))

    def holding(self, tokens: Sequence[str], *, begins: bool = False) -> int:
        """The rows that hold one of `tokens`; asked of the database once per snapshot."""
        asked = (begins, tuple(tokens))
        found = self.remembered.get(asked)
        if found is None:
            found = bits.of(postings.rows_with(tokens, begins=begins)) & self.everything
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            self.remembered[asked] = found
        return found

    def facet(self, name: str, value: str) -> int:
        """The rows whose facet `name` has this value."""
        return values.as_bits(self.facets.get(name, {}).get(value, 0))

    def any_of(self, name: str, wanted: Iterable[str]) -> int:
        """The rows whose facet `name` has one of these values."""
        found = 0
        for value in wanted:
            found |= self.facet(name, value)
        return found

    def counts(self, name: str, base: int) -> dict[str, int]:
        """How many of `base` have each value of a facet, the most frequent first."""
        asked = (name, base)
        found = self.counted.get(asked)
        if found is None:
            width = self.everything.bit_length()
            found = values.counts(self.facets.get(name, {}), base, width)
            if len(self.counted) >= REMEMBERED:
                self.counted.clear()
            self.counted[asked] = found
        return found

    def order(self, by: str, kinds: Collection[str]) -> Order:
        """The rows of `kinds` by name, or the newest first; made when first asked for."""
        asked = (by, frozenset(kinds))
        if asked not in self.orders:
            self.orders[asked] = orders.build(by, kinds)
        return self.orders[asked]

    def is_good_for(self, stamp: UUID | None) -> bool:
        """Whether this snapshot may still answer while the index stands at `stamp`."""
        age = time.monotonic() - self.made_at
        if self.rows > LARGE and age < PATIENCE:
            return True
        return self.stamp == stamp and age < OLDEST


def current() -> Snapshot:
    """The snapshot to search in."""
    global _current
    (stamp, _number), held = SearchState.current(), _current
    if held is None or not held.is_good_for(stamp):
        held = _current = _build(stamp)
    return held


def loosen() -> None:
    """Let the next search of this process look again, unless the index is large."""
    global _current
    if _current is not None and _current.rows <= LARGE:
        _current = None


def drop() -> None:
    """Let the next search of this process look again."""
    global _current
    _current = None


def _build(stamp: UUID | None) -> Snapshot:
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    count = 0
    rows = SearchEntry.objects.values_list("id", "kind", "audience", "facets")
    for pk, kind, audience, facets in rows.iterator(chunk_size=5_000):
        count += 1
        for line in _lines(kind, audience, facets):
            holders[line].append(pk)
    width = max((max(rows) for rows in holders.values()), default=0)
    packed: dict[str, Values] = defaultdict(dict)
    for line, members in holders.items():
        name, _equals, value = line.partition("=")
        packed[name][value] = values.packed(members, width)
    return Snapshot(stamp, time.monotonic(), count, dict(packed))


def _lines(kind: str, audience: str, facets: str) -> Iterator[str]:
    """All facets of a row, `name=value` each."""
    yield f"{KIND}={kind}"
    yield f"{AUDIENCE}={audience}"
    if facets:
        yield from facets.split("\n")
