"""How a quiz is taken and counted: what was published of it, what an attempt draws, what counts. Pure.

    plan = Plan.read(page.content)
    plan.drawn(seed)                          # what stands in an attempt, in its order
    counted([Decimal("6"), Decimal("8")], "best")

Marks are decimals with three places; a quiz is passed by the marks themselves, never by a rounded
percentage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import Any

THOUSANDTH = Decimal("0.001")
HUNDRED = 100


@dataclass(frozen=True)
class Place:
    """A place in a quiz: so many questions drawn from `versions`, each worth `marks`."""

    versions: tuple[int, ...]
    draws: int
    marks: Decimal
    is_drawn: bool = False


@dataclass(frozen=True)
class Drawn:
    """A question as it stands in an attempt: its version, and what it is worth."""

    version: int
    marks: Decimal
    place: int


@dataclass(frozen=True)
class Plan:
    """A quiz as it was published: its rules, and its places in order."""

    attempts_allowed: int | None
    minutes_allowed: int | None
    counts: str
    tells: str
    pass_percent: int
    is_shuffled: bool
    places: tuple[Place, ...]

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Plan:
        """Out of a page's `content`, as `services.quizzes.frozen` wrote it."""
        return cls(
            attempts_allowed=content.get("attempts_allowed"),
            minutes_allowed=content.get("minutes_allowed"),
            counts=content.get("counts", "best"),
            tells=content.get("tells", "after"),
            pass_percent=content.get("pass_percent", 60),
            is_shuffled=content.get("is_shuffled", False),
            places=tuple(map(_place, content.get("slots", ()))),
        )

    @property
    def marks_possible(self) -> Decimal:
        """What all questions of an attempt are worth together."""
        return sum((place.marks * place.draws for place in self.places), Decimal(0))

    @property
    def questions(self) -> int:
        """How many questions stand in an attempt."""
        return sum(place.draws for place in self.places)

    def drawn(self, seed: int) -> list[Drawn]:
        """The questions of the attempt with this seed, none of them twice, in their order."""
        chance = Random(seed)
        taken = {one for place in self.places if not place.is_drawn for one in place.versions}
        found: list[Drawn] = []
        for number, place in enumerate(self.places):
            for version in _draw(place, taken, chance):
                found.append(Drawn(version, place.marks, number))
        if self.is_shuffled:
            chance.shuffle(found)
        return found


def _place(slot: Mapping[str, Any]) -> Place:
    return Place(
        tuple(slot["versions"]), slot["draws"], Decimal(slot["marks"]), slot.get("is_drawn", False)
    )


def _draw(place: Place, taken: set[int], chance: Random) -> list[int]:
    """The versions that stand at one place; `taken` learns of what was drawn."""
    if not place.is_drawn:
        return list(place.versions[: place.draws])
    left = [one for one in place.versions if one not in taken]
    drawn = chance.sample(left, min(place.draws, len(left)))
    taken.update(drawn)
    return drawn


def counted(marks: Sequence[Decimal], which: str) -> Decimal | None:
    """What counts of a person's graded attempts, given in their order; None where there is none."""
    if not marks:
        return None
    if which == "average":
        return rounded(Fraction(sum(marks, Decimal(0))) / len(marks))
    return {"best": max(marks), "last": marks[-1], "first": marks[0]}[which]


def passes(marks: Decimal | None, possible: Decimal, percent: int) -> bool:
    """Whether `marks` of `possible` are `percent` per cent or more, exactly."""
    return marks is not None and marks * HUNDRED >= possible * percent


def percent_of(marks: Decimal | None, possible: Decimal) -> Decimal | None:
    """`marks` in per cent of `possible`; None where nothing can be had or nothing is graded."""
    return None if marks is None or not possible else marks * HUNDRED / possible


def summed(earned: Sequence[tuple[Fraction, Decimal]]) -> Decimal:
    """The marks of an attempt: each fraction of what its question is worth, rounded once."""
    return rounded(sum((part * Fraction(marks) for part, marks in earned), Fraction(0)))


def rounded(value: Fraction) -> Decimal:
    """An exact value as marks are kept: three decimals, a half upwards."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(THOUSANDTH, ROUND_HALF_UP)
