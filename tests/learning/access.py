"""What each role meets at the addresses of learning, one list for each of its parts."""

from __future__ import annotations

from typing import Any

from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.factories import CourseFactory, lesson_in, published
from tests.learning.quiz_access import QUIZZES


def a_course() -> dict[str, Any]:
    return {"slug": published().slug}


def a_draft() -> dict[str, Any]:
    return {"slug": lesson_in(CourseFactory()).module.course.slug}


def a_lesson() -> dict[str, Any]:
    course = published()
    step = course.modules.get().steps.get()
    return {"slug": course.slug, "short": str(step.uuid)[:8]}


def of_readers(name: str, kwargs: Any, **more: Any) -> Row:
    """A page of those who take, teach or write a course."""
    told = {"stranger": SIGN_IN, "coordinator": OPEN, "trainer": OPEN, "others": REFUSED}
    return Row(f"learning:{name}", kwargs=kwargs, **told | more)


READ = [
    Row("learning:courses", stranger=OPEN, others=OPEN),
    Row("learning:course", kwargs=a_course, stranger=OPEN, others=OPEN),
    Row(
        "learning:course",
        kwargs=a_draft,
        stranger=HIDDEN,
        coordinator=OPEN,
        trainer=OPEN,
        others=HIDDEN,
    ),
    of_readers("lesson", a_lesson),
    # Only whoever takes the course can say that they have read it.
    of_readers("read", a_lesson, method="post", coordinator=REFUSED, trainer=REFUSED),
]
COURSES: list[Row] = [*READ]
COHORTS: list[Row] = []

ACCESS = [*COURSES, *QUIZZES, *COHORTS]
