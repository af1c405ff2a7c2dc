"""What is put in by the thousand is what the services leave, one by one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import models

from hilo.core.time import now
from hilo.learning.loading import submissions
from hilo.learning.loading.attempts import Quiz, put_in
from hilo.learning.loading.submissions import Handed, Judged
from hilo.learning.models import Answer, Attempt, Done, PeerReview, Submission
from hilo.learning.services import answers, assignments, attempts
from tests.learning.factories import (
    EnrolmentFactory,
    a_quiz,
    an_assignment,
    choice_question,
    enrolled,
    essay_question,
)

pytestmark = pytest.mark.django_db

RIGHT, WRONG = {"choice": 1}, {"choice": 0}
SEED = 91
OWN = {"id", "uuid", "enrolment_id", "attempt_id", "created_at", "changed_at"}


def kept(row: models.Model) -> dict[str, Any]:
    """What a row says, as it stands in the database, without what makes it this one row."""
    row = type(row)._default_manager.get(pk=row.pk)
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields
            if one.attname not in OWN}  # fmt: skip


def with_answers(attempt: Attempt) -> list[dict[str, Any]]:
    return [kept(attempt), *map(kept, Answer.objects.filter(attempt=attempt))]


@pytest.mark.parametrize("given", [{1: RIGHT, 2: WRONG}, {1: RIGHT, 2: RIGHT, 3: RIGHT}, {}])
@pytest.mark.parametrize("minutes", [None, 30])
def test_an_attempt_that_was_put_in_is_as_one_that_was_taken(
    given: dict[int, Any], minutes: int | None
) -> None:
    page = a_quiz(minutes_allowed=minutes)
    one, other = enrolled(page), enrolled(page)
    begun, ended = now(), now() + dt.timedelta(minutes=12)
    served = attempts.begin(one, page, by=None, seed=SEED, at=begun)
    served = attempts.hand_in(served, by=None, given=given, at=ended)

    quiz = Quiz(page)
    taken = quiz.taken(other, number=1, seed=SEED, started_at=begun, ended_at=ended, given=given)
    put_in([taken])
    assert with_answers(taken.attempt) == with_answers(served)
    assert quiz.passes(taken) == Done.objects.filter(enrolment=one, step=page.step).exists()


def test_one_under_way_has_its_answers_and_no_grade() -> None:
    page, begun = a_quiz(), now()
    served = attempts.begin(enrolled(page), page, by=None, seed=SEED, at=begun)
    answers.save_many(served, {1: RIGHT}, at=begun)
    quiz = Quiz(page)
    taken = quiz.taken(enrolled(page), number=1, seed=SEED, started_at=begun, ended_at=None,
                       given={1: RIGHT})  # fmt: skip
    put_in([taken])
    assert with_answers(taken.attempt) == with_answers(served)


def test_one_with_an_essay_waits_for_its_reader() -> None:
    page = a_quiz(choice_question(), essay_question())
    begun = now()
    said = {1: RIGHT, 2: {"text": "La plaza."}}
    served = attempts.begin(enrolled(page), page, by=None, seed=SEED, at=begun)
    served = attempts.hand_in(served, by=None, given=said, at=begun)
    taken = Quiz(page).taken(enrolled(page), number=1, seed=SEED, started_at=begun, ended_at=begun,
                             given=said)  # fmt: skip
    put_in([taken])
    assert taken.attempt.state == Attempt.State.HANDED_IN
    assert with_answers(taken.attempt) == with_answers(served)


MONDAY = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.mark.parametrize("end", ["draft", "waiting", "sent back", "graded"])
def test_a_work_that_was_put_in_is_as_one_that_was_handed_in(end: str) -> None:
    page = an_assignment()
    one, other = enrolled(page), enrolled(page)
    with time_machine.travel(MONDAY, tick=False):
        served = assignments.keep(one, page, by=None, text="Mi ficha.")
        if end != "draft":
            served = assignments.hand_in(served, by=None)
    with time_machine.travel(TUESDAY, tick=False):
        if end == "sent back":
            assignments.send_back(served, feedback="Falta el costo.", by=None)
        elif end == "graded":
            assignments.grade(served, levels={"clear": 1}, feedback="Claro.", by=None)

    judged = {
        "sent back": Judged(TUESDAY, None, "Falta el costo."),
        "graded": Judged(TUESDAY, None, "Claro.", {"clear": 1}),
    }
    at = None if end == "draft" else MONDAY
    handed = Handed(other, page, "Mi ficha.", at, judged=judged.get(end))
    [row] = submissions.put_in(other.cohort, [handed])
    assert kept(row) == kept(served)
    assert row.points == (Decimal(4) if end == "graded" else None)


def test_peers_get_as_many_works_as_they_would_have_got() -> None:
    page = an_assignment(peers=1)
    told = []
    for is_served in (True, False):
        first = enrolled(page)
        members = [first, *(EnrolmentFactory(cohort=first.cohort) for _number in range(4))]
        if is_served:
            for one in members:
                row = assignments.keep(one, page, by=None, text="Mi ficha.")
                assignments.hand_in(row, by=None)
        else:
            works = [Handed(one, page, "Mi ficha.", MONDAY) for one in members]
            submissions.put_in(first.cohort, works)
        rows = PeerReview.objects.filter(submission__in=Submission.objects.filter(
            enrolment__in=members))  # fmt: skip
        assert all(one.reviewer_id != one.submission.enrolment_id for one in rows)
        told.append(sorted(rows.filter(reviewer=one).count() for one in members))
    assert told == [[1] * 5, [1] * 5]
