"""A part of a set of rows as bytes, small enough to be written anew for one change.

Few rows of a block are kept as a list of numbers, two bytes each; more as one bit per row. Their
lengths tell them apart.
"""

from __future__ import annotations

import struct

WIDTH = 8_192  # rows of a block
FEW = 128  # members that are kept as a list, in a quarter of the room at most


def packed(members: int) -> bytes:
    """The set `members`, of numbers below `WIDTH`, as bytes."""
    if members.bit_count() > FEW:
        return members.to_bytes(WIDTH // 8, "little")
    numbers = []
    while members:
        lowest = members & -members
        numbers.append(lowest.bit_length() - 1)
        members ^= lowest
    return struct.pack(f"<{len(numbers)}H", *numbers)


def unpacked(room: bytes) -> int:
    """The set that was packed into `room`."""
    if len(room) == WIDTH // 8:
        return int.from_bytes(room, "little")
    members = 0
    for (number,) in struct.iter_unpack("<H", room):
        members |= 1 << number
    return members
