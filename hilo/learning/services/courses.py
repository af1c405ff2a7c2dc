"""The verbs of a course as a whole: begin, change, copy, take off offer and put on offer again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hilo.core import search
from hilo.core.events import publish
from hilo.core.models import Overtaken
from hilo.core.text import MultilingualField
from hilo.core.time import now
from hilo.learning.events import CourseBegun, CourseRetired, CourseTakenUpAgain
from hilo.learning.models import Course
from hilo.learning.problems.courses import (
    CourseNameTaken,
    CourseNotPossibleNow,
    OfAnotherProgramme,
)
from hilo.learning.services.drafts import touched
from hilo.programme.models import Programme


@transaction.atomic
def begin(
    programme: Programme, *, slug: str, by: Any, competences: Iterable[Any] = (), **fields: Any
) -> Course:
    """Put a course on record that is being written; `fields` are those of `Course`.

    Raises `CourseNameTaken`, `OfAnotherProgramme`, ValidationError.
    """
    if Course.objects.filter(slug=slug).exists():
        raise CourseNameTaken
    course = Course(programme=programme, slug=slug, **fields)
    _check(course)
    course.save()
    course.competences.set(competences)
    publish(CourseBegun(course.uuid), by=by, subject=("course", course.uuid))
    return course


@transaction.atomic
def change(course: Course, *, expected: int, by: Any, **changes: Any) -> None:
    """Change the named fields, `competences` among them; raises as `begin` does, and `Overtaken`."""
    competences = changes.pop("competences", None)
    changed = {name: new for name, new in changes.items() if getattr(course, name) != new}
    moved = competences is not None and set(competences) != set(course.competences.all())
    if not (changed or moved):
        return
    for name, new in changed.items():
        setattr(course, name, new)
    _check(course)
    course.save_version(expected=expected)
    if moved:
        course.competences.set(competences)
    touched(course, "page", by=by)


def _check(course: Course) -> None:
    """Audience and result belong to the same programme, and every field is in order."""
    for name in ("audience", "result"):
        other = getattr(course, name)
        if other is not None and other.programme_id != course.programme_id:
            raise OfAnotherProgramme(field=name)
    texts = [one.name for one in course._meta.fields if isinstance(one, MultilingualField)]
    course.full_clean(exclude=texts)


@transaction.atomic
def retire(course: Course, *, by: Any) -> None:
    """Take it off offer; whoever takes it goes on. Raises `CourseNotPossibleNow`."""
    rows = Course.objects.filter(pk=course.pk, edition__isnull=False, retired_at__isnull=True)
    _set_retired(course, rows, now())
    publish(CourseRetired(course.uuid), by=by, subject=("course", course.uuid))


@transaction.atomic
def take_up_again(course: Course, *, by: Any) -> None:
    """Put it on offer again; raises `CourseNotPossibleNow`."""
    _set_retired(course, Course.objects.filter(pk=course.pk, retired_at__isnull=False), None)
    publish(CourseTakenUpAgain(course.uuid), by=by, subject=("course", course.uuid))


def _set_retired(course: Course, rows: Any, at: Any) -> None:
    if not rows.update(retired_at=at, changed_at=now()):
        raise CourseNotPossibleNow
    course.retired_at = at
    search.index("course", course)


__all__ = ["Overtaken", "begin", "change", "retire", "take_up_again"]
