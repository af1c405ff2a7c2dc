"""An edition as a book in one language: its frozen pages, with the house's own words around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core import markdown
from hilo.core.text import Text, direction_of
from hilo.learning.models import Edition, Page, Step
from hilo.learning.packing import questions
from hilo.learning.queries.outline import ModuleLine, Outline, StepLine, outline_of
from hilo.learning.rules.books import Book, Chapter, Part, Picture, Word
from hilo.learning.rules.quizzing import Plan
from hilo.learning.showing import outline as drawing
from hilo.learning.showing.courses import hours_in_words
from hilo.ui import calendar, reader
from hilo.ui.numerals import figure

WHOLE = 0  # the place of the whole course; its modules are 1, 2, …
HOMES = {"letter": "MX", "a4": ""}


class Bound:
    """One edition, read once, from which any number of books is made."""

    def __init__(self, edition: Edition, pictures: dict[str, Picture]) -> None:
        self.edition = edition
        self.outline: Outline = outline_of(edition)
        self.pages: dict[UUID, Page] = {page.step: page for page in edition.pages.all()}
        self.pictures = pictures
        self.questions = questions.known_to(self.pages.values())

    def languages_of(self, module: int) -> list[str]:
        """The original language, and each in which all lessons of `module` are written."""
        lessons = [page for page in self._pages(module) if page.kind == Step.Kind.LESSON]
        original = self.outline.text("name").original
        written = [set(page.html) for page in lessons]
        others = set.intersection(*written) - {original} if written else set()
        return [original, *sorted(others)]

    def _pages(self, module: int) -> Iterator[Page]:
        for line in self._modules(module):
            yield from (self.pages[step.uuid] for step in line.steps if step.uuid in self.pages)

    def _modules(self, module: int) -> tuple[ModuleLine, ...]:
        modules = self.outline.modules
        return modules if module == WHOLE else modules[module - 1 : module]

    def book(self, module: int, language: str) -> Book:
        """The whole course or one module in `language`."""
        with translation.override(language):
            return self._book(module, language)

    def _book(self, module: int, language: str) -> Book:
        course, name = self.edition.course, self._text(self.outline.text("name"))
        lines = self._modules(module)
        is_whole = module == WHOLE
        parts = tuple(self._part(number, one) for number, one in self._numbered(module))
        told = name if is_whole else self._text(lines[0].title)
        aims = self.outline.text("aims") if is_whole else lines[0].aims
        return Book(
            uuid=uuid5(self.edition.uuid, f"{module} {language}"),
            title=told,
            language=language,
            direction=direction_of(language),
            at=self.edition.published_at,
            address=settings.ADDRESS + reverse("learning:course", args=[course.slug]),
            publisher=self._text(course.programme.name),
            parts=parts,
            above=_("Course") if is_whole else name,
            summary=self._text(self.outline.text("summary")) if is_whole else "",
            about=self._about(module),
            aims=_lines(self._text(aims)) if is_whole else (),
            words=tuple(self._words(parts)),
            pictures={slug: one for slug, one in self.pictures.items() if _is_in(slug, parts)},
            labels=labels(),
        )

    def _numbered(self, module: int) -> Iterable[tuple[int, ModuleLine]]:
        return enumerate(self._modules(module), start=module or 1)

    def _text(self, text: Text) -> str:
        return text.shown(reader.language()).value

    def _about(self, module: int) -> str:
        """How long it takes, the whole with its sessions; which edition it is; and what is invented in it."""
        told = {
            "number": figure(self.edition.number),
            "day": calendar.day(self.edition.published_at.date()),
            "hours": self._time_of(module),
        }
        said = _("%(hours)s · edition %(number)s of %(day)s") % told
        invented = _("Demonstration: people, ratings and progress are invented.")
        return f"{said} · {invented}" if settings.IS_DEMONSTRATION else said

    def _time_of(self, module: int) -> str:
        if module == WHOLE:
            return hours_in_words(self.edition.course.hours)
        steps = self.outline.modules[module - 1].steps
        return drawing.minutes_in_words(sum(step.minutes for step in steps))

    def _part(self, number: int, module: ModuleLine) -> Part:
        steps = [step for step in module.steps if step.uuid in self.pages]
        return Part(
            code=f"module-{number}",
            title=self._text(module.title),
            chapters=tuple(self._chapter(step, self.pages[step.uuid]) for step in steps),
            aims=_lines(self._text(module.aims)),
            about=_("Module %(number)s") % {"number": figure(number)},
        )

    def _chapter(self, step: StepLine, page: Page) -> Chapter:
        language = self._language_of(page)
        minutes = drawing.minutes_in_words(step.minutes)
        return Chapter(
            code=f"step-{step.short}",
            title=page.title.shown(language).value,
            language=language,
            direction=direction_of(language),
            html=self._html(page, language),
            about=f"{drawing.kind_in_words(step.kind)} · {minutes}",
        )

    def _language_of(self, page: Page) -> str:
        """The language in which a step is read here: the book's, else the one it was written in."""
        here = reader.language()
        if page.kind != Step.Kind.LESSON:
            return page.title.shown(here).language
        return here if here in page.html else page.title.original

    def _html(self, page: Page, language: str) -> str:
        if page.kind == Step.Kind.LESSON:
            html, asked = str(page.html.get(language, "")), page.content.get("questions", {})
            return questions.put_in(html, asked, self.questions, language) if asked else html
        with translation.override(language):
            return self._to_do(page)

    def _to_do(self, page: Page) -> str:
        """What a quiz or an assignment is, and where one does it."""
        said = _quiz_in_words(page) if page.kind == Step.Kind.QUIZ else _("You hand it in here:")
        task = markdown.render(page.body.shown().value, top=2) if page.body else ""
        address = settings.ADDRESS + reverse(
            f"learning:{page.kind}", args=[self.edition.course.slug, page.step]
        )
        where = f'<a href="{escape(address)}">{escape(address)}</a>'
        return f"{task}<p>{escape(said)}</p><p>{where}</p>"

    def _words(self, parts: Iterable[Part]) -> Iterator[Word]:
        """The words of the glossary that the chapters speak of, in the order of the alphabet."""
        told: dict[str, Any] = self.outline.told.get("terms", {})
        text = "".join(chapter.html for part in parts for chapter in part.chapters)
        found = [
            Word(slug, self._text(Text.read(one["word"])), self._text(Text.read(one["meaning"])))
            for slug, one in told.items()
            if f'"#word-{slug}"' in text
        ]
        yield from sorted(found, key=lambda one: (one.word.casefold(), one.slug))


def _is_in(slug: str, parts: Iterable[Part]) -> bool:
    mark = f'"../files/{slug}/"'
    return any(mark in chapter.html for part in parts for chapter in part.chapters)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _quiz_in_words(page: Page) -> str:
    count = Plan.read(page.content).questions
    words = ngettext(
        "%(count)s question. You answer it here:",
        "%(count)s questions. You answer them here:",
        count,
    )
    return words % {"count": figure(count)}


def labels() -> dict[str, str]:
    """The house's own words in a book, in the language that is in force."""
    return {
        "contents": _("Contents"),
        "words": _("Words"),
        "aims": _("What you can do afterwards"),
        "cover": _("Cover"),
        "accessible": _(
            "All pictures are described. The text follows the order of reading and has a table of contents."
        ),
    }
