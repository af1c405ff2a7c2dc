"""Certificates of a cohort: who has earned which, and issuing them all in the background."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.credentials.access import ISSUE
from hilo.credentials.enums import Kind
from hilo.learning import access
from hilo.learning.models import Cohort
from hilo.learning.services import issuing
from hilo.learning.showing.issuing import offers_of
from hilo.learning.views.keeping import show_or_send
from hilo.people import access as people
from hilo.ui import reader


@show_or_send
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits for which certificate; one button issues them, and leads to how far that is."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    people.require(request.user, ISSUE, "programme", cohort.course.programme.uuid)
    if request.method == "POST":
        batch = _issued(request, cohort, request.POST.get("kind", ""))
        if batch is not None:
            return redirect(batch)
    offers = kept(("offers", cohort.pk, *reader.eyes()), lambda: offers_of(cohort))
    shown = {"cohort": cohort, "offers": offers}
    return render(request, "learning/office/certificates.html", shown)


def _issued(request: HttpRequest, cohort: Cohort, kind: str) -> Any:
    """The batch that was ordered; None where something stands in the way, which is then said."""
    if kind not in Kind.values:
        return None
    try:
        batch = issuing.issue_to_cohort(cohort, kind=kind, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
        return None
    said = ngettext(
        "%(count)s certificate is being issued.",
        "%(count)s certificates are being issued.",
        len(batch.people),
    )
    messages.success(request, said % {"count": len(batch.people)})
    return batch
