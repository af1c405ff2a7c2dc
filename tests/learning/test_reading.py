"""Learners read what was published, in the language there is, and say that they have read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from hilo.core.text import Text
from hilo.learning.models import Course, Done, Enrolment, Step
from hilo.learning.services import lessons, publishing
from tests.learning.factories import (
    CourseFactory,
    a_quiz,
    an_assignment,
    enrolled,
    learner_of,
    lesson_in,
    published,
)

pytestmark = pytest.mark.django_db


def address(course: Course, step: Step, name: str = "lesson") -> str:
    return reverse(f"learning:{name}", args=[course.slug, str(step.uuid)[:8]])


def page_of(client: Any, course: Course, step: Step, **asked: str) -> str:
    answer = client.get(address(course, step), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_learner_reads_marks_it_as_read_and_goes_on(as_role: Any) -> None:
    client, account = as_role("member")
    course = CourseFactory()
    first, second = lesson_in(course, "Mirar"), lesson_in(course, "Escuchar")
    published(course)
    enrolment = learner_of(course, account)

    assert "Un texto corto." in page_of(client, course, first)
    answer = client.post(address(course, first, "read"))

    assert answer["Location"] == address(course, second)
    assert list(Done.objects.values_list("enrolment", "step")) == [(enrolment.pk, first.uuid)]
    page = page_of(client, course, first)
    assert "You have read this lesson." in page and "data-done" in page


def test_a_learner_stays_on_the_edition_with_which_they_began(as_role: Any) -> None:
    client, account = as_role("member")
    course = published()
    step = course.modules.get().steps.get()
    learner_of(course, account)
    lessons.write(step, language="es", body="Un texto nuevo.", expected=step.version, by=None)
    publishing.publish(course, by=None)

    assert "Un texto corto." in page_of(client, course, step)
    assert course.editions.count() == 2


def test_a_lesson_is_read_in_another_language_where_there_is_one(as_role: Any) -> None:
    client, account = as_role("member")
    step = lesson_in(CourseFactory())
    step.lesson.body = Text.of("es", "En español.").with_variant("fr", "En français.")
    step.lesson.save()
    course = published(step.module.course)
    learner_of(course, account)

    page = page_of(client, course, step)
    assert "En español." in page and "not in your language yet" in page
    assert "En français." in page_of(client, course, step, **{"in": "fr"})


def test_strangers_see_the_course_and_not_its_lessons(client: Any) -> None:
    course = published()
    page = client.get(course.get_absolute_url()).content.decode()
    assert "Mirar antes de actuar" in page
    assert address(course, course.modules.get().steps.get()) not in page


def test_the_catalogue_finds_a_course_by_a_word_of_its_lessons(client: Any) -> None:
    course = CourseFactory()
    lesson_in(course, "El presupuesto participativo")
    published(course)
    published()
    found = client.get(reverse("learning:courses"), {"q": "participativo"}).content.decode()
    assert str(course.name) in found and "1 course" in found


def test_whoever_reads_was_here_though_they_mark_nothing_as_read(as_role: Any) -> None:
    client, account = as_role("member")
    course = CourseFactory()
    lesson = lesson_in(course, "Mirar")
    published(course)
    enrolment = learner_of(course, account)
    for place in (address(course, lesson), enrolment.cohort.get_absolute_url()):
        Enrolment.objects.update(seen_at=None)
        assert client.get(place).status_code == 200
        enrolment.refresh_from_db()
        assert enrolment.seen_at is not None


def test_whoever_opens_a_quiz_or_an_assignment_was_here(as_role: Any) -> None:
    client, account = as_role("member")
    course = CourseFactory()
    for page, name in ((a_quiz(course=course), "quiz"), (an_assignment(course), "assignment")):
        enrolment = enrolled(page, account.person)
        assert (
            client.get(reverse(f"learning:{name}", args=[course.slug, page.step])).status_code
            == 200
        )
        enrolment.refresh_from_db()
        assert enrolment.seen_at is not None
        enrolment.delete()


@pytest.mark.parametrize("lessons_in_it", [2, 12])
def test_a_lesson_asks_the_database_a_few_things_however_long_the_course_is(
    as_role: Any, django_assert_max_num_queries: Any, lessons_in_it: int
) -> None:
    client, account = as_role("member")
    course = CourseFactory()
    steps = [lesson_in(course, f"Paso {number}") for number in range(lessons_in_it)]
    published(course)
    learner_of(course, account)
    page_of(client, course, steps[0])
    with django_assert_max_num_queries(11):
        page_of(client, course, steps[1])
