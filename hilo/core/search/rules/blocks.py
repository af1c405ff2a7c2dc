"""A part of a set of rows as bytes, small enough to be written anew for one change.

Few rows of a block are kept as a list of numbers, two bytes each; more as one bit per row. Their
lengths tell them apart.
"""

from __future__ import annotations

import struct
from collections.abc import Collection

from hilo.core.search.rules import bits

WIDTH = 8_192  # rows of a block
FEW = 128  # members that are kept as a list, in a quarter of the room at most
ROOM = WIDTH // 8  # bytes


def packed(members: Collection[int]) -> bytes:
    """The set of these numbers below `WIDTH`, as bytes."""
    if len(members) > FEW:
        return bits.of(members).to_bytes(ROOM, "little")
    return struct.pack(f"<{len(members)}H", *sorted(members))


def unpacked(room: bytes) -> int:
    """The set that was packed into `room`, as a whole number."""
    if len(room) == ROOM:
        return int.from_bytes(room, "little")
    members = 0
    for number in _listed(room):
        members |= 1 << number
    return members


def changed(room: bytes, come: Collection[int], gone: Collection[int]) -> bytes:
    """The set in `room` without those that have `gone`, with those that have `come`; empty if none is left."""
    if len(room) < ROOM:
        return packed({*_listed(room)}.difference(gone).union(come))
    members = unpacked(room) & ~bits.of(gone) | bits.of(come)
    if members.bit_count() > FEW:
        return members.to_bytes(ROOM, "little")
    return packed([*bits.highest_first(members)])


def _listed(room: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(room) // 2}H", room)
