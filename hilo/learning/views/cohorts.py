"""The office of cohorts: twins side by side, a new one, its dates, calling it off."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.forms.cohorts import CohortForm, CourseChoiceForm, NewCohortForm
from hilo.learning.models import Cohort, Course
from hilo.learning.queries import cohorts as queries
from hilo.learning.services import cohorts as services
from hilo.learning.showing import cohorts as showing
from hilo.learning.views.keeping import done, fields_of, show_or_send, version_of
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.tables import draw


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """All cohorts that the reader accompanies, by region, twins side by side."""
    scopes = people.require_anywhere(request.user, access.TEACH)
    told = kept(("office cohorts", scopes, *reader.eyes()), lambda: _told(request.user))
    may_enrol = people.can_anywhere(request.user, access.ENROL)
    shown = {**told, "may_enrol": may_enrol, "sheets": showing.sheets_of(request.user)}
    return render(request, "learning/office/cohorts.html", shown)


def _told(user: Any) -> dict[str, Any]:
    rows = access.cohorts_kept_by(user, access.TEACH).standing()
    found = list(rows.select_related("region", "audience").order_by("starts_on", "slug"))
    numbers = queries.numbers_of(found)
    twins = queries.side_by_side(found, numbers)
    return {
        "table": draw(showing.twins_table(twins, numbers)) if twins else "",
        "lopsided": [str(one.region.name) for one in twins if one.is_lopsided],
        "count": len(found),
        "people": sum(one.taking_part for one in numbers.values()),
    }


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Open a cohort: first which course it takes, then when, where and for whom."""
    scopes = people.require_anywhere(request.user, access.ENROL)
    courses = Course.objects.published().select_related("programme", "edition")
    if not scopes.is_everywhere:
        courses = courses.filter(uuid__in=scopes.of_kind("course"))
    course = courses.filter(slug=request.GET.get("course", "").replace("\0", "")).first()
    if course is None:
        choice = CourseChoiceForm(courses=courses)
        return render(request, "learning/office/new_cohort.html", {"choice": choice})
    form = NewCohortForm(request.POST or None, course=course, instance=Cohort(course=course))
    if form.is_valid() and done(form, lambda: _open(request, course, form)):
        messages.success(request, _("The cohort is open. Now people can be enrolled."))
        return redirect("learning:office_cohort", slug=form.cleaned_data["slug"])
    shown = {"form": form, "course": course}
    return render(request, "learning/office/new_cohort.html", shown)


def _open(request: HttpRequest, course: Course, form: NewCohortForm) -> None:
    services.open_cohort(course, by=request.user, **form.given())


@show_or_send
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Other dates, another name, another way in."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    name = cohort.name  # as it is, whatever the form sets on the row
    form = CohortForm(request.POST or None, course=cohort.course, instance=cohort)
    if form.is_valid() and done(form, lambda: _change(request, form)):
        messages.success(request, _("Saved."))
        return redirect("learning:office_cohort", slug=slug)
    shown = {"cohort": cohort, "name": name}
    shown["fields"] = partial(fields_of, form, cohort.course)
    return render(request, "learning/office/change_cohort.html", shown)


def _change(request: HttpRequest, form: CohortForm) -> None:
    row = Cohort.objects.select_related("course__programme", "region", "audience").get(
        pk=form.instance.pk
    )
    services.change(row, expected=version_of(form), by=request.user, **form.changes())


@show_or_send
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a cohort off, after a look at what that means."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    problem = None
    if request.method == "POST":
        try:
            services.cancel(cohort, by=request.user)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("«%(name)s» is called off.") % {"name": cohort.name})
            return redirect("learning:office_cohorts")
    shown = {"cohort": cohort, "problem": problem}
    return render(request, "learning/office/cancel_cohort.html", shown)


@require_POST
def renew_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Another code to join with."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    services.renew_code(cohort, by=request.user)
    messages.success(request, _("The old code opens nothing any more."))
    return redirect("learning:office_cohort", slug=slug)


@require_POST
def read_newest(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the cohort read the edition on offer; what was done stays done."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    moved = services.read_newest(cohort, by=request.user)
    said = _("%(count)s people read the newest edition from now on.")
    messages.success(request, said % {"count": moved})
    return redirect("learning:office_cohort", slug=slug)
