"""A lesson as learners read it, that they have read it, and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.core.prepared import Given, Prepared
from hilo.learning import access
from hilo.learning.access import Reading
from hilo.learning.models import Page
from hilo.learning.queries.done import steps_done
from hilo.learning.queries.outline import Outline, StepLine, outline_of
from hilo.learning.services import progress
from hilo.learning.showing import offline
from hilo.learning.showing import outline as drawing
from hilo.learning.showing.lessons import in_language, said_of
from hilo.learning.showing.selfcheck import put_in
from hilo.people import access as people
from hilo.ui import whose

PAGE: Prepared[Page] = Prepared(
    lambda: Page.objects.filter(edition=Given("edition"), step=Given("step", UUIDField())).defer(
        "body"
    )
)


@require_safe
def lesson(request: HttpRequest, slug: str, short: str) -> HttpResponse:
    """A lesson, with what comes before and after it, and the outline beside."""
    reading = access.reading_for(request.user, slug)
    outline = outline_of(reading.edition)
    step = _step(outline, short)
    page = PAGE.row(edition=reading.edition.pk, step=step.uuid)
    if page is None:
        raise Http404
    if reading.enrolment:
        progress.seen(reading.enrolment)
    return render(request, "learning/lesson.html", _shown(request, reading, outline, step, page))


def _step(outline: Outline, short: str) -> StepLine:
    """The lesson whose uuid begins with `short`; raises Http404."""
    step = outline.by_short.get(short)
    if step is None or step.kind != "lesson":
        raise Http404
    return step


def _shown(
    request: HttpRequest, reading: Reading, outline: Outline, step: StepLine, page: Page
) -> dict[str, Any]:
    slug = reading.course.slug
    done = steps_done(reading.enrolment) if reading.enrolment else set()
    before, after = outline.around(step)
    return {
        "course": reading.course,
        "page_of": page,
        "step": step,
        "module": outline.modules[step.module],
        "minutes": drawing.minutes_in_words(step.minutes),
        **_text(request, page),
        "said": said_of(outline, step),
        "is_learner": reading.enrolment is not None,
        "mark": whose.mark_of(request.user),
        "words": offline.words() if reading.enrolment else {},
        "is_done": step.uuid in done,
        "before": before and (before.title, drawing.address_of(slug, before)),
        "after": after and (after.title, drawing.address_of(slug, after)),
        "outline": drawing.drawn(
            outline, slug, is_read=True, done=done, current=step.uuid, is_folded=True
        ),
    }


def _text(request: HttpRequest, page: Page) -> dict[str, Any]:
    """The lesson in a language, with the questions that stand in it."""
    told = in_language(page, request.GET.get("in", ""))
    questions = page.content.get("questions")
    if questions:
        told["html"] = put_in(told["html"], questions, request.GET, told["language"])
    return told | {"has_questions": bool(questions)}


@require_POST
def read(request: HttpRequest, slug: str, short: str) -> HttpResponse:
    """The reader says that they have read it, and goes on with the next step."""
    reading = access.reading_for(request.user, slug)
    if reading.enrolment is None:
        raise people.refusal(is_only_off_duty=False)
    outline = outline_of(reading.edition)
    step = _step(outline, short)
    progress.do(reading.enrolment, step.uuid, by=request.user)
    _before, after = outline.around(step)
    return redirect(drawing.address_of(slug, after) if after else reading.course)


@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A file of the course: as it was published for readers, as it is now for those who write it."""
    width = width_in(request.GET.get("w", ""))
    return storage.send(_stored(request.user, slug, name), request, width=width)


def width_in(asked: str) -> int:
    """The width that an address asks for, in pixels; 0 for the widest."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0


def _stored(user: Any, slug: str, name: str) -> StoredFile:
    course = access.course_for(user, slug)
    if access.may_write(user, course):
        kept = course.files.filter(slug=name).select_related("stored").first()
        if kept is not None and kept.stored is not None:
            return kept.stored
    reading = access.reading_for(user, slug)
    told = outline_of(reading.edition).told.get("files", {}).get(name, {})
    found = (
        StoredFile.objects.filter(uuid=UUID(told["stored"])).first() if told.get("stored") else None
    )
    if found is None:
        raise Http404
    return found
