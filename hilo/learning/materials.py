"""What the lessons of a course may speak of, in one language: words of its glossary, its files, its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hilo.core.models import StoredFile
from hilo.learning.models import Course, CourseFile
from hilo.ui.numerals import figure

KILO = 1000
NAMES = {
    "application/pdf": "PDF",
    "audio/mpeg": "MP3",
    "audio/ogg": "OGG",
    "audio/wav": "WAV",
    "audio/mp4": "M4A",
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "image/webp": "WebP",
}


def size_in_words(size: int) -> str:
    """A size in bytes as people read it: «240 kB», «3.2 MB»."""
    if size < KILO * KILO:
        return _("%(size)s kB") % {"size": figure(max(1, round(size / KILO)))}
    return _("%(size)s MB") % {"size": figure(round(size / KILO**2, 1))}


@dataclass(frozen=True)
class File:
    """A file of a course as a text in one language may show it; `size` in bytes, measures in pixels.

    `kind` is that of the stored file (picture, audio, video, document, sheet), or "link" for what lies elsewhere.
    """

    slug: str
    kind: str
    name: str
    alt: str = ""
    transcript: str = ""
    size: int = 0
    content_type: str = ""
    width: int = 0
    height: int = 0
    widths: tuple[int, ...] = ()
    link: str = ""

    @property
    def size_in_words(self) -> str:
        return size_in_words(self.size)

    @property
    def about(self) -> str:
        """Its kind and size: «PDF, 240 kB»."""
        kind = NAMES.get(self.content_type) or self.content_type.rsplit(".", 1)[-1].upper()[:4]
        kind = {"DOCU": "DOCX", "SHEE": "XLSX", "PRES": "PPTX"}.get(kind, kind)
        return _("%(kind)s, %(size)s") % {"kind": kind, "size": self.size_in_words}


@dataclass(frozen=True)
class Material:
    """Words by short name as (word, meaning), files by short name; `questions` None: any code may stand there."""

    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    questions: Collection[str] | None = None


class Materials:
    """What a course has, read once, in whichever language a text is written."""

    def __init__(self, course: Course, questions: Collection[str] | None = None) -> None:
        self.terms = list(course.terms.all())
        self.files = list(course.files.select_related("stored"))
        self.questions = questions

    def within(self, language: str) -> Material:
        """The material for a text in `language`; what is not written in it stands in its original."""
        words = {
            one.slug: (one.word.shown(language).value, one.meaning.shown(language).value)
            for one in self.terms
        }
        return Material(words, dict(_files(self.files, language)), self.questions)


def _files(files: Iterable[CourseFile], language: str) -> Iterable[tuple[str, File]]:
    for one in files:
        yield one.slug, file_of(one, language)


def file_of(row: CourseFile, language: str) -> File:
    """A row as a text in `language` shows it."""
    told = {
        "slug": row.slug,
        "name": row.name.shown(language).value,
        "alt": row.alt.shown(language).value,
        "transcript": row.transcript.shown(language).value,
    }
    if row.stored is None:
        return File(kind="link", link=row.link, **told)
    return stored_file(row.stored, **told)


def stored_file(stored: StoredFile, **told: str) -> File:
    """A file that the house keeps, with what is told of it."""
    return File(
        kind=stored.kind,
        size=stored.size,
        content_type=stored.content_type,
        width=stored.width or 0,
        height=stored.height or 0,
        widths=tuple(sorted(int(width) for width in stored.renditions)),
        **({"name": stored.name} | told),
    )
