"""Lists without a question: rows by name, or the newest first, kept beside the snapshot.

An order is made when a list first asks for it, from one look at the rows of its kinds, and moves on
with the snapshot. Names compare as their folded letters do in every database: in Python.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from itertools import compress, islice
from typing import Any
from uuid import UUID

from hilo.core.models import SearchEntry
from hilo.core.search.rules import bits

BY_NAME, NEWEST = "name", "newest"
COLUMNS = ("pk", "heads", "object", "entered_at")
LONGEST = 80  # bytes of a name that are compared

Key = Any  # of one type within an order


class Order:
    """The rows of some kinds in one order; never changed in place."""

    def __init__(self, by: str, kinds: Collection[str], keyed: Iterable[tuple[Key, int]]) -> None:
        self.by, self.kinds = by, frozenset(kinds)
        self.keyed = list(keyed)
        self.rows = array("I", [row for _key, row in self.keyed])
        self.width = max(self.rows, default=0) + 1

    def slice(self, hits: int, start: int, stop: int) -> list[int]:
        """The hits from number `start` to `stop` in this order, walked from the nearer end."""
        signs = bits.signs(hits & ((1 << self.width) - 1), self.width)
        total = hits.bit_count()
        if start <= total // 2:
            found = compress(self.rows, map(signs.__getitem__, self.rows))
            return list(islice(found, start, stop))
        backwards = self.rows[::-1]
        found = compress(backwards, map(signs.__getitem__, backwards))
        return list(islice(found, max(0, total - stop), total - start))[::-1]


def build(by: str, kinds: Collection[str]) -> Order:
    rows = SearchEntry.objects.filter(kind__in=kinds).values_list(*COLUMNS)
    return Order(by, kinds, sorted(map(key_of(by), rows.iterator(chunk_size=5_000))))


def key_of(by: str) -> Any:
    return _by_name if by == BY_NAME else _newest


def _by_name(row: tuple[int, str, UUID, Any]) -> tuple[Key, int]:
    pk, heads, uuid, _entered = row
    return heads.split("\n", 1)[0].encode()[:LONGEST] + b"\0" + uuid.bytes, pk


def _newest(row: tuple[int, str, UUID, Any]) -> tuple[Key, int]:
    """The youngest moment first; of one moment, whoever entered the index last."""
    pk, _heads, _uuid, entered = row
    return (-int(entered.timestamp() * 1_000_000), -pk), pk
