"""A course from a folder of files: `course.toml`, lessons as Markdown, quizzes as GIFT.

Lessons are `<nn>-<slug>.md`, variants `<nn>-<slug>.fr.md`; between two lines of three hyphens stand title, minutes and
aims. A course that is there already is left as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from hilo.competences.models import Competence
from hilo.core.text import Text
from hilo.learning.models import Course, Module, Step
from hilo.learning.services import courses, glossary, lessons, outline, publishing
from hilo.programme.models import Programme

FENCE = "---"
USUAL_MINUTES = 20


@dataclass(frozen=True)
class Written:
    """A lesson as a file holds it, in one language."""

    title: str
    minutes: int
    body: str


class Folder:
    """A folder that holds a course."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: dict[str, Any] = tomllib.loads((path / "course.toml").read_text("utf-8"))
        self.original: str = self.told.get("original", settings.LANGUAGE_CODE)

    def text(self, written: Mapping[str, Any] | None) -> Text:
        """A text in several languages; lists become lines."""
        found = {code: _lines(value) for code, value in (written or {}).items()}
        return Text(self.original, found)

    def lesson(self, name: str) -> dict[str, Written]:
        """A lesson by language, the original first."""
        stem = name.removesuffix(".md")
        files = {self.original: self.path / name}
        files |= {code: self.path / f"{stem}.{code}.md" for code, _label in settings.LANGUAGES}
        files[self.original] = self.path / name
        return {
            code: read(file.read_text("utf-8")) for code, file in files.items() if file.exists()
        }


def _lines(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value).strip()


def read(source: str) -> Written:
    """A lesson from its file: what stands above its text, and its text with the aims on top."""
    head, body = _split(source)
    told: dict[str, str] = {}
    aims: list[str] = []
    for line in head.splitlines():
        if line.strip().startswith("- "):
            aims.append(line.strip())
        elif ":" in line:
            name, _colon, value = line.partition(":")
            told[name.strip()] = value.strip()
    above = "::: aims\n{}\n:::\n\n".format("\n".join(aims)) if aims else ""
    minutes = int(told.get("minutes") or USUAL_MINUTES)
    return Written(told.get("title", ""), minutes, above + body)


def _split(source: str) -> tuple[str, str]:
    if not source.startswith(FENCE):
        return "", source.strip()
    head, _fence, body = source.removeprefix(FENCE).partition(f"\n{FENCE}")
    return head, body.strip()


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
