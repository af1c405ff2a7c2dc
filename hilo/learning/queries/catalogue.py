"""The catalogue: the courses that a reader may find, by words and choices; and what search knows of a course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from hilo.core import search
from hilo.core.registries import SearchDocument
from hilo.core.search import Browsed
from hilo.learning.models import Course
from hilo.learning.queries.outline import outline_of

FACETS = ("programme", "audience", "language", "competence")
SIZE = 24
LONGEST, MOST_VALUES, LAST_PAGE = 200, 20, 999
NONE = ""


@dataclass(frozen=True)
class Asked:
    """What is asked of the catalogue: words, choices by facet, a page."""

    text: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        return dict(self.chosen).get(facet, ())

    def toggling(self, facet: str, value: str) -> Asked:
        """The question with `value` chosen, or no longer."""
        values = self.values(facet)
        kept = [one for one in values if one != value] if value in values else [*values, value]
        return self.choosing(facet, kept)

    def choosing(self, facet: str, values: Any) -> Asked:
        chosen = dict(self.chosen) | {facet: tuple(values)}
        return Asked(self.text, tuple((name, found) for name, found in chosen.items() if found))

    @property
    def address(self) -> str:
        """The part of the address behind the page."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet, values in self.chosen for value in values]
        return f"?{urlencode(pairs)}"


def read(parameters: Any) -> Asked:
    """The question behind the parameters of an address (a `QueryDict`); what makes no sense is left out."""
    text = parameters.get("q", "").replace("\0", "")[:LONGEST].strip()
    found = ((facet, _values(parameters.getlist(facet))) for facet in FACETS)
    page = parameters.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    return Asked(text, tuple((name, values) for name, values in found if values), max(1, number))


def _values(given: list[str]) -> tuple[str, ...]:
    plain = (one.replace("\0", "")[:80] for one in given[:MOST_VALUES])
    return tuple(dict.fromkeys(one for one in plain if one))


def look(viewer: Any, asked: Asked, language: str) -> Browsed:
    """What `viewer` finds."""
    return search.browse(
        viewer,
        text=asked.text,
        kinds=("course",),
        chosen=dict(asked.chosen),
        counted=FACETS,
        language=language,
        page=asked.page,
        size=SIZE,
    )


def offered() -> Any:
    """Courses whose edition is offered, with what a card shows."""
    rows = Course.objects.published().select_related("programme", "audience", "edition")
    return rows.defer("edition__outline")


# What search knows.


def found() -> Any:
    """Every course that has an edition."""
    rows = Course.objects.filter(edition__isnull=False)
    return rows.select_related("programme", "audience", "edition").prefetch_related("competences")


def documents(course: Course) -> Iterator[SearchDocument]:
    """A course in each language in which its name stands; its modules and steps are found too."""
    if course.edition is None:
        return
    outline = outline_of(course.edition)
    facets = {
        "programme": course.programme.slug,
        "audience": course.audience.slug if course.audience else NONE,
        "language": course.languages,
        "competence": [one.code for one in course.competences.all()],
    }
    for code, _name in settings.LANGUAGES:
        if code in course.name.texts:
            texts = [course.summary, course.aims]
            texts += [module.title for module in outline.modules]
            texts += [step.title for step in outline.steps]
            body = "\n".join(text.shown(code).value for text in texts)
            yield SearchDocument(code, course.name.texts[code], body, _stated(facets))


def _stated(facets: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facets.items() if value}
