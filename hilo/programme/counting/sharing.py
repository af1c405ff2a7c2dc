"""Questions that are counted together: one look at the facts answers all that differ in where they hold."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from hilo.programme.counting.engine import FACTS, ONCE, Count, Counts, Way
from hilo.programme.counting.facts import Question

# What a unit states today holds for all of its facts (docs/algorithms/counting.md).
OF_UNITS = {"gender"}


def widened(question: Question, *, counts_units: bool) -> tuple[Question, Way]:
    """A question without a `where`, and the way to count it, so that the answer holds that of `question`.

    Where there is none, `question` itself.
    """
    held = {name: values for name, values in question.where.items() if values}
    if not all(_can_be_chosen(question, name, counts_units) for name in held):
        return question, ONCE if counts_units else FACTS
    wide = dataclasses.replace(question, where={})
    return wide, tuple(sorted(set(held) - OF_UNITS)) if counts_units else FACTS


def _can_be_chosen(question: Question, name: str, counts_units: bool) -> bool:
    """Whether the answer for everybody, told apart by groups, tells what holds for these values too.

    A unit with facts in two audiences would be counted twice in their union; in one of them it is not.
    """
    if name not in question.groups:
        return False
    if not counts_units or name in OF_UNITS:
        return True
    is_recorded = name != "region" or question.has_region
    return len(question.where[name]) == 1 and is_recorded


def chosen(count: Count, question: Question) -> Count:
    """What a wider `count` says of `question`."""
    if not question.where:
        return count
    wanted = [
        (count.groups.index(name), set(_values(question, name, values)))
        for name, values in question.where.items()
        if values
    ]

    def only(counts: Counts) -> Counts:
        return Counter(
            {
                vector: amount
                for vector, amount in counts.items()
                if all(vector[at] in values for at, values in wanted)
            }
        )

    return Count(count.groups, [*map(only, count.within)], [*map(only, count.to_date)])


def _values(question: Question, name: str, values: Sequence[str]) -> Sequence[str]:
    """Regions are named by their slugs, and counted by their UUIDs."""
    if name != "region":
        return values
    return [question.land.by_slug[one] for one in values if one in question.land.by_slug]
