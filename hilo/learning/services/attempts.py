"""Attempts at a quiz: begun, handed in, ended by the clock, graded. Each state is entered once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from secrets import randbelow
from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.core.events import Event, publish
from hilo.core.prepared import Change, Changes, Given
from hilo.core.time import now
from hilo.learning import asked
from hilo.learning.events import EssaysHandedIn, EssaysRead
from hilo.learning.models import Answer, Attempt, Enrolment, Page
from hilo.learning.problems.quizzes import (
    LevelsIncomplete,
    MarksOutOfRange,
    NoAttemptLeft,
    NothingToAnswer,
    NotLearning,
    NotToBeGraded,
)
from hilo.learning.queries.attempts import Line, as_they_stand, lines_of
from hilo.learning.rules import questions as rules
from hilo.learning.rules.quizzing import Plan, passes, summed
from hilo.learning.services import progress
from hilo.learning.services.answers import GRACE, LOCKED, fraction_kept, put_all

SEEDS = 2**62
ANSWERED = Changes(Answer, "response", "sequence", "saved_at", "fraction")
SETTLED = Change(lambda: Attempt.objects.filter(pk=Given("attempt")), "state", "marks", "ended_at")
LEARNING = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)


# Begin.


@transaction.atomic
def begin(
    enrolment: Enrolment,
    page: Page,
    *,
    by: Any,
    key: UUID | None = None,
    seed: int | None = None,
    at: dt.datetime | None = None,
) -> Attempt:
    """The attempt under way, or a new one with its questions drawn (by `seed`, if they were reserved).

    The same `key` again is the same attempt, also after it was handed in. Raises `NotLearning`,
    `NothingToAnswer`, `NoAttemptLeft`.
    """
    # Lock: one learner, because attempts are counted.
    locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if locked.state not in LEARNING:
        raise NotLearning
    before = list(Attempt.objects.filter(enrolment=locked, step=page.step))
    known = next((one for one in before if key and one.key == key), None)
    if known is None:
        known = next((one for one in before if _goes_on(one, by, at)), None)
    return known or _made(enrolment, page, len(before), key, seed, at or now())


def _goes_on(attempt: Attempt, by: Any, at: dt.datetime | None) -> bool:
    """Whether an attempt is under way; one whose time is over is ended now."""
    if attempt.state != Attempt.State.OPEN:
        return False
    if is_over(attempt, at):
        hand_in(attempt, by=by, at=at)
        return False
    return True


def _made(
    enrolment: Enrolment,
    page: Page,
    before: int,
    key: UUID | None,
    seed: int | None,
    at: dt.datetime,
) -> Attempt:
    plan = Plan.read(page.content)
    if not plan.questions:
        raise NothingToAnswer
    if plan.attempts_allowed and before >= plan.attempts_allowed:
        raise NoAttemptLeft
    minutes = plan.minutes_allowed
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        step=page.step,
        page=page,
        number=before + 1,
        seed=randbelow(SEEDS) if seed is None else seed,
        started_at=at,
        due_at=at + dt.timedelta(minutes=minutes) if minutes else None,
        marks_possible=plan.marks_possible,
        key=key,
    )
    Answer.objects.bulk_create(_questions_of(attempt, plan))
    return attempt


def _questions_of(attempt: Attempt, plan: Plan) -> list[Answer]:
    drawn = plan.drawn(attempt.seed)
    return [
        Answer(attempt=attempt, slot=slot, version_id=one.version, marks_possible=one.marks)
        for slot, one in enumerate(drawn, start=1)
    ]


# Hand in.


def is_over(attempt: Attempt, at: dt.datetime | None = None) -> bool:
    """Whether the time of an attempt has ended, also for answers on their way."""
    return bool(attempt.due_at and (at or now()) > attempt.due_at + GRACE)


def has_ended(attempt: Attempt, at: dt.datetime | None = None) -> bool:
    """Whether the time of an attempt has ended for whoever looks at it."""
    return bool(attempt.due_at and (at or now()) >= attempt.due_at)


@transaction.atomic
def hand_in(
    attempt: Attempt,
    *,
    by: Any,
    given: Mapping[int, Any] | None = None,
    lines: Sequence[Line] = (),
    at: dt.datetime | None = None,
) -> Attempt:
    """Grade what was saved, and what is `given` now by slot; essays leave the attempt handed in.

    Twice is once: an attempt that was handed in already is answered as it is. After its time it
    counts as handed in when its time ended, and what is given then comes too late. Whoever has read
    its `lines` already hands them over; what they answer is read anew. Raises `NotLearning` and
    `AnswerTooLong`.
    """
    current = LOCKED.rows(attempt=attempt.pk)[0]
    current.page = attempt.page
    if current.can("hand_in"):
        if given and current.enrolment.state not in LEARNING:
            raise NotLearning
        moment = at or now()
        is_late = is_over(current, moment)
        current.ended_at = ended_by(current, moment)
        lines = as_they_stand(lines, current) if lines else lines_of(current)
        _grade(current, lines, {} if is_late or not given else given, moment)
        _passed(current, by)
        if current.state == Attempt.State.HANDED_IN:
            _tell(EssaysHandedIn(current.uuid), current, by)
    return current


def _grade(
    attempt: Attempt, lines: Sequence[Line], given: Mapping[int, Any], at: dt.datetime
) -> None:
    put_all([line.answer for line in lines], given, at)
    exact = [asked.earned(line.asked, line.answer.response) for line in lines]
    for line, found in zip(lines, exact, strict=True):
        line.answer.fraction = None if found is None else fraction_kept(found)
    ANSWERED.make([_answered(line.answer) for line in lines])
    earned = [
        (found, line.answer.marks_possible)
        for line, found in zip(lines, exact, strict=True)
        if found is not None
    ]
    _settle(attempt, earned, is_whole=len(earned) == len(lines))


def _answered(answer: Answer) -> tuple[Any, ...]:
    return answer.pk, answer.response, answer.sequence, answer.saved_at, answer.fraction


def _settle(
    attempt: Attempt, earned: Sequence[tuple[Fraction, Decimal]], *, is_whole: bool
) -> None:
    weigh(attempt, earned, is_whole=is_whole)
    SETTLED.make(
        attempt=attempt.pk, state=attempt.state, marks=attempt.marks, ended_at=attempt.ended_at
    )


def ended_by(attempt: Attempt, at: dt.datetime) -> dt.datetime:
    """When an attempt that is handed in at `at` has ended: with its time at the latest."""
    return min(at, attempt.due_at) if attempt.due_at else at


def weigh(attempt: Attempt, earned: Sequence[tuple[Fraction, Decimal]], *, is_whole: bool) -> None:
    """Let an attempt say what its answers earned, or that somebody has to read it first. Nothing is saved."""
    attempt.state = Attempt.State.GRADED if is_whole else Attempt.State.HANDED_IN
    attempt.marks = summed(earned) if is_whole else None


def _passed(attempt: Attempt, by: Any) -> None:
    """Whoever passes has done the step, whatever attempt counts in the end."""
    if _is_passed(attempt):
        progress.do(attempt.enrolment, attempt.step, at=attempt.ended_at, by=by)


def _is_passed(attempt: Attempt) -> bool:
    percent = Plan.read(attempt.page.content).pass_percent
    return passes(attempt.marks, attempt.marks_possible, percent)


def _has_passed_at_all(attempt: Attempt) -> bool:
    """Whether this attempt or another of the same learner passes."""
    rows = Attempt.objects.filter(enrolment=attempt.enrolment_id, step=attempt.step)
    return any(_is_passed(one) for one in rows.select_related("page"))


# End by the clock.


def expire(*, at: dt.datetime | None = None, most: int = 500) -> int:
    """End the attempts whose time is over; answers how many. Each in its own transaction."""
    moment = at or now()
    rows = Attempt.objects.filter(state=Attempt.State.OPEN, due_at__lt=moment - GRACE)
    rows = rows.select_related("page").defer("page__title", "page__body", "page__html")
    ended = 0
    for attempt in rows.order_by("due_at")[:most]:
        hand_in(attempt, by=None, at=moment)
        ended += 1
    return ended


# Read essays.


@transaction.atomic
def grade_essay(
    answer: Answer,
    *,
    by: Any,
    levels: Sequence[int | None] = (),
    points: Decimal | None = None,
    comment: str = "",
) -> Attempt:
    """Say what an essay earns, by its rubric or in points; the last one settles the attempt.

    It can be said anew afterwards: whoever no longer passes, by any attempt, has not done the step.
    Raises `NotToBeGraded`, `LevelsIncomplete`, `MarksOutOfRange`.
    """
    rows = Attempt.objects.select_for_update(of=("self",)).select_related(
        "enrolment__cohort", "page"
    )
    attempt = rows.get(pk=answer.attempt_id)
    if attempt.state == Attempt.State.OPEN:
        raise NotToBeGraded
    found = asked.of([(answer.version.uuid, answer.version_id)])[answer.version_id]
    answer.fraction = fraction_kept(_essay_fraction(answer, found, levels, points))
    answer.levels, answer.comment = list(levels), comment
    answer.graded_by = getattr(by, "person", None)
    answer.save(update_fields=["fraction", "levels", "comment", "graded_by"])
    had_passed = _is_passed(attempt)
    _settle_again(attempt)
    if had_passed and not _has_passed_at_all(attempt):
        progress.undo(attempt.enrolment, attempt.step, by=by)
    _passed(attempt, by)
    if attempt.state == Attempt.State.GRADED:
        _tell(EssaysRead(attempt.uuid), attempt, by)
    return attempt


def _tell(event: Event, attempt: Attempt, by: Any) -> None:
    publish(event, by=by, subject=("cohort", attempt.enrolment.cohort.uuid))


def _essay_fraction(
    answer: Answer,
    found: asked.Asked,
    levels: Sequence[int | None],
    points: Decimal | None,
) -> Fraction:
    essay: Any = found.question
    if getattr(essay, "rubric", ()):
        chosen = [one for one in levels if one is not None]
        fraction = rules.rubric_fraction(essay, chosen)
        if len(chosen) != len(levels) or fraction is None:
            raise LevelsIncomplete
        return fraction
    most = answer.marks_possible
    if points is None or not 0 <= points <= most:
        raise MarksOutOfRange(field="points", most=most)
    return Fraction(points) / Fraction(most) if most else Fraction(0)


def _settle_again(attempt: Attempt) -> None:
    """Add up anew what was graded; seven decimals are read as the fraction that they round."""
    answers = list(Answer.objects.filter(attempt=attempt))
    earned = [
        (Fraction(one.fraction).limit_denominator(10_000), one.marks_possible)
        for one in answers
        if one.fraction is not None
    ]
    _settle(attempt, earned, is_whole=len(earned) == len(answers))
