"""The catalogue, and the page of a course."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.core.registries import panels_for, thread_of
from hilo.core.time import today
from hilo.learning import access
from hilo.learning.access import Reading
from hilo.learning.models import Course
from hilo.learning.queries import catalogue as asking
from hilo.learning.queries.done import steps_done
from hilo.learning.queries.outline import Outline, outline_of
from hilo.learning.showing import along, offline
from hilo.learning.showing import catalogue as cards
from hilo.learning.showing import courses as showing
from hilo.learning.showing import outline as drawing
from hilo.learning.showing.schema import data_block
from hilo.learning.words import asked_for
from hilo.people import access as people
from hilo.ui import reader, whose
from hilo.ui.lists.paging import pages_of
from hilo.ui.numerals import figure


@open_to_all
@kept_for_strangers(minutes=5)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """What one can learn here; the same page for everybody."""
    asked = asking.read(request.GET)
    is_member = people.is_account(request.user)
    key = ("catalogue", is_member, asked, *reader.eyes())
    return render(request, "learning/courses.html", kept(key, lambda: _told(asked, request.user)))


def _told(asked: asking.Asked, viewer: Any) -> dict[str, Any]:
    browsed = asking.look(viewer, asked, reader.language())
    words = cards.words_for(browsed, asked)
    found = browsed.among(asking.offered())
    count = ngettext("%(count)s course", "%(count)s courses", browsed.total)
    page = Paginator(range(browsed.total), asking.SIZE).page(browsed.page)
    return {
        "asked": asked,
        "how_many": count % {"count": figure(browsed.total)},
        "offered": cards.offered(browsed, asked, words),
        "cards": render_to_string("learning/cards.html", {"cards": cards.cards_of(found)}),
        "total": browsed.total,
        "pages": pages_of(page, QueryDict(asked.address[1:])),
    }


@open_to_all
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What one learns, for whom, in which steps, what the certificate asks; and the way in."""
    found = access.course_for(request.user, slug)
    reading = access.reading_of(request.user, found)
    if found.edition is None:
        return render(request, "learning/unpublished.html", {"course": found})
    outline = outline_of(reading.edition if reading else found.edition)
    back, forth = thread_of("course", found, request.user)
    shown = {
        "course": found,
        "told": _about(found, outline),
        "outline": _outline(found, outline, reading),
        "reading": reading,
        "next": _next(found, outline, reading),
        "may_write": access.may_write(request.user, found),
        **_taken_along(request, reading),
        "panels": panels_for("course", found, request.user),
        "back": back,
        "forth": forth,
    }
    return render(request, "learning/course.html", shown)


def _taken_along(request: HttpRequest, reading: Reading | None) -> dict[str, Any]:
    """The files of the course for whoever reads it, and keeping it offline for whoever takes it."""
    if reading is None:
        return {}
    told: dict[str, Any] = {"offers": along.whole(reading.edition)}
    if reading.enrolment is None:
        return told
    keeping = {"keeping": offline.course_in_words(reading), "words": offline.words()}
    return told | keeping | {"mark": whose.mark_of(request.user)}


def _about(course: Course, outline: Outline) -> dict[str, Any]:
    """What is the same for every reader, written once until anything happens."""

    def told() -> dict[str, Any]:
        facts = showing.facts_of(course, outline)
        shown = {
            "course": course,
            "aims": [line for line in str(course.aims).splitlines() if line.strip()],
            "aims_shown": course.aims.shown(),
            "asked_for": asked_for(course, outline),
            "cohorts": showing.cohorts_open(course),
            "competences": showing.competences_of(course),
            "facts": facts,
        }
        return {
            "kind": showing.kind_of(course),
            "state": showing.state_of(course),
            "data": data_block(course, outline),
            "aims": render_to_string("learning/course_aims.html", shown),
            "cohorts": render_to_string("learning/course_cohorts.html", shown),
            "side": render_to_string("learning/course_side.html", shown),
        }

    return kept(("course", course.pk, course.edition_id, today(), *reader.eyes()), told)


def _outline(course: Course, outline: Outline, reading: Reading | None) -> str:
    """Its steps, written once for all who have done the same ones."""
    done = frozenset(steps_done(reading.enrolment) if reading and reading.enrolment else ())
    is_read = reading is not None
    edition = reading.edition.pk if reading else course.edition_id
    return kept(
        ("outline of a course", edition, is_read, done, *reader.eyes()),
        lambda: drawing.drawn(outline, course.slug, is_read=is_read, done=done),
        is_small=True,
    )


def _next(course: Course, outline: Outline, reading: Reading | None) -> dict[str, Any] | None:
    """Where whoever reads the course goes on: the step that progress names, or the first."""
    if reading is None or not outline.steps:
        return None
    enrolment = reading.enrolment
    at = outline.place.get(enrolment.next_step, 0) if enrolment and enrolment.next_step else 0
    step = outline.steps[at]
    begun = bool(enrolment and enrolment.done)
    return {"step": step, "href": drawing.address_of(course.slug, step), "has_begun": begun}
