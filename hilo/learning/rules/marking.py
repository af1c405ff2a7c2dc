"""What a line of a sheet says of a work: a grade, by criteria or in points, or that it goes back. Pure.

A criterion is marked by the points of one of its levels, because that is how people count on paper.
Where two levels are worth the same, points do not tell which; the level that was chosen before stays.
docs/algorithms/grading-sheet.md has the table of cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from hilo.learning.rules.rubrics import Criterion

WAITING, GRADED, RETURNED = "handed_in", "graded", "returned"


class Fault(StrEnum):
    """Why a line cannot be taken as it stands."""

    NOT_HANDED_IN = "not_handed_in"
    ALREADY_GRADED = "already_graded"
    MARKS_AND_BACK = "marks_and_back"
    SAY_WHY = "say_why"
    BY_CRITERIA = "by_criteria"
    NO_SUCH_CRITERION = "no_such_criterion"
    CRITERION_MISSING = "criterion_missing"
    NO_SUCH_LEVEL = "no_such_level"
    TWO_LEVELS = "two_levels"
    NO_POINTS = "no_points"


class Unclear(Exception):
    """A line that says too little, or two things at once; `at` counts criteria from 0."""

    def __init__(self, fault: Fault, at: tuple[int, ...] = ()) -> None:
        super().__init__(fault)
        self.fault, self.at = fault, at


@dataclass(frozen=True)
class Line:
    """What stands in a line: points by criterion (counted from 0) or in all, a decision, words."""

    criteria: Mapping[int, Decimal] = field(default_factory=dict)
    points: Decimal | None = None
    decision: str = ""
    feedback: str = ""

    @property
    def has_marks(self) -> bool:
        return self.points is not None or bool(self.criteria)


@dataclass(frozen=True)
class Answer:
    """What is to be done with the work: graded with these levels or points, or sent back."""

    goes_back: bool = False
    levels: Mapping[str, int] = field(default_factory=dict)
    points: Decimal | None = None


def answer_of(
    line: Line, rubric: Sequence[Criterion], state: str, held: Mapping[str, int]
) -> Answer:
    """What `line` says of a work in `state` whose chosen levels are `held`; raises `Unclear`."""
    if state not in (WAITING, GRADED):
        raise Unclear(Fault.NOT_HANDED_IN)
    if line.decision == RETURNED:
        return _back(line, state)
    if rubric:
        return Answer(levels=_levels(line, rubric, held))
    if line.criteria:
        raise Unclear(Fault.NO_SUCH_CRITERION, tuple(sorted(line.criteria)))
    if line.points is None:
        raise Unclear(Fault.NO_POINTS)
    return Answer(points=line.points)


def _back(line: Line, state: str) -> Answer:
    if state == GRADED:
        raise Unclear(Fault.ALREADY_GRADED)
    if line.has_marks:
        raise Unclear(Fault.MARKS_AND_BACK)
    if not line.feedback.strip():
        raise Unclear(Fault.SAY_WHY)
    return Answer(goes_back=True)


def _levels(line: Line, rubric: Sequence[Criterion], held: Mapping[str, int]) -> dict[str, int]:
    if line.points is not None:
        raise Unclear(Fault.BY_CRITERIA)
    if beyond := tuple(sorted(at for at in line.criteria if at >= len(rubric))):
        raise Unclear(Fault.NO_SUCH_CRITERION, beyond)
    if missing := tuple(at for at in range(len(rubric)) if at not in line.criteria):
        raise Unclear(Fault.CRITERION_MISSING, missing)
    return {
        one.code: _level(one, at, line.criteria[at], held.get(one.code))
        for at, one in enumerate(rubric)
    }


def _level(criterion: Criterion, at: int, points: Decimal, held: int | None) -> int:
    worth = [number for number, one in enumerate(criterion.levels) if one.points == points]
    if held in worth:
        return held
    if len(worth) == 1:
        return worth[0]
    raise Unclear(Fault.TWO_LEVELS if worth else Fault.NO_SUCH_LEVEL, (at,))


def points_by_criterion(
    rubric: Sequence[Criterion], levels: Mapping[str, int]
) -> dict[int, Decimal]:
    """The points of the chosen levels, by criterion counted from 0."""
    chosen = {at: (one, levels.get(one.code)) for at, one in enumerate(rubric)}
    return {
        at: one.levels[level].points
        for at, (one, level) in chosen.items()
        if level is not None and 0 <= level < len(one.levels)
    }
