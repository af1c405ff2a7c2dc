"""Lists without a question: rows by name, or the newest first, kept beside the snapshot.

An order is made when a list first asks for it, from one look at the rows of its kinds, and moves on
with the snapshot. Names compare as their folded letters do, in Python: alike on every database.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, MutableSequence
from functools import cached_property
from itertools import islice
from typing import Any

from hilo.core.models import SearchEntry
from hilo.core.search.rules import bits

BY_NAME, NEWEST = "name", "newest"
COLUMNS = {BY_NAME: ("pk", "heads", "object"), NEWEST: ("pk", "entered_at")}
LONGEST = 80  # bytes of a name that are compared
FEW = 2_000  # hits that are sorted by rank; more are walked
MARKS = 32

Keys = MutableSequence[Any]


class Order:
    """The rows of some kinds in one order, each with the key by which it stands there.

    Never changed in place: `moved` answers another one.
    """

    def __init__(
        self, by: str, kinds: frozenset[str], keys: Keys, rows: array[int], width: int
    ) -> None:
        self.by, self.kinds, self.keys, self.rows = by, kinds, keys, rows
        self.width = width  # above the number of any row

    def slice(self, hits: int, start: int, stop: int) -> list[int]:
        """The hits from number `start` to `stop` in this order."""
        hits &= (1 << self.width) - 1
        if hits.bit_count() <= FEW:
            return sorted(bits.highest_first(hits), key=self.ranks.__getitem__)[start:stop]
        place, passed = self._mark_before(hits, start)
        signs = bits.signs(hits, self.width)
        found = (row for row in islice(self.rows, place, None) if signs[row])
        return list(islice(found, start - passed, stop - passed))

    @cached_property
    def ranks(self) -> array[int]:
        """The place of each row, by its number."""
        ranks = array("I", bytes(4 * self.width))
        for place, row in enumerate(self.rows):
            ranks[row] = place
        return ranks

    @cached_property
    def marks(self) -> list[tuple[int, int]]:
        """Some places in the order, each with the set of the rows before it."""
        step = max(1, len(self.rows) // MARKS)
        marks = [(0, 0)]
        for place in range(step, len(self.rows), step):
            marks.append((place, marks[-1][1] | bits.of(self.rows[place - step : place])))
        return marks

    def _mark_before(self, hits: int, number: int) -> tuple[int, int]:
        """The last marked place before hit `number`, and how many hits stand before that place."""
        if not number:
            return 0, 0
        at = bisect_right(self.marks, number, key=lambda mark: (hits & mark[1]).bit_count()) - 1
        place, before = self.marks[at]
        return place, (hits & before).bit_count()

    def moved(self, changed: Collection[int], held: int) -> Order:
        """This order after the rows `changed` were entered, changed, or taken out.

        `held` is the set of the rows that stood here before.
        """
        come = dict(_keyed(self.by, self.kinds, changed))
        gone = {row for row in changed if held >> row & 1}
        for row in [row for row in gone & come.keys() if self.keys[self.ranks[row]] == come[row]]:
            gone.remove(row)
            del come[row]
        if not gone and not come:
            return self
        keys, rows = self.keys[:], self.rows[:]
        for place in sorted((self.ranks[row] for row in gone), reverse=True):
            del keys[place], rows[place]
        for row, key in come.items():
            place = bisect_left(keys, key)
            keys.insert(place, key)
            rows.insert(place, row)
        return Order(self.by, self.kinds, keys, rows, max([self.width, *(row + 1 for row in come)]))


def build(by: str, kinds: Collection[str]) -> Order:
    """The order as the index stands now."""
    keyed = sorted((key, row) for row, key in _keyed(by, kinds))
    rows = array("I", (row for _key, row in keyed))
    keys = [key for key, _row in keyed]
    packed = array("q", keys) if by == NEWEST else keys
    return Order(by, frozenset(kinds), packed, rows, max(rows, default=0) + 1)


def _keyed(
    by: str, kinds: Collection[str], rows: Collection[int] | None = None
) -> Iterable[tuple[int, Any]]:
    """Row and key of all rows of `kinds`, or of those among `rows`."""
    entries = SearchEntry.objects.filter(kind__in=kinds)
    if rows is not None:
        entries = entries.filter(pk__in=rows)
    key: Callable[..., Any] = _name if by == BY_NAME else _moment
    for columns in entries.values_list(*COLUMNS[by]).iterator(chunk_size=5_000):
        yield columns[0], key(*columns)


def _name(row: int, heads: str, uuid: Any) -> bytes:
    """The folded first title; of equal ones, the uuid decides."""
    return heads.split("\n", 1)[0].encode()[:LONGEST] + b"\0" + uuid.bytes


def _moment(row: int, entered: Any) -> int:
    """The youngest second first; within it, whoever entered the index last. One number of 64 bits."""
    return -(int(entered.timestamp()) << 32 | row)
