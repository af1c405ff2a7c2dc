"""Assignments: a learner's page, a peer's, and the page on which one is written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core import storage
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.forms.assignments import (
    AssignmentForm,
    PeerForm,
    WorkForm,
    criteria_in,
    rubric_rows,
)
from hilo.learning.forms.questions import with_more
from hilo.learning.forms.quizzes import put
from hilo.learning.models import Assignment, Enrolment, Page, PeerReview, Step, Submission
from hilo.learning.queries import works as queries
from hilo.learning.rules import rubrics
from hilo.learning.services import assignments as services
from hilo.learning.services import progress
from hilo.learning.showing import assignments as showing
from hilo.learning.views.quizzes import step_of
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
def assignment(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """What to do, what one has written of it, what was answered."""
    enrolment, page = access.page_for(request.user, slug, step, "assignment")
    progress.seen(enrolment)
    work = queries.work_of(enrolment, step)
    form = _form(page, work)
    if request.method == "POST":
        form = _form(page, work, request.POST, request.FILES)
        if _sent(request, enrolment, page, work, form):
            return redirect("learning:assignment", slug=slug, step=step)
    shown = showing.page_of(enrolment, page, work) | {"form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/assignment.html", shown, status=status)


def _form(page: Page, work: Submission | None, *data: Any) -> WorkForm:
    first = {"text": work.text, "version": work.version} if work else {}
    takes = page.content.get("takes", Assignment.Takes.EITHER)
    has_file = bool(work and work.file_id)
    return WorkForm(takes, has_file, *data, initial=first)


def _sent(
    request: HttpRequest, enrolment: Enrolment, page: Page, work: Submission | None, form: WorkForm
) -> bool:
    try:
        if "take_back" in request.POST and work:
            services.take_back(work, by=request.user)
            messages.info(request, _("You have it back. Hand it in again when it is ready."))
            return True
        return form.is_valid() and _kept(request, enrolment, page, form)
    except Problem as problem:
        if form.is_bound and hasattr(form, "cleaned_data"):
            problem.put_on(form)
        else:
            messages.error(request, str(problem))
    except Overtaken as overtaken:
        form.add_error(
            None,
            _(
                "You saved another text on another device. Yours stands below; save again to keep it."
            ),
        )
        put(form, "version", Submission.objects.get(pk=overtaken.row.pk).version)
    return False


def _kept(request: HttpRequest, enrolment: Enrolment, page: Page, form: WorkForm) -> bool:
    given = form.cleaned_data
    kept = services.keep(
        enrolment,
        page,
        by=request.user,
        text=given["text"],
        upload=given.get("file"),
        drops_file=given.get("drops_file", False),
        expected=given["version"],
    )
    if "hand_in" not in request.POST:
        messages.success(request, _("Saved as a draft. Nobody reads it before you hand it in."))
        return True
    try:
        services.hand_in(kept, by=request.user)
    except Problem:
        put(form, "version", kept.version)
        raise
    messages.success(request, _("Handed in. Your trainer reads it."))
    return True


@require_safe
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file of a work, for its author, its trainer or its reviewer."""
    work = access.work_for(request.user, uuid)
    if work.file is None:
        raise Http404
    return storage.send(work.file, request)


@show_or_send
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A peer's work, without a name, and what one thinks of it."""
    one = access.review_for(request.user, uuid)
    page = one.submission.page
    rubric = rubrics.read(page.content.get("rubric", ()))
    data = request.POST if request.method == "POST" else None
    form = PeerForm(rubric, one.levels, data, initial={"comment": one.comment})
    if data is not None and form.is_valid() and _reviewed(one, form, request.user):
        messages.success(request, _("Thank you. The author reads it without your name."))
        return redirect("learning:assignment", slug=one.reviewer.course.slug, step=page.step)
    shown = showing.review_of(one) | {"form": form}
    return render(request, "learning/review.html", shown, status=422 if data is not None else 200)


def _reviewed(one: PeerReview, form: PeerForm, by: Any) -> bool:
    try:
        services.review(one, by=by, levels=form.levels, comment=form.cleaned_data["comment"])
    except Problem as problem:
        problem.put_on(form)
        return False
    return True


# As it is written.


@show_or_send
def edit(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """The task, its rubric, what passes; in the language of the page."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    found = step_of(course, step, Step.Kind.ASSIGNMENT)
    kept = Assignment.objects.get_or_create(step=found)[0]
    data = request.POST if request.method == "POST" else None
    is_more = data is not None and "more" in data
    if is_more:
        data = with_more(data)
    form, rows = _writing(kept, found, data), rubric_rows(kept.rubric, data)
    is_well = data is not None and not is_more and form.is_valid() and rows.is_valid()
    if is_well and _saved(kept, form, rows, request.user):
        messages.success(request, _("Saved. Learners see it once the course is published again."))
        return redirect("learning:edit_assignment", slug=slug, step=step)
    shown = {"course": course, "step": found, "form": form, "rows": rows}
    status = 422 if data is not None and not is_more else 200
    return render(request, "learning/office/assignment.html", shown, status=status)


def _writing(kept: Assignment, step: Step, data: Any) -> AssignmentForm:
    names = ("takes", "pass_percent", "peers")
    first: dict[str, Any] = {name: getattr(kept, name) for name in names}
    task = kept.task.texts.get(reader.language(), "")
    return AssignmentForm(data, initial=first | {"task": task, "version": step.version})


def _saved(kept: Assignment, form: AssignmentForm, rows: Any, by: Any) -> bool:
    given, language = form.cleaned_data, reader.language()
    try:
        services.change(
            kept,
            by=by,
            expected=given["version"] or 0,
            task=kept.task.with_variant(language, given["task"]),
            rubric=services.with_words(kept.rubric, criteria_in(rows), language),
            takes=given["takes"],
            pass_percent=given["pass_percent"],
            peers=given["peers"],
        )
    except Overtaken:
        form.add_error(
            None,
            _("Somebody changed this assignment while you did. Save again to make yours stand."),
        )
        put(form, "version", Step.objects.get(pk=kept.step_id).version)
        return False
    return True
