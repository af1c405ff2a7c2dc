"""What trainers see: statistics in words, answers given, the gradebook, what waits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.learning.models import Attempt, Enrolment, Page, Question
from hilo.learning.queries.statistics import of_quiz, options_of
from hilo.learning.rules.questions.kinds import Choice, Cloze, Gap, ShortAnswer, SingleChoice
from hilo.learning.rules.questions.kinds.written import Answer
from hilo.learning.rules.statistics import Which
from hilo.learning.services import answers, attempts
from tests.learning.factories import (
    CohortFactory,
    EnrolmentFactory,
    a_quiz,
    a_work,
    an_attempt,
    choice_question,
    enrolled,
    essay_question,
)
from tests.learning.quiz_access import a_quiz_page

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]
RIGHT, WRONG = {"choice": 1}, {"choice": 0}


def taken_by(page: Page, *rows: list[Any]) -> Enrolment:
    """A learner for each row of responses, all in one cohort; the first of them."""
    first = enrolled(page)
    people = [first, *(EnrolmentFactory(cohort=first.cohort) for _row in rows[1:])]
    for one, responses in zip(people, rows, strict=True):
        attempt = attempts.begin(one, page, by=None)
        for slot, response in enumerate(responses, start=1):
            answers.save(attempt, slot, response)
        attempts.hand_in(attempt, by=None)
    return first


def test_statistics_stand_at_their_place_whatever_order_was_shown() -> None:
    page = a_quiz(choice_question("Uno"), choice_question("Dos"), is_shuffled=True)
    first = enrolled(page)
    for _number in range(6):
        attempt = attempts.begin(EnrolmentFactory(cohort=first.cohort), page, by=None)
        for one in attempt.answers.select_related("version__question"):
            right = one.version.question.name == "Uno"
            answers.save(attempt, one.slot, RIGHT if right else WRONG)
        attempts.hand_in(attempt, by=None)
    told = of_quiz(page.edition.course, page, None, Which.FIRST)
    assert [one.facility for one in told.statistics.questions] == [1.0, 0.0]
    assert [one.name for one in told.questions.values() if one] == ["Uno", "Dos"]


def test_nothing_is_told_of_fewer_than_five(as_role: AsRole) -> None:
    page = a_quiz(choice_question())
    taken_by(page, *[[RIGHT]] * 4)
    course = page.edition.course
    address = reverse("learning:quiz_statistics", args=[course.slug, page.step])
    shown = as_role("trainer")[0].get(address).content.decode()
    assert "Too few to tell" in shown and "Facility" not in shown
    question = Attempt.objects.first().answers.get().version.question  # type: ignore[union-attr]
    assert options_of(course, page.step, None, question) == []


def test_the_page_of_a_quiz_leads_to_its_statistics(as_role: AsRole) -> None:
    named = a_quiz_page()
    client = as_role("trainer")[0]
    statistics = reverse("learning:quiz_statistics", kwargs=named)
    assert statistics in client.get(reverse("learning:edit_quiz", kwargs=named)).content.decode()
    Page.objects.filter(step=named["step"]).delete()
    assert (
        statistics not in client.get(reverse("learning:edit_quiz", kwargs=named)).content.decode()
    )


def test_answers_are_counted_by_option(as_role: AsRole) -> None:
    page = a_quiz(choice_question())
    taken_by(page, *[[RIGHT]] * 4, *[[WRONG]] * 2)
    course = page.edition.course
    client = as_role("trainer")[0]
    address = reverse("learning:quiz_statistics", args=[course.slug, page.step])
    shown = client.get(address).content.decode()
    assert "Año" in shown and "Extremely" not in shown
    assert client.get(f"{address}?as=csv").status_code == 200
    question = Attempt.objects.first().answers.get().version.question  # type: ignore[union-attr]
    found = options_of(course, page.step, None, question)
    assert [(one.words, one.count) for one in found] == [("2005", 4), ("1972", 2)]
    drill = reverse("learning:answers_given", args=[course.slug, page.step, question.uuid])
    assert "2005" in client.get(drill).content.decode()


def test_gaps_are_told_by_what_stands_in_them() -> None:
    town = Gap(SingleChoice(choices=(Choice("Cholula", Fraction(1)), Choice("Nabeul"))))
    year = Gap(ShortAnswer(answers=(Answer("2005", Fraction(1)),)))
    page = a_quiz(Cloze(name="Huecos", text="En {#1}, en {#2}.", gaps=(town, year)))
    whole = {"gaps": [{"choice": 0}, {"text": "2005"}]}
    taken_by(page, *[[whole]] * 4, [{"gaps": [{"choice": 1}, None]}])
    question = Question.objects.get(name="Huecos")
    found = options_of(page.edition.course, page.step, None, question)
    assert found[0].share == 4 / 5  # of those who answered
    assert {(one.words, one.count, one.fraction) for one in found} == {
        ("1: Cholula", 4, 1.0), ("2: 2005", 4, 1.0), ("1: Nabeul", 1, 0.0), ("2: –", 1, 0.0)
    }  # fmt: skip


def test_the_gradebook_shows_what_counts(as_role: AsRole) -> None:
    page = a_quiz(choice_question(), choice_question("Otra"))
    first = taken_by(page, [RIGHT, RIGHT], [RIGHT, WRONG])
    client = as_role("trainer")[0]
    address = reverse("learning:gradebook", args=[first.cohort.slug])
    shown = client.get(address).content.decode()
    assert "100" in shown and "50 % ▾" in shown.replace("\u00a0", " ").replace("50%", "50 %")
    assert client.get(f"{address}?as=xlsx").status_code == 200


@pytest.mark.parametrize("people", [2, 12])
def test_the_gradebook_asks_as_much_for_two_as_for_twelve(
    people: int, as_role: AsRole, django_assert_num_queries: Any
) -> None:
    first = taken_by(a_quiz(choice_question()), *[[RIGHT]] * people)
    client = as_role("trainer")[0]
    address = reverse("learning:gradebook", args=[first.cohort.slug])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)


def test_an_empty_cohort_has_an_empty_gradebook(as_role: AsRole) -> None:
    cohort = CohortFactory(edition=a_quiz().edition)
    address = reverse("learning:gradebook", args=[cohort.slug])
    assert "Nobody takes part yet" in as_role("trainer")[0].get(address).content.decode()


def test_what_waits_is_in_the_queue(as_role: AsRole) -> None:
    work = a_work()
    attempt = an_attempt(a_quiz(essay_question()))
    answers.save(attempt, 1, {"text": "Más horas."})
    attempts.hand_in(attempt, by=None)
    client = as_role("trainer")[0]
    queue = client.get(reverse("learning:queue")).content.decode()
    assert work.enrolment.cohort.slug in queue and attempt.enrolment.cohort.slug in queue
    waiting = reverse("learning:waiting", args=[attempt.enrolment.cohort.slug])
    assert str(attempt.uuid) in client.get(waiting).content.decode()
    page = reverse("learning:grade_attempt", args=[attempt.uuid])
    client.post(page, {"slot": "1", "e1-points": "1", "e1-comment": "Bien."})
    attempt.refresh_from_db()
    assert attempt.state == Attempt.State.GRADED and attempt.marks == 1
