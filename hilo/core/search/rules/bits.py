"""Sets of rows as whole numbers: bit n is set where row n belongs to the set.

A hundred thousand rows are 12.5 kB; «and», «or» and counting take microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ONE = ord("1")
FEW = 500  # numbers; setting so many bits one by one is quicker than reading a binary number
SIGNS = bytes.maketrans(b"01", b"\0\1")


def of(numbers: Iterable[int]) -> int:
    """The set of these numbers (none negative)."""
    numbers = list(numbers)
    top = max(numbers, default=0) + 1
    if len(numbers) <= FEW:
        room = bytearray((top >> 3) + 1)
        for number in numbers:
            room[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(room, "little")
    # One sign per row, read as a binary number: quicker than setting bits in Python.
    signs = bytearray(b"0") * top
    for number in numbers:
        signs[number] = ONE
    signs.reverse()
    return int(signs, 2)


def signs(members: int, width: int) -> bytes:
    """One byte per number below `width`: 1 for members, 0 for others. Quick to ask for many."""
    return format(members, f"0{width}b").encode().translate(SIGNS)[::-1]


def highest_first(members: int) -> Iterator[int]:
    """The members from the highest number down."""
    room = members.to_bytes((members.bit_length() + 7) >> 3, "little")
    for index in range(len(room) - 1, -1, -1):
        byte = room[index]
        while byte:
            bit = byte.bit_length() - 1
            yield (index << 3) | bit
            byte ^= 1 << bit
