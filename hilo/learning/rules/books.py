"""A course or one of its modules as a book in one language: plain words, from which EPUB and PDF are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Picture:
    """A picture as books show it: a JPEG, its measures in pixels, what it shows in words."""

    slug: str
    content: bytes
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Chapter:
    """A step: its title, its language, its cleaned HTML, and a line about it («Lesson · 30 min»)."""

    code: str
    title: str
    language: str
    direction: str
    html: str
    about: str = ""


@dataclass(frozen=True)
class Part:
    """A module with its chapters, what one can do afterwards, and a line about it («Module 2»)."""

    code: str
    title: str
    chapters: tuple[Chapter, ...]
    aims: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Word:
    """A word of the glossary and its meaning."""

    slug: str
    word: str
    meaning: str


@dataclass(frozen=True)
class Book:
    """What one edition says in one language, as a whole or in one module.

    `at` is when it was published; `address` is that of the course on the web, with a slash at its end.
    `labels` are the house's own words in this language: `contents`, `words`, `aims`, `cover`, `transcript`.
    """

    uuid: UUID
    title: str
    language: str
    direction: str
    at: dt.datetime
    address: str
    publisher: str
    parts: tuple[Part, ...]
    above: str = ""
    summary: str = ""
    about: str = ""
    aims: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(chapter for part in self.parts for chapter in part.chapters)
