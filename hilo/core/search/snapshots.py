"""What a process remembers of the index between searches: who may find what, facets, orders.

A snapshot is never changed but for what it remembers; when the index changes, another one is built
aside, or made from this one and the rows that changed. `memory` says which one is in force.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from hilo.core.models import SearchEntry, SearchMove
from hilo.core.search import orders, postings
from hilo.core.search.orders import Order
from hilo.core.search.rules import bits, values
from hilo.core.search.rules.values import Members, Values

REMEMBERED = 200  # sets of rows
PATCHED = 20  # changed rows; after more, what was remembered is asked anew
WAITING = 5_000  # rows not posted yet that are looked into; of more, words are found bunch by bunch

# Facets that every row has; the names of others do not begin so.
KIND, AUDIENCE = "@kind", "@audience"

Remembered = dict[tuple[bool, tuple[str, ...]], int]
Tokens = dict[int, set[str]]  # by row; none where the row is gone


class State(NamedTuple):
    """Where the index stands; see `SearchState`."""

    stamp: UUID | None
    number: int


@dataclass
class Snapshot:
    """The index at one moment. Sets are whole numbers (see `rules.bits`).

    `waiting` are the tokens of rows whose last change was not posted yet.
    """

    state: State
    facets: dict[str, Values]
    waiting: Tokens = field(default_factory=dict)
    remembered: Remembered = field(default_factory=dict)
    orders: dict[tuple[str, frozenset[str]], Order] = field(default_factory=dict)
    counted: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)
    everything: int = field(init=False)
    rows: int = field(init=False)

    def __post_init__(self) -> None:
        self.everything = self.any_of(KIND, self.facets.get(KIND, ()))
        self.rows = self.everything.bit_count()

    def holding(self, tokens: Sequence[str], *, begins: bool = False) -> int:
        """The rows that hold one of `tokens`; asked of the database once per snapshot."""
        asked = (begins, tuple(tokens))
        found = self.remembered.get(asked)
        return (
            self._keep(asked, postings.rows_with(tokens, begins=begins)) if found is None else found
        )

    def look_ahead(self, several: Iterable[Sequence[str]]) -> None:
        """Ask the database once for all of these that are not remembered; `holding` finds them then."""
        new = [tokens for tokens in map(tuple, several) if (False, tokens) not in self.remembered]
        by_token = postings.rows_by_token(token for tokens in new for token in tokens)
        for tokens in new:
            held = (by_token.get(token, 0) for token in tokens)
            self._keep((False, tokens), reduce(or_, held, 0))

    def _keep(self, asked: tuple[bool, tuple[str, ...]], posted: int) -> int:
        found = _corrected(posted, self.waiting, asked) & self.everything
        _make_room(self.remembered)
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
            _make_room(self.counted)
            self.counted[asked] = found
        return dict(found)

    def order(self, by: str, kinds: Collection[str]) -> Order:
        """The rows of `kinds` by name, or the newest first; made when first asked for."""
        asked = (by, frozenset(kinds))
        if asked not in self.orders:
            self.orders[asked] = orders.build(by, kinds)
        return self.orders[asked]


def _make_room(remembered: dict[tuple[Any, Any], Any]) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()


def build(state: State, wanted: Collection[tuple[str, frozenset[str]]] = ()) -> Snapshot:
    """The index as it stands now, which is `state` or a little later, with the orders `wanted`."""
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    rows = SearchEntry.objects.values_list("pk", "kind", "audience", "facets")
    for pk, kind, audience, facets in rows.iterator(chunk_size=5_000):
        for line in _lines(kind, audience, facets):
            holders[line].append(pk)
    width = max((max(rows) for rows in holders.values()), default=0)
    packed: dict[str, Values] = defaultdict(dict)
    for line, members in holders.items():
        name, _equals, value = line.partition("=")
        packed[name][value] = values.packed(members, width)
    made = {(by, kinds): orders.build(by, kinds) for by, kinds in wanted}
    return Snapshot(state, dict(packed), _waiting(), orders=made)


def moved(held: Snapshot, state: State, changed: set[int]) -> Snapshot:
    """The snapshot `held` after the rows `changed` were entered, changed, or taken out."""
    come: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = SearchEntry.objects.filter(pk__in=changed)
    for pk, kind, audience, facets in rows.values_list("pk", "kind", "audience", "facets"):
        for line in _lines(kind, audience, facets):
            name, _equals, value = line.partition("=")
            come[name][value].append(pk)
    gone = bits.of(changed)
    facets_now = {
        name: _values_moved(held.facets.get(name, {}), gone, changed, come[name])
        for name in {*held.facets, *come}
    }
    return Snapshot(
        state,
        facets_now,
        _waiting(),
        _patched(held.remembered, changed) if len(changed) <= PATCHED else {},
        {
            (by, kinds): order.moved(changed, held.any_of(KIND, kinds))
            for (by, kinds), order in dict(held.orders).items()
        },
    )


def _values_moved(held: Values, gone: int, changed: set[int], come: dict[str, list[int]]) -> Values:
    found: dict[str, Members] = {}
    for value in {*held, *come}:
        members = values.moved(held.get(value, 0), gone, changed, come.get(value, ()))
        if members:
            found[value] = members
    return found


def _patched(remembered: Remembered, changed: set[int]) -> Remembered:
    """The remembered sets with what the changed rows hold now."""
    tokens = _tokens(changed)
    return {
        asked: _corrected(members, tokens, asked) for asked, members in dict(remembered).items()
    }


def _corrected(members: int, tokens: Tokens, asked: tuple[bool, tuple[str, ...]]) -> int:
    """The rows found for `asked`, where some of them hold other `tokens` now."""
    if not tokens:
        return members
    begins, wanted = asked
    held = bits.of(row for row, held in tokens.items() if postings.holds(held, wanted, begins))
    return members & ~bits.of(tokens) | held


def _waiting() -> Tokens:
    rows = set(SearchMove.waiting().values_list("row", flat=True)[: WAITING + 1])
    return _tokens(rows) if len(rows) <= WAITING else {}


def _tokens(rows: Collection[int]) -> Tokens:
    if not rows:
        return {}
    there = dict(SearchEntry.objects.filter(pk__in=rows).values_list("pk", "tokens"))
    return {row: set(there.get(row, "").split()) for row in rows}


def _lines(kind: str, audience: str, facets: str) -> Iterator[str]:
    """All facets of a row, `name=value` each."""
    yield f"{KIND}={kind}"
    yield f"{AUDIENCE}={audience}"
    if facets:
        yield from facets.split("\n")
