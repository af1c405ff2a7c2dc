"""What each role meets at the addresses of courses and lessons."""

from __future__ import annotations

from typing import Any

from hilo.learning.models import Step
from hilo.learning.services import lessons
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.factories import (
    CourseFactory,
    CourseFileFactory,
    ModuleFactory,
    TermFactory,
    lesson_in,
    published,
)


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


def a_kept_file() -> dict[str, Any]:
    row = CourseFileFactory()
    return {"slug": row.course.slug, "name": row.slug}


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


def part(make: Any, **more: Any) -> Any:
    """The words of the address of a part of a course that is being written."""

    def words() -> dict[str, Any]:
        made = make()
        course = made.module.course if isinstance(made, Step) else made.course
        return {"slug": course.slug, "uuid": made.uuid, **more}

    return words


def a_step() -> Any:
    return lesson_in(CourseFactory())


def a_written_step() -> Any:
    step = a_step()
    lessons.write(step, language="es", body="Otro texto.", expected=step.version, by=None)
    return step


def a_file() -> Any:
    return CourseFileFactory()


def of_writers(name: str, kwargs: Any = a_draft, **more: Any) -> Row:
    """A page of those who write the course; whoever does not may not know that it exists."""
    told = {"stranger": SIGN_IN, "coordinator": OPEN, "trainer": OPEN, "others": HIDDEN}
    return Row(f"learning:{name}", kwargs=kwargs, **told | more)


def sent(name: str, kwargs: Any, **data: Any) -> Row:
    """Something that is sent by those who write the course, and leads elsewhere."""
    return of_writers(
        name, kwargs, method="post", data=data, coordinator=ELSEWHERE, trainer=ELSEWHERE
    )


def a_turn() -> dict[str, Any]:
    return {**a_draft(), "verb": "publish"}


WRITTEN = [
    Row(
        "learning:office_courses", stranger=SIGN_IN, coordinator=OPEN, trainer=OPEN, others=REFUSED
    ),
    Row("learning:new_course", stranger=SIGN_IN, coordinator=OPEN, trainer=OPEN, others=REFUSED),
    of_writers("outline"),
    of_writers("edit_course"),
    of_writers("copy_course"),
    of_writers("move", method="post", coordinator=HIDDEN, trainer=HIDDEN),
    of_writers("new_module"),
    of_writers("edit_module", part(ModuleFactory)),
    of_writers("remove_module", part(ModuleFactory)),
    of_writers("new_step", part(ModuleFactory)),
    of_writers("edit_step", part(a_step)),
    of_writers("remove_step", part(a_step)),
    of_writers("files"),
    of_writers("edit_file", part(a_file)),
    of_writers("remove_file", part(a_file)),
    of_writers("glossary"),
    of_writers("edit_term", part(TermFactory)),
    of_writers("remove_term", part(TermFactory)),
    of_writers("translation"),
    of_writers("publishing"),
    of_writers("turn_course", a_turn, trainer=REFUSED),
    of_writers("edit_lesson", part(a_step)),
    of_writers("translate_lesson", part(a_step, language="fr")),
    of_writers("preview_lesson", part(a_step), method="post"),
    of_writers("look_at_lesson", part(a_step)),
    of_writers("lesson_history", part(a_step)),
    of_writers("lesson_revision", part(a_written_step, number=1)),
    of_writers("keep_draft", part(a_step), method="post", coordinator="204", trainer="204"),
    sent("confirm_lesson", part(a_step, language="fr")),
    of_writers("course_file", a_kept_file),
]
COURSES: list[Row] = [*READ, *WRITTEN]
