"""The quizzes that were taken: whoever has done one has passed it, some at the second or third go; some are stuck."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from hilo.learning.loading.attempts import Quiz, Taken, put_in
from hilo.learning.models import Cohort
from hilo.learning.services.attempts import SEEDS
from hilo.site.demonstration import files
from hilo.site.demonstration.furnish import moment
from hilo.site.demonstration.groups.minds import Mind, right
from hilo.site.demonstration.groups.paces import CAME, Walk

LEANING = {"steady": 0.3, "behind": -0.5, "stopped": -0.8}
COMES_BACK = 0.6  # of those who do not get on come back to the quiz that they are before, and fail
BEGINS = 0.35  # of those who get on and are before a quiz have begun it
USUAL_ATTEMPTS = 3
DESPAIR = 2.0  # logits less, each time that somebody who shall fail would have passed


def take(plan: Any, cohort: Cohort, walks: Sequence[Walk]) -> None:
    """All attempts of a group; a walk learns when somebody was here for one."""
    assert cohort.edition is not None
    quizzes = [Quiz(page) for page in cohort.edition.pages.filter(kind="quiz").order_by("order")]
    put_in([one for walk in walks for one in _of(plan, walk, quizzes)])


def _of(plan: Any, walk: Walk, quizzes: Sequence[Quiz]) -> Iterator[Taken]:
    spread = files.cohorts()["answers"]["spread"]
    ability = walk.urn("ability").chance.gauss(LEANING.get(walk.pace.kind, 0.0), spread)
    for quiz in quizzes:
        done = walk.done.get(quiz.page.step)
        if done:
            yield from _Tries(walk, quiz, ability).until_passed(done)
        elif walk.next_page and walk.next_page.step == quiz.page.step and not walk.is_guest:
            yield from _before(plan, walk, _Tries(walk, quiz, ability))


def _before(plan: Any, walk: Walk, tries: _Tries) -> Iterator[Taken]:
    """Whoever is before a quiz: some have failed and are stuck, some are in the midst of it."""
    drawn = walk.urn("before", tries.quiz.page.order)
    if walk.pace.until < 1 and drawn.chance.random() < COMES_BACK:
        walk.seen_at = moment(plan.day - dt.timedelta(days=drawn.between(*CAME)), 20)
        yield from tries.failing(walk.seen_at, drawn.between(1, tries.most - 1))
    elif walk.pace.kind == "steady" and drawn.chance.random() < BEGINS and not tries.is_timed:
        walk.seen_at = moment(plan.day - dt.timedelta(days=1), 19)
        yield tries.begun(walk.seen_at)


class _Tries:
    """The attempts of one person at one quiz."""

    def __init__(self, walk: Walk, quiz: Quiz, ability: float) -> None:
        self.walk, self.quiz = walk, quiz
        self.urn = walk.urn("tries", quiz.page.order)
        self.mind = Mind(ability, self.urn.chance)
        self.most = quiz.plan.attempts_allowed or USUAL_ATTEMPTS

    @property
    def is_timed(self) -> bool:
        return self.quiz.plan.minutes_allowed is not None

    def until_passed(self, at: dt.datetime) -> list[Taken]:
        """As many as it takes; the last one, at `at`, passes."""
        kept: list[Taken] = []
        for number in range(1, self.most):
            one = self._one(number, at)
            kept.append(one)
            if self.quiz.passes(one):
                break
            self.mind.ability += files.cohorts()["answers"]["learns"]
        else:
            kept.append(self._passing(self.most, at))
        return self._apart(kept, at)

    def failing(self, at: dt.datetime, count: int) -> list[Taken]:
        """So many that do not suffice, the last one at `at`."""
        return self._apart([self._failing(number, at) for number in range(1, count + 1)], at)

    def begun(self, at: dt.datetime) -> Taken:
        """One under way, half of it answered."""
        return self._one(1, at, is_over=False)

    def _passing(self, number: int, at: dt.datetime) -> Taken:
        """Whoever would have failed once more has looked up what was wrong."""
        found = self._one(number, at)
        while not self.quiz.passes(found):
            self.mind.ability += DESPAIR
            found = self._one(number, at, is_sure=self.mind.ability > 4 * DESPAIR)
        return found

    def _failing(self, number: int, at: dt.datetime) -> Taken:
        found = self._one(number, at)
        while self.quiz.passes(found):
            self.mind.ability -= DESPAIR
            found = self._one(number, at)
        return found

    def _one(
        self, number: int, at: dt.datetime, *, is_over: bool = True, is_sure: bool = False
    ) -> Taken:
        seed = self.urn.chance.randrange(SEEDS)
        questions = self.quiz.questions(seed)
        given = self.mind.answers(questions)
        if is_sure:
            given = {slot: right(one.question) for slot, one in questions.items()}
        if not is_over:
            given = {slot: given[slot] for slot in list(given)[: len(given) // 2]}
        return self.quiz.taken(
            self.walk.row,
            number=number,
            seed=seed,
            started_at=at - dt.timedelta(minutes=self.urn.between(*self._minutes())),
            ended_at=at if is_over else None,
            given=given,
        )

    def _minutes(self) -> tuple[int, int]:
        return 1 + self.quiz.plan.questions // 2, 2 * self.quiz.plan.questions

    def _apart(self, taken: list[Taken], last: dt.datetime) -> list[Taken]:
        """One a day, so that the last one was at `last`."""
        for back, one in enumerate(reversed(taken)):
            earlier = dt.timedelta(days=back)
            attempt = one.attempt
            attempt.started_at -= earlier
            attempt.ended_at = last - earlier
            if attempt.due_at:
                attempt.due_at -= earlier
            for answer in one.answers:
                answer.saved_at = answer.saved_at and attempt.ended_at
        return taken
