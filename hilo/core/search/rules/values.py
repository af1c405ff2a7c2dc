"""The rows of each value of a facet, packed: common values as a set of bits, rare ones as a list.

Two and a half thousand municipalities with forty rows each are 0.4 MB as lists; as sets of a hundred
thousand bits they would be 30 MB.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

from hilo.core.search.rules import bits

Members = int | array
Values = dict[str, Members]

# A list with so many times fewer members than the index has rows is counted as quickly as a set.
RARE = 300


def packed(rows: array[int], width: int) -> Members:
    """The rows of one value, in an index whose highest row is `width`."""
    return rows if len(rows) * RARE < width else bits.of(rows)


def as_bits(members: Members) -> int:
    return members if isinstance(members, int) else bits.of(members)


def counts(values: Mapping[str, Members], base: int, width: int) -> dict[str, int]:
    """How many of `base` have each value, the most frequent first; values without any are left out."""
    signs = b""
    found: dict[str, int] = {}
    for value, members in values.items():
        if isinstance(members, int):
            found[value] = (base & members).bit_count()
        else:
            signs = signs or bits.signs(base, width)
            found[value] = sum(map(signs.__getitem__, members))
    common = sorted((-count, value) for value, count in found.items() if count)
    return {value: -count for count, value in common}


def moved(members: Members, gone: int, gone_rows: set[int], come: Iterable[int]) -> Members:
    """The rows of one value after `gone` lost it and `come` gained it (maybe again)."""
    come = list(come)
    if isinstance(members, int):
        left = members ^ (members & gone)
        return left | bits.of(come) if come else left
    if not come and gone_rows.isdisjoint(members):
        return members
    return array("I", [*(row for row in members if row not in gone_rows), *come])
