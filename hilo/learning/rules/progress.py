"""How far somebody has come in a course, and what is still missing: docs/algorithms/progress.md."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

LESSON, QUIZ, ASSIGNMENT = "lesson", "quiz", "assignment"
KINDS = {"lessons": LESSON, "quizzes": QUIZ, "assignments": ASSIGNMENT}
# What may be missing besides steps; the words stand in `learning.words`.
ATTENDANCE, OUT_OF_REACH, NO_SESSION = "attendance", "out_of_reach", "no_session"
NOTHING_ASKED = "nothing_asked"  # a course without steps or sessions completes nobody


class Presence(Protocol):
    """The share of sessions as `attendance.rules.counting.Share` tells it, in minutes."""

    @property
    def due(self) -> int: ...
    @property
    def ahead(self) -> int: ...
    def reaches(self, percent: int) -> bool: ...
    def can_reach(self, percent: int) -> bool: ...
    def missing(self, percent: int) -> int: ...


@dataclass(frozen=True)
class StepDue:
    """A step of an edition, in the order of the course."""

    uuid: UUID
    kind: str
    is_required: bool


@dataclass(frozen=True)
class Demands:
    """What a course asks for: its steps, the kinds that count, and the least attendance in per cent."""

    steps: tuple[StepDue, ...]
    counts: frozenset[str] = frozenset(KINDS.values())
    attendance_percent: int | None = None

    @property
    def due(self) -> tuple[StepDue, ...]:
        """The steps that the certificate asks for."""
        return tuple(one for one in self.steps if one.is_required and one.kind in self.counts)


@dataclass(frozen=True)
class Missing:
    """One thing that is still wanting: `n` steps of a kind, or `n` minutes of presence."""

    code: str
    n: int = 0

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "n": self.n}


@dataclass(frozen=True)
class Progress:
    """How far somebody is: steps done of those due, the next step, and all that is missing."""

    done: int
    due: int
    next_step: UUID | None
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the course is completed."""
        return not self.missing


def progress_of(
    demands: Demands, done: Collection[UUID], presence: Presence | None = None
) -> Progress:
    """The progress of somebody who has `done` these steps and was at sessions as `presence` says."""
    due = demands.due
    wanting = [one for one in due if one.uuid not in done]
    missing = [*_steps_missing(wanting), *_presence_missing(demands, presence)]
    if not due and demands.attendance_percent is None:
        missing = [Missing(NOTHING_ASKED)]
    return Progress(
        done=len(due) - len(wanting),
        due=len(due),
        next_step=_next(demands.steps, done),
        missing=tuple(missing),
    )


def _next(steps: Sequence[StepDue], done: Collection[UUID]) -> UUID | None:
    """The first step that was not done, required or not."""
    return next((one.uuid for one in steps if one.uuid not in done), None)


def _steps_missing(wanting: Sequence[StepDue]) -> Iterator[Missing]:
    for kind in KINDS.values():
        if count := sum(one.kind == kind for one in wanting):
            yield Missing(kind, count)


def _presence_missing(demands: Demands, presence: Presence | None) -> Iterator[Missing]:
    """Presence is reached when no session to come can take it away: the whole is what counts."""
    percent = demands.attendance_percent
    if percent is None:
        return
    if presence is None or not (presence.due or presence.ahead):
        yield Missing(NO_SESSION)
    elif not presence.can_reach(percent):
        yield Missing(OUT_OF_REACH, presence.missing(percent))
    elif not presence.due or presence.missing(percent):
        yield Missing(ATTENDANCE, presence.missing(percent))


def percent_of(done: int, due: int) -> int:
    """Whole per cent, rounded down; a course that asks for no step is done."""
    return done * 100 // due if due else 100


def demands_told(told: Mapping[str, Any], steps: Sequence[StepDue]) -> Demands:
    """What an edition's outline (`told["course"]`) asks for; everything counts where it is silent."""
    counts = told.get("counts", list(KINDS))
    return Demands(
        tuple(steps), frozenset(KINDS[one] for one in counts), told.get("attendance_percent")
    )
