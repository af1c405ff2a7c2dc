"""A course made of another one: everything that is written in it, nothing of those who took it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.core.events import publish
from hilo.learning.events import CourseBegun
from hilo.learning.models import Assignment, Course, Lesson, Module, Quiz, Slot, Step
from hilo.learning.problems.courses import CourseNameTaken
from hilo.learning.queries.drafts import draft_of
from hilo.learning.services.outline import new_uuid

SHARED = (
    *("programme", "audience", "result", "name", "summary", "aims", "hours", "languages"),
    *("counts_lessons", "counts_quizzes", "counts_assignments", "attendance_percent", "order"),
)


@transaction.atomic
def copy(course: Course, *, slug: str, by: Any) -> Course:
    """Another course of the same programme with the same texts; raises `CourseNameTaken`.

    Its questions are those of the bank, its files the same files.
    """
    if Course.objects.filter(slug=slug).exists():
        raise CourseNameTaken
    fields = {name: getattr(course, name) for name in SHARED}
    made = Course.objects.create(slug=slug, copied_from=course, **fields)
    made.competences.set(course.competences.all())
    for rows in (course.terms.all(), course.files.all()):
        for row in rows:
            _again(row, course=made)
    for module in draft_of(course).modules:
        steps = list(module.steps.all())
        _steps(_again(module, course=made), steps)
    publish(CourseBegun(made.uuid), by=by, subject=("course", made.uuid))
    return made


def _again(row: Any, **changes: Any) -> Any:
    """A new row with the values of `row`, but for `changes`, its identity and its version."""
    kept = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in {"id", "uuid", "version", "created_at", "changed_at", *changes}
    }
    return type(row)._default_manager.create(**kept, **changes)


def _steps(module: Module, steps: list[Step]) -> None:
    for step in steps:
        made = _again(step, module=module, uuid=new_uuid(module.course))
        if step.kind == Step.Kind.QUIZ:
            quiz: Quiz = _again(step.quiz, step=made)
            for slot in Slot.objects.filter(quiz=step.quiz):
                _again(slot, quiz=quiz)
        else:
            behind: Lesson | Assignment = step.lesson if step.kind == "lesson" else step.assignment
            _again(behind, step=made)
