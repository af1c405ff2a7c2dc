"""Handing in reads the answers anew under its lock, and a page shown again has lost nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.time import now
from hilo.learning.models import Answer, Attempt, Enrolment
from hilo.learning.queries.attempts import lines_of
from hilo.learning.services import answers, assignments, attempts, progress
from hilo.learning.services.answers import LONGEST
from tests.learning.factories import a_quiz, a_work, an_attempt, choice_question, essay_question
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db

RIGHT, WRONG = {"choice": 1}, {"choice": 0}


def test_what_another_phone_answered_meanwhile_counts() -> None:
    attempt = an_attempt()
    lines = lines_of(attempt)
    for slot in (1, 2, 3):
        answers.save(attempt, slot, RIGHT)
    handed_in = attempts.hand_in(attempt, by=None, lines=lines, given={2: WRONG})
    assert handed_in.marks == 2
    rows = Answer.objects.filter(attempt=attempt)
    assert [one.response for one in rows] == [RIGHT, WRONG, RIGHT]
    assert [one.fraction for one in rows] == [1, 0, 1]
    assert [one.saved_at and one.saved_at.year for one in rows] == [now().year] * 3
    assert Attempt.objects.get(pk=attempt.pk).state == Attempt.State.GRADED


def test_what_was_told_is_settled_also_for_lines_read_before() -> None:
    attempt = an_attempt(a_quiz(tells="at_once"))
    lines = lines_of(attempt)
    answers.save(attempt, 1, WRONG)
    answers.tell(attempt, 1)
    attempts.hand_in(attempt, by=None, lines=lines, given={1: RIGHT})
    assert Answer.objects.get(attempt=attempt, slot=1).response == WRONG


def test_what_is_too_long_is_told_and_nothing_typed_is_lost() -> None:
    account, client = AccountFactory(), Client()
    sign_in(client, account)
    attempt = an_attempt(a_quiz(choice_question(), essay_question()), account.person)
    sent = {"a1": "1", "a2": "más " * LONGEST, "hand_in": "1", "as_it_is": "1"}
    answer = client.post(reverse("learning:attempt", args=[attempt.uuid]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "más más" in page
    assert 'value="1" checked' in page
    assert Attempt.objects.get(pk=attempt.pk).state == Attempt.State.OPEN


def test_a_step_done_is_written_once_with_when_it_was_first_done() -> None:
    enrolment = an_attempt().enrolment
    step = enrolment.cohort.course.edition.pages.get().step
    for _again in range(2):
        progress.do(enrolment, step, by=None)
    assert Enrolment.objects.get(pk=enrolment.pk).done == 1
    assert enrolment.steps_done.count() == 1


def test_a_trainers_home_says_what_waits_as_soon_as_it_waits(as_role) -> None:  # type: ignore[no-untyped-def]
    client, _account = as_role("coordinator")

    def told() -> str:
        found = re.search(r"(\d+ works?) waits? for you", client.get("/en/").content.decode())
        return found[1] if found else "nothing"

    assert told() == "nothing"
    work = a_work()
    assert told() == "1 work"
    essay = an_attempt(a_quiz(essay_question()))
    answers.save(essay, 1, {"text": "Se escucha a quienes viven de ello."})
    attempts.hand_in(essay, by=None)
    assert told() == "2 works"
    assignments.take_back(work, by=None)
    assert told() == "1 work"
    attempts.grade_essay(essay.answers.select_related("version").get(), by=None, points=Decimal(1))
    assert told() == "nothing"
