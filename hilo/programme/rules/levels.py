"""What may lead to what in the results chain, and how it is said that something hangs on a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from hilo.ui.numerals import figure

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
    tops = []
    for branch in branches.values():
        above = branches.get(branch.result.above_id)
        (above.below if above else tops).append(branch)
    return sorted(tops, key=lambda branch: ORDER.index(branch.result.level))


def in_words(counts: dict[str, int]) -> str:
    """«2 results lead to it, 1 activity is done for it»; empty where nothing hangs on it."""
    return ", ".join(_said(name, count) for name, count in counts.items() if count)


def _said(name: str, count: int) -> str:
    words = {
        "below": ngettext("%(count)s result leads to it", "%(count)s results lead to it", count),
        "activities": ngettext(
            "%(count)s activity is done for it", "%(count)s activities are done for it", count
        ),
        "indicators": ngettext(
            "%(count)s indicator shows it", "%(count)s indicators show it", count
        ),
    }
    return words[name] % {"count": figure(count)}


def loose(results: Sequence[Any]) -> list[Any]:
    """The outcomes and outputs that lead nowhere yet."""
    return [one for one in results if one.above_id is None and one.level != OBJECTIVE]
