"""What a process remembers of the index between searches: who is public, and the facets.

A snapshot is built aside and put in place by one assignment, so threads never see half of one.
Small indexes are always fresh; in one of more than `LARGE` rows a change shows after `PATIENCE`
seconds, because reading a hundred thousand rows anew at each change would cost more than it gives.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hilo.core.models import SearchEntry, SearchState
from hilo.core.search import postings
from hilo.core.search.rules import bits

LARGE = 5_000  # rows
PATIENCE = 10.0  # seconds
OLDEST = 60.0  # seconds, in case a process died between its commit and the new stamp
REMEMBERED = 200  # lists of rows

_current: Snapshot | None = None


@dataclass
class Snapshot:
    """The index at one moment. Sets are whole numbers (see `rules.bits`)."""

    stamp: UUID | None
    made_at: float
    rows: int
    everything: int
    public: int
    facets: dict[str, dict[str, int]]
    remembered: dict[tuple[bool, tuple[str, ...]], int] = field(default_factory=dict)

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
        return self.facets.get(name, {}).get(value, 0)

    def is_good_for(self, stamp: UUID | None) -> bool:
        """Whether this snapshot may still answer while the index stands at `stamp`."""
        age = time.monotonic() - self.made_at
        if self.rows > LARGE and age < PATIENCE:
            return True
        return self.stamp == stamp and age < OLDEST


def current() -> Snapshot:
    """The snapshot to search in."""
    global _current
    stamp, held = SearchState.current(), _current
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
    alike: dict[tuple[str, bool, str], list[int]] = defaultdict(list)
    rows = SearchEntry.objects.values_list("id", "kind", "is_public", "facets")
    for pk, kind, is_public, lines in rows.iterator(chunk_size=5_000):
        alike[kind, is_public, lines].append(pk)
    everything = public = 0
    facets: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (kind, is_public, lines), pks in alike.items():
        members = bits.of(pks)
        everything |= members
        public |= members if is_public else 0
        for line in (f"kind={kind}", *lines.split("\n")):
            name, _equals, value = line.partition("=")
            facets[name][value] |= members
    count = sum(len(pks) for pks in alike.values())
    plain = {name: dict(values) for name, values in facets.items() if name}
    return Snapshot(stamp, time.monotonic(), count, everything, public, plain)
