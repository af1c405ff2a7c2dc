"""What may lead to what in the results chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

OBJECTIVE, OUTCOME, OUTPUT = "objective", "outcome", "output"
UPWARD = {OUTPUT: OUTCOME, OUTCOME: OBJECTIVE}
ORDER = (OBJECTIVE, OUTCOME, OUTPUT)


@dataclass
class Branch:
    """A result with the branches that lead to it."""

    result: Any
    below: list[Branch] = field(default_factory=list)


def may_lead(level: str, above: str | None) -> bool:
    """Whether a result of `level` may lead to one of the level `above`, or to nothing."""
    return above is None or UPWARD.get(level) == above


def tree_of(results: Iterable[Any]) -> list[Branch]:
    """The chain as a tree: objectives first; what leads nowhere yet stands at its end."""
    branches = {one.pk: Branch(one) for one in results}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.result.above_id)
        (above.below if above else tops).append(branch)
    return sorted(tops, key=lambda branch: ORDER.index(branch.result.level))
