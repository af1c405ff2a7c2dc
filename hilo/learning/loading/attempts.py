"""Attempts at quizzes put in by the thousand, as `services.attempts` would have left them.

    quiz = Quiz(page)                                   # read once for all who take it
    taken = quiz.taken(enrolment, number=1, seed=seed, started_at=…, ended_at=…, given={1: …})
    put_in([taken])

`begin` and `hand_in` ask the database some twenty times for each attempt; here a thousand attempts take two
statements. What follows of a pass, the step that is done, is written by whoever calls.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hilo.learning import asked
from hilo.learning.asked import Asked
from hilo.learning.models import Answer, Attempt, Enrolment, Page, QuestionVersion
from hilo.learning.rules.quizzing import Plan, passes
from hilo.learning.services.answers import fraction_kept
from hilo.learning.services.attempts import ended_by, weigh

PORTION = 500


@dataclass(frozen=True)
class Taken:
    """An attempt with its answers, not yet kept."""

    attempt: Attempt
    answers: Sequence[Answer]


class Quiz:
    """A quiz as it was published, for all who take it."""

    def __init__(self, page: Page) -> None:
        self.page, self.plan = page, Plan.read(page.content)
        keys = {version for place in self.plan.places for version in place.versions}
        rows = QuestionVersion.objects.filter(pk__in=keys).values_list("uuid", "pk")
        self.asked = asked.of(rows)
        self._graded: dict[tuple[int, str], Fraction | None] = {}

    def questions(self, seed: int) -> dict[int, Asked]:
        """What the attempt with this seed asks, by slot."""
        drawn = self.plan.drawn(seed)
        return {slot: self.asked[one.version] for slot, one in enumerate(drawn, start=1)}

    def taken(
        self,
        enrolment: Enrolment,
        *,
        number: int,
        seed: int,
        started_at: dt.datetime,
        ended_at: dt.datetime | None,
        given: Mapping[int, Any],
    ) -> Taken:
        """The attempt in which `given` was answered by slot, all at its end; under way without an end.

        An attempt under way has its answers since `started_at`.
        """
        minutes = self.plan.minutes_allowed
        attempt = Attempt(
            enrolment=enrolment,
            step=self.page.step,
            page=self.page,
            number=number,
            seed=seed,
            started_at=started_at,
            due_at=started_at + dt.timedelta(minutes=minutes) if minutes else None,
            marks_possible=self.plan.marks_possible,
        )
        answers = self._answers(attempt, given, ended_at or started_at)
        if ended_at is not None:
            self._hand_in(attempt, answers, ended_at)
        return Taken(attempt, answers)

    def passes(self, taken: Taken) -> bool:
        attempt = taken.attempt
        return passes(attempt.marks, attempt.marks_possible, self.plan.pass_percent)

    def _answers(
        self, attempt: Attempt, given: Mapping[int, Any], at: dt.datetime
    ) -> Sequence[Answer]:
        drawn = enumerate(self.plan.drawn(attempt.seed), start=1)
        rows = [
            Answer(slot=slot, version_id=one.version, marks_possible=one.marks)
            for slot, one in drawn
        ]
        for row in rows:
            if given.get(row.slot) is not None:
                row.response, row.sequence, row.saved_at = given[row.slot], 1, at
        return rows

    def _hand_in(self, attempt: Attempt, answers: Sequence[Answer], at: dt.datetime) -> None:
        attempt.ended_at = ended_by(attempt, at)
        earned = []
        for row in answers:
            fraction = self._fraction(row)
            if fraction is not None:
                row.fraction = fraction_kept(fraction)
                earned.append((fraction, row.marks_possible))
        weigh(attempt, earned, is_whole=len(earned) == len(answers))

    def _fraction(self, row: Answer) -> Fraction | None:
        """What an answer earns; the same answer to the same question is graded once."""
        key = (row.version_id, json.dumps(row.response))
        if key not in self._graded:
            self._graded[key] = asked.earned(self.asked[row.version_id], row.response)
        return self._graded[key]


def put_in(taken: Sequence[Taken]) -> None:
    """Keep these attempts with their answers."""
    Attempt.objects.bulk_create([one.attempt for one in taken], batch_size=PORTION)
    answers = []
    for one in taken:
        for answer in one.answers:
            answer.attempt = one.attempt
            answers.append(answer)
    Answer.objects.bulk_create(answers, batch_size=PORTION)
