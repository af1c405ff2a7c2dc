"""The balance by sex of a commission: docs/algorithms/roster-balance.md has the rules and a worked table.

Whoever stands on the roster counts. A gender that the reader may see on the person's own profile is a
fact. The genders that people keep from the reader are told together, or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GENDERS = ("woman", "man", "other", "not_stated")
UNTOLD = GENDERS[-1]
# From the widest circle to the narrowest, as `people.rules.showing` has them.
WITHIN = {"stranger": ("public",), "member": ("public", "members")}


@dataclass(frozen=True)
class Sitting:
    """Somebody on the roster: their gender, and to whom they show it."""

    gender: str
    level: str


def balance(roster: Iterable[Sitting], *, reader: str, smallest: int) -> tuple[int, ...]:
    """How many of each of `GENDERS` the roster has, as `reader` ("stranger" or "member") may know it.

    What is kept from the reader counts as not stated, unless it is a group that can be told.
    """
    everybody = list(roster)
    if can_be_told(everybody, smallest):
        return _counts(each.gender for each in everybody)
    shown = WITHIN[reader]
    return _counts(each.gender if each.level in shown else UNTOLD for each in everybody)


def can_be_told(everybody: Sequence[Sitting], smallest: int) -> bool:
    """Whether what is kept from strangers, and what is kept from members, both tell of nobody."""
    return all(
        is_safe(_counts(one.gender for one in everybody if one.level not in shown), smallest)
        for shown in WITHIN.values()
    )


def is_safe(counts: Sequence[int], smallest: int) -> bool:
    """Whether these amounts of hidden answers single nobody out.

    No part is small, and not all gave the same answer: that would tell it of each of them.
    """
    parts = [count for count in counts if count]
    return not parts or (len(parts) > 1 and min(parts) >= smallest)


def _counts(genders: Iterable[str]) -> tuple[int, ...]:
    found = Counter(genders)
    return tuple(found[gender] for gender in GENDERS)
