"""Sets of rows as whole numbers: bit n is set where row n belongs to the set.

A hundred thousand rows are 12.5 kB; «and», «or» and counting take microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ONE = ord("1")


def of(numbers: Iterable[int]) -> int:
    """The set of these numbers (none negative)."""
    numbers = list(numbers)
    # One sign per row, read as a binary number: quicker than setting bits in Python.
    signs = bytearray(b"0") * (max(numbers, default=0) + 1)
    for number in numbers:
        signs[number] = ONE
    signs.reverse()
    return int(signs, 2)


def highest_first(members: int) -> Iterator[int]:
    """The members from the highest number down."""
    room = members.to_bytes((members.bit_length() + 7) >> 3, "little")
    for index in range(len(room) - 1, -1, -1):
        byte = room[index]
        while byte:
            bit = byte.bit_length() - 1
            yield (index << 3) | bit
            byte ^= 1 << bit
