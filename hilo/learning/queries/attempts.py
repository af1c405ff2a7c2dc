"""What pages ask of attempts and their answers: a handful of questions, however many answers there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, UUIDField

from hilo.core.prepared import Given, Prepared
from hilo.learning import asked
from hilo.learning.asked import Asked
from hilo.learning.models import Answer, Attempt, Enrolment

ANSWERS = Prepared(
    lambda: (
        Answer.objects.annotate(version_uuid=F("version__uuid"))
        .filter(attempt=Given("attempt"))
        .order_by("slot")
    )
)
STANDING: Prepared[Any] = Prepared(
    lambda: (
        Answer.objects.filter(attempt=Given("attempt"))
        .order_by("slot")
        .values_list("response", "sequence", "saved_at", "fraction")
    )
)
OF_QUIZ = Prepared(
    lambda: Attempt.objects.filter(
        enrolment=Given("enrolment"), step=Given("step", UUIDField())
    ).order_by("number")
)


@dataclass(frozen=True)
class Line:
    """A question of an attempt with its answer."""

    answer: Answer
    asked: Asked

    @property
    def slot(self) -> int:
        return self.answer.slot


def lines_of(attempt: Attempt) -> list[Line]:
    """The questions of `attempt` with their answers, in the order in which they are shown."""
    answers = ANSWERS.rows(attempt=attempt.pk)
    known = asked.of((one.version_uuid, one.version_id) for one in answers)
    return [Line(one, known[one.version_id]) for one in answers]


def as_they_stand(lines: Sequence[Line], attempt: Attempt) -> Sequence[Line]:
    """The same lines of `attempt` with what its answers say now; which questions it asks never changes."""
    for line, told in zip(lines, STANDING.rows(attempt=attempt.pk), strict=True):
        answer = line.answer
        answer.response, answer.sequence, answer.saved_at, answer.fraction = told
    return lines


def attempts_at(enrolment: Enrolment, step: Any) -> list[Attempt]:
    """The attempts of one learner at one quiz, the first one first."""
    return OF_QUIZ.rows(enrolment=enrolment.pk, step=step)


def open_among(attempts: Sequence[Attempt]) -> Attempt | None:
    return next((one for one in attempts if one.state == Attempt.State.OPEN), None)
