"""A folder that holds a course, read: its words in several languages, its lessons.

Lessons are `<nn>-<slug>.md`, variants `<nn>-<slug>.fr.md`; between two lines of three hyphens stand title, minutes and
aims.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from hilo.core.text import Text

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
