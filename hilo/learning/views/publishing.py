"""The way of a course to its learners: what is missing, submit, send back, publish, retire; and its languages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hilo.core import journal
from hilo.core.problems import Problem
from hilo.core.text import own_name_of
from hilo.learning import access
from hilo.learning.forms.courses import NewsForm, RemarkForm
from hilo.learning.models import Course
from hilo.learning.queries.drafts import Draft, draft_of
from hilo.learning.services import courses as offering
from hilo.learning.services import freezing
from hilo.learning.services import publishing as services
from hilo.learning.showing import hindrances, languages, turns
from hilo.learning.views.keeping import frame, given, show_or_send
from hilo.people import access as people
from hilo.ui.saving import part

LINES_OF_HISTORY = 12


@require_safe
def publishing(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the course stands, what should be mended, its editions, and what was done."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    may_publish = people.can(request.user, access.PUBLISH, "course", course.uuid)
    told = part(
        "learning/office/publishing_told.html",
        *(course.pk, course.version, may_publish),
        shown=lambda: _told(course, may_publish=may_publish),
    )
    return render(
        request, "learning/office/publishing.html", frame(course, "publishing", told=told)
    )


def _told(course: Course, *, may_publish: bool) -> dict[str, Any]:
    """Every lesson is rendered for this, so it is kept until anything happens."""
    found = hindrances.told(freezing.problems_of(draft_of(course)), course)
    return {
        "hindrances": [one for one in found if one["stands_in_the_way"]],
        "advice": [one for one in found if not one["stands_in_the_way"]],
        "turns": turns.possible(course, may_publish=may_publish),
        "may_publish": may_publish,
        "editions": list(course.editions.defer("outline").select_related("by")),
        "history": _done_with(course),
    }


def _done_with(course: Course) -> list[journal.Line]:
    """What was done, the latest first; what somebody did again and again without a break stands once."""
    lines = journal.history_of("course", course.uuid)
    told = [next(same) for _sentence, same in groupby(lines, key=lambda line: line.sentence)]
    return told[:LINES_OF_HISTORY]


@show_or_send
def turn(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Ask whether the course shall be submitted, sent back, published, retired or offered again; do it."""
    if verb not in ACTS:
        raise Http404
    to = access.WRITE if verb == "submit" else access.PUBLISH
    course = access.course_for(request.user, slug, to=to)
    make = FORMS.get(verb)
    form = make(request.POST if request.method == "POST" else None) if make else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _turned(request, course, verb, given(form) if form else {})
    back = reverse("learning:publishing", args=[slug])
    told = turns.turn_of(course, verb)
    shown = frame(course, "publishing", form=form, turn=told, back=back)
    return render(request, "learning/office/turn.html", shown)


FORMS: dict[str, Any] = {"send_back": RemarkForm, "publish": NewsForm}
ACTS: dict[str, Callable[..., Any]] = {
    "submit": services.submit,
    "send_back": services.send_back,
    "publish": services.publish,
    "retire": offering.retire,
    "take_up_again": offering.take_up_again,
}


def _turned(request: HttpRequest, course: Course, verb: str, more: dict[str, Any]) -> HttpResponse:
    try:
        ACTS[verb](course, by=request.user, **more)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, turns.done_in_words(verb))
    return redirect("learning:publishing", slug=course.slug)


@require_safe
def translation(request: HttpRequest, slug: str) -> HttpResponse:
    """Which step is written in which language, and where somebody has to look again."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    draft: Draft = draft_of(course)
    shown = frame(
        course,
        "translation",
        table=languages.table(draft),
        names=[own_name_of(code) for code in course.languages],
    )
    return render(request, "learning/office/translation.html", shown)
