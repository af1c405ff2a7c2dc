"""The catalogue in the reader's words: ways to narrow it with counts, and the courses as cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.competences.models import Competence
from hilo.core.search import Browsed
from hilo.core.text import languages, own_name_of
from hilo.learning.models import Course
from hilo.learning.queries.catalogue import FACETS, Asked
from hilo.learning.showing.courses import card_line, kind_of, state_of
from hilo.programme.models import Audience, Programme
from hilo.ui.lists import Choice, Offered
from hilo.ui.numerals import figure

LABELS = {
    "programme": _("Programme"),
    "audience": _("For whom"),
    "language": _("Language"),
    "competence": _("Competence"),
}
SHOWN = 8

Words = Mapping[str, Mapping[str, Any]]


def words_for(browsed: Browsed, asked: Asked) -> Words:
    """The words for the values that were counted or chosen."""
    values = {facet: [*browsed.facets.get(facet, ()), *asked.values(facet)] for facet in FACETS}
    programmes = Programme.objects.filter(slug__in=values["programme"])
    audiences = Audience.objects.filter(slug__in=values["audience"])
    competences = Competence.objects.filter(code__in=values["competence"])
    return {
        "programme": {one.slug: one.acronym or str(one.name) for one in programmes},
        "audience": {one.slug: str(one.name) for one in audiences},
        "language": {code: own_name_of(code) for code in languages()},
        "competence": {one.code: str(one.name) for one in competences},
    }


def offered(browsed: Browsed, asked: Asked, words: Words) -> list[Offered]:
    """The ways to narrow what was found; a way with one value says nothing."""
    ways = (_offer(facet, browsed, asked, words[facet]) for facet in FACETS)
    return [one for one in ways if one is not None]


def _offer(facet: str, browsed: Browsed, asked: Asked, words: Mapping[str, Any]) -> Offered | None:
    chosen = asked.values(facet)
    counts = {**dict.fromkeys(chosen, 0), **browsed.facets.get(facet, {})}
    values = [one for one in counts if one in words]
    if len(values) < 2 and not chosen:
        return None
    choices = [
        Choice(
            words[value],
            figure(counts[value]),
            asked.toggling(facet, value).address,
            value in chosen,
        )
        for value in sorted(values, key=lambda one: (one not in chosen, -counts[one], words[one]))
    ]
    clear = asked.choosing(facet, ()).address if chosen else ""
    return Offered(LABELS[facet], tuple(choices[:SHOWN]), tuple(choices[SHOWN:]), clear)


def cards_of(courses: Iterable[Course]) -> list[dict[str, Any]]:
    """What the cards of these courses show."""
    return [
        {
            "course": one,
            "kind": kind_of(one),
            "state": state_of(one),
            "line": card_line(one),
            "href": one.get_absolute_url(),
        }
        for one in courses
    ]
