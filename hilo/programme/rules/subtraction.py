"""Small groups must not come out by subtraction.

Groups under five are hidden where they stand (`hilo.ui.charts.small`). But somebody who knows the
total of a region and all of its states but one knows that one too. So wherever exactly one part of a
published whole is hidden, the next smallest part is kept back with it (docs/algorithms/small-groups.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

Key = TypeVar("Key")

SMALLEST = 5  # people


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Whether a group is too small to be published; nobody is in an empty one."""
    return 0 < count < smallest


def to_keep_back(counts: Mapping[Key, int], hidden: Collection[Key]) -> set[Key]:
    """What must be hidden besides `hidden` among the parts of one published whole: none or one part.

    The smallest part that has anybody; of two of the same size, the one that comes first.
    """
    if len(hidden) != 1:
        return set()
    others = [key for key, count in counts.items() if count and key not in hidden]
    return {min(others, key=lambda key: counts[key])} if others else set()


def hidden_parts(wholes: Collection[Mapping[Key, int]]) -> set[Key]:
    """Every part that stays hidden, where each of `wholes` is published with its total."""
    hidden: set[Key] = set()
    for counts in wholes:
        small = {key for key, count in counts.items() if is_small(count)}
        hidden |= small | to_keep_back(counts, small)
    return hidden
