"""A course from a folder of files: `course.toml`, lessons as Markdown, quizzes as GIFT.

A course that is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from hilo.competences.models import Competence
from hilo.learning.loading.folder import Folder, read
from hilo.learning.loading.work import assignments, final_quiz, quiz
from hilo.learning.models import Course, Module, Step
from hilo.learning.services import courses, glossary, lessons, outline, publishing
from hilo.programme.models import Programme

__all__ = ["Folder", "load", "read"]


def load(path: Path, *, by: Any = None) -> Course:
    """The course that `path` holds, published; as it is where it is there already."""
    folder = Folder(path)
    known = Course.objects.filter(slug=folder.told["slug"]).first()
    if known is not None:
        return known
    course = _course(folder, by)
    for told in folder.told.get("glossary", ()):
        word, meaning = folder.text(told["term"]), folder.text(told["definition"])
        glossary.add(course, slug=told["slug"], word=word, meaning=meaning, by=by)
    for number, told in enumerate(folder.told.get("module", ()), start=1):
        _module(folder, course, number, told, by)
    final_quiz(folder, course, by)
    publishing.publish(course, by=by)
    return course


def _course(folder: Folder, by: Any) -> Course:
    told, rules = folder.told, folder.told.get("completion", {})
    programme = Programme.objects.get(slug=told["programme"])
    return courses.begin(
        programme,
        slug=told["slug"],
        by=by,
        name=folder.text(told["name"]),
        summary=folder.text(told["summary"]),
        aims=folder.text(told["aims"]),
        audience=programme.audiences.filter(slug=told.get("audience", "")).first(),
        result=programme.results.filter(code=told.get("result", "")).first(),
        hours=Decimal(str(told["hours"])),
        languages=told["languages"],
        order=told.get("order", 0),
        attendance_percent=rules.get("attendance"),
        competences=competences(told.get("competences", ())),
    )


def competences(codes: Iterable[str]) -> list[Competence]:
    """The competences with these codes that the house knows."""
    return list(Competence.objects.filter(code__in=list(codes)))


def _module(folder: Folder, course: Course, number: int, told: dict[str, Any], by: Any) -> None:
    aims = folder.text(told.get("aims"))
    module = outline.add_module(course, by=by, title=folder.text(told["title"]), aims=aims)
    for lesson in told.get("lesson", ()):
        _lesson(folder, module, lesson, by)
    if "quiz" in told:
        quiz(folder, module, told["quiz"], by)
    assignments(folder, module, number, by)


def _lesson(folder: Folder, module: Module, told: dict[str, Any], by: Any) -> None:
    written = folder.lesson(told["file"])
    first = written[folder.original]
    step = outline.add_step(
        module,
        Step.Kind.LESSON,
        by=by,
        title=folder.text(told["title"]),
        minutes=told.get("minutes", first.minutes),
    )
    for language, one in written.items():
        lessons.write(step, language=language, body=one.body, expected=step.version, by=by)
