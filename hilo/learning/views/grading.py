"""What waits for a trainer, and the pages on which works and essays are answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.forms.assignments import EssayForm, GradeForm
from hilo.learning.forms.quizzes import put
from hilo.learning.models import Attempt, PeerReview, Submission
from hilo.learning.queries import attempts as attempt_queries
from hilo.learning.queries import grading as queries
from hilo.learning.queries.attempts import Line
from hilo.learning.rules import rubrics
from hilo.learning.services import assignments as services
from hilo.learning.services import attempts as attempt_services
from hilo.learning.showing import assignments as showing
from hilo.learning.showing import attempts as attempt_showing
from hilo.learning.showing.grades import sheet_url
from hilo.ui import calendar, numerals, reader
from hilo.ui.saving import part

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The cohorts in which something waits for an answer."""
    cohorts = access.cohorts_kept_by(request.user, access.TEACH)
    told = part(
        "learning/office/queue_cohorts.html",
        request.user.pk,
        shown=lambda: {"cohorts": queries.cohorts_waiting(cohorts, *queries.waiting_by_cohort())},
    )
    return render(request, "learning/office/queue.html", {"told": told})


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The works and essays of one cohort that wait, and those answered last."""
    cohort = access.cohort_for(request.user, slug, to=access.TEACH)
    shown = {
        "cohort": cohort,
        "works": queries.works_waiting(cohort),
        "essays": queries.attempts_waiting(cohort),
        "answered": queries.works_answered(cohort),
        "sheet": sheet_url(cohort),
    }
    return render(request, "learning/office/waiting.html", shown)


@show_or_send
def work(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer a work: by its rubric, with a grade, or asking for something better."""
    found = access.submission_for(request.user, uuid, to=access.TEACH)
    if found.state == Submission.State.DRAFT:
        raise Http404  # nobody reads what was not handed in
    rubric = rubrics.read(found.page.content.get("rubric", ()))
    first = {"feedback": found.feedback, "points": found.points, "version": found.version}
    data = request.POST if request.method == "POST" else None
    form = GradeForm(rubric, found.levels, data, initial=first)
    if data is not None and form.is_valid() and _judged(request, found, form):
        return redirect("learning:waiting", slug=found.enrolment.cohort.slug)
    shown = {
        "work": found,
        "person": found.enrolment.person,
        "cohort": found.enrolment.cohort,
        "assignment": found.page,
        "task": showing.task_of(found.page),
        "state": found.get_state_display(),
        "tone": showing.TONES[found.state],
        "handed_in": calendar.local_moment(found.handed_in_at) if found.handed_in_at else "",
        "reviews": showing.opinions(_reviews_of(found), rubric),
        "can_return": found.can("return"),
        "can_grade": found.can("grade"),
        "form": form,
    }
    status = 422 if data is not None else 200
    return render(request, "learning/office/work.html", shown, status=status)


def _reviews_of(work: Submission) -> QuerySet[PeerReview]:
    return work.peer_reviews.filter(at__isnull=False).select_related("reviewer__person")


def _judged(request: HttpRequest, found: Submission, form: GradeForm) -> bool:
    given = form.cleaned_data
    told: dict[str, Any] = {"by": request.user, "expected": given["version"]}
    try:
        if "send_back" in request.POST:
            services.send_back(found, feedback=given["feedback"], **told)
            messages.success(request, _("Sent back. The learner reads what to improve."))
        else:
            points, words = given.get("points"), given["feedback"]
            services.grade(found, levels=form.levels, points=points, feedback=words, **told)
            messages.success(request, _("Graded. The learner sees it."))
    except Problem as problem:
        problem.put_on(form)
        return False
    except Overtaken as overtaken:
        form.add_error(
            None,
            _("The work or its answer changed while you wrote. Look at it above, then send again."),
        )
        put(form, "version", Submission.objects.get(pk=overtaken.row.pk).version)
        return False
    return True


@show_or_send
def essays(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read the essays of an attempt, one form for each."""
    found = access.attempt_to_grade(request.user, uuid)
    everything = attempt_queries.lines_of(found)
    lines, whole = [one for one in everything if one.asked.kind == "essay"], len(everything)
    if found.state == Attempt.State.OPEN or not lines:
        raise Http404
    sent = request.POST.get("slot", "")
    forms = [_essay_form(request, one, sent) for one in lines]
    for one, form in zip(lines, forms, strict=True):
        if form.is_bound and form.is_valid() and _read(request, one, form):
            return redirect("learning:grade_attempt", uuid=uuid)
    shown = {
        "attempt": found,
        "cohort": found.enrolment.cohort,
        "person": found.enrolment.person,
        "marks": attempt_showing.in_words(found.marks, found.marks_possible),
        "essays": [_essay(one, form, whole) for one, form in zip(lines, forms, strict=True)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/office/essays.html", shown, status=status)


def _essay_form(request: HttpRequest, line: Line, sent: str) -> EssayForm:
    answer = line.answer
    points = None if answer.fraction is None else answer.fraction * answer.marks_possible
    first: dict[str, Any] = {"comment": answer.comment, "points": points and round(points, 2)}
    first |= {f"level-{number}": at for number, at in enumerate(answer.levels)}
    data = request.POST if request.method == "POST" and sent == str(line.slot) else None
    return EssayForm(line.asked.question, data, initial=first, prefix=f"e{line.slot}")


def _read(request: HttpRequest, line: Line, form: EssayForm) -> bool:
    given = form.cleaned_data
    try:
        attempt_services.grade_essay(
            line.answer,
            by=request.user,
            levels=form.levels,
            points=given.get("points"),
            comment=given["comment"],
        )
    except Problem as problem:
        problem.put_on(form)
        return False
    messages.success(request, _("Saved. The learner sees it once all essays are read."))
    return True


def _essay(line: Line, form: EssayForm, whole: int) -> dict[str, Any]:
    question: Any = line.asked.question
    return {
        "slot": line.slot,
        "drawn": attempt_showing.told_line(line, line.slot, whole, reader.language()),
        "notes": getattr(question, "notes", ""),
        "most": numerals.figure(line.answer.marks_possible),
        "form": form,
    }
