"""The verbs of a course's files: keep one, describe it, put another in its place, remove it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.core.storage.services import TooLarge
from hilo.learning.models import Course, CourseFile, Edition
from hilo.learning.problems.courses import (
    FileNameTaken,
    FilmIsTooLarge,
    IsSpokenOf,
    NeitherFileNorLink,
)
from hilo.learning.services.drafts import touched
from hilo.learning.services.mentions import lessons_that_name

KINDS = ("picture", "audio", "video", "document", "sheet")


@transaction.atomic
def add(
    course: Course, *, slug: str, by: Any, upload: Any = None, link: str = "", **fields: Any
) -> CourseFile:
    """Keep an upload, or the address of a film elsewhere, under `slug`.

    Raises `FileNameTaken`, `NeitherFileNorLink`, `FilmIsTooLarge`, `FileRefused`.
    """
    if course.files.filter(slug=slug).exists():
        raise FileNameTaken
    if not (upload or link):
        raise NeitherFileNorLink
    stored = _kept(upload, by) if upload else None
    file = CourseFile(course=course, slug=slug, stored=stored, link="" if stored else link)
    _set(file, fields)
    file.save()
    touched(course, "files", by=by)
    return file


@transaction.atomic
def change(file: CourseFile, *, expected: int, by: Any, upload: Any = None, **changes: Any) -> None:
    """Change what is said of it, or put another `upload` in its place; raises `Overtaken`, and as `add` does.

    What was published keeps the file with which it was published.
    """
    if upload:
        file.stored, file.link = _kept(upload, by), ""
    _set(file, changes)
    file.save_version(expected=expected)
    touched(file.course, "files", by=by)


def _set(file: CourseFile, fields: dict[str, Any]) -> None:
    for name, new in fields.items():
        setattr(file, name, new)
    file.full_clean(exclude=["name", "alt", "transcript"])


def _kept(upload: Any, by: Any) -> StoredFile:
    try:
        return storage.keep(upload, kinds=KINDS, by=by)
    except TooLarge as problem:
        raise FilmIsTooLarge(field="upload", **problem.values) from problem


@transaction.atomic
def remove(file: CourseFile, *, by: Any) -> None:
    """Take away a file of which no lesson speaks; raises `IsSpokenOf`. Published editions keep theirs."""
    lessons = lessons_that_name(file.course, "file", file.slug)
    if lessons:
        raise IsSpokenOf(name=file.name, lessons=lessons)
    course, stored = file.course, file.stored
    file.delete()
    if stored is not None and not is_published(course, stored):
        storage.remove(stored)
    touched(course, "files", by=by)


def is_published(course: Course, stored: StoredFile) -> bool:
    """Whether an edition shows this very file."""
    wanted = str(stored.uuid)
    editions = Edition.objects.filter(course=course).values_list("outline", flat=True)
    return any(
        told.get("stored") == wanted for one in editions for told in one.get("files", {}).values()
    )
