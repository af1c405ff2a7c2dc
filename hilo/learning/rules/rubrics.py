"""Rubrics: what a work is looked at for, and what each level is worth. Pure.

A rubric is stored as a list of `{"code", "title": Text, "levels": [{"points", "text": Text}]}` with
texts in their stored form. A work without a rubric is marked from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WITHOUT_RUBRIC = Decimal(100)


@dataclass(frozen=True)
class Level:
    """How well a criterion can be met, and the points for it."""

    points: Decimal
    text: Mapping[str, Any]


@dataclass(frozen=True)
class Criterion:
    """One thing that a work is looked at for; its levels stand from the lowest to the highest."""

    code: str
    title: Mapping[str, Any]
    levels: tuple[Level, ...]


def read(stored: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """A rubric out of its stored form."""
    return tuple(
        Criterion(
            str(one["code"]),
            one["title"],
            tuple(Level(Decimal(str(each["points"])), each["text"]) for each in one["levels"]),
        )
        for one in stored
    )


def most(rubric: Sequence[Criterion]) -> Decimal:
    """The points that can be had."""
    best = [max(level.points for level in one.levels) for one in rubric if one.levels]
    return sum(best, Decimal(0)) if best else WITHOUT_RUBRIC


def points_of(rubric: Sequence[Criterion], levels: Mapping[str, int]) -> Decimal | None:
    """The points of these levels, by criterion; None where one is missing or does not exist."""
    found = Decimal(0)
    for one in rubric:
        at = levels.get(one.code)
        if at is None or not 0 <= at < len(one.levels):
            return None
        found += one.levels[at].points
    return found


def reviewers(loads: Mapping[int, int], count: int, start: int) -> list[int]:
    """Who reviews a work: those who have the fewest to review, `start` settling where they are equal.

    `loads` says for each possible reviewer how many works they have already.
    """
    order = sorted(loads)
    turned = {key: (at - start) % max(len(order), 1) for at, key in enumerate(order)}
    return sorted(order, key=lambda key: (loads[key], turned[key]))[:count]
