"""The two courses of the demonstration come from their folders, whole, and can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import hilo
from hilo.competences import services as competences
from hilo.learning.loading import Folder, load, read
from hilo.learning.models import Course, Page
from hilo.learning.queries.outline import outline_of
from tests.programme.factories import ProgrammeFactory

COURSES = Path(hilo.__file__).parent / "site/demonstration/data/courses"
WRITTEN = """---
title: Mirar antes de actuar
minutes: 25
aims:
  - Contar quién falta.
---

Un texto."""


def test_a_lesson_says_its_title_its_minutes_and_its_aims() -> None:
    lesson = read(WRITTEN)
    assert (lesson.title, lesson.minutes) == ("Mirar antes de actuar", 25)
    assert lesson.body == "::: aims\n- Contar quién falta.\n:::\n\nUn texto."


def test_a_lesson_without_a_head_is_all_text() -> None:
    assert read("Un texto.").body == "Un texto."


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["gestion-cultural-municipal", "empresa-cultural"])
def test_the_courses_of_the_demonstration_are_published_whole(slug: str) -> None:
    competences.load_shipped()
    ProgrammeFactory(slug="paralelo-9-mx")
    course = load(COURSES / slug)

    assert course.state == Course.State.PUBLISHED and course.edition is not None
    outline = outline_of(course.edition)
    assert len(outline.modules) == 6
    lessons = [step for step in outline.steps if step.kind == "lesson"]
    assert len(lessons) >= 18
    pages = Page.objects.filter(edition=course.edition, kind="lesson")
    assert all(page.html["es"].count("<p") > 5 for page in pages)
    quizzes = [step for step in outline.steps if step.kind == "quiz"]
    assert len(quizzes) == 7
    assert all(Page.objects.get(step=one.uuid).content["slots"] for one in quizzes)
    tasks = Page.objects.filter(edition=course.edition, kind="assignment")
    assert tasks.count() == 3 and all(one.content["rubric"] and one.body for one in tasks)
    assert course.competences.count() == len(Folder(COURSES / slug).told["competences"])
    assert load(COURSES / slug) == course
