"""Before and after a course, for one cohort: its ratings, and what people said of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hilo.competences.enums import USUAL_MONTHS, Purpose
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.time import today
from hilo.learning import access
from hilo.learning.models import Cohort
from hilo.learning.queries.reactions import heard_of, stamp_of
from hilo.learning.services import evaluation as services
from hilo.learning.showing import evaluation as showing
from hilo.learning.views.keeping import show_or_send
from hilo.ui import reader


@show_or_send
def ratings(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked before, after and later; open the next one by hand; what was said of the course."""
    cohort = access.cohort_for(request.user, slug, to=access.TEACH)
    if request.method == "POST" and _opened(request, cohort):
        return redirect("learning:ratings", slug=slug)
    key = ("ratings of a cohort", cohort.pk, today(), stamp_of(cohort), *reader.eyes())
    shown = {"cohort": cohort, **kept(key, lambda: _told(cohort))}
    return render(request, "learning/office/ratings.html", shown)


def _told(cohort: Cohort) -> dict[str, Any]:
    """What was asked and what was said, the same for all who may look until anything happens."""
    occasions = services.occasions_of(cohort)
    shown = {
        "occasions": showing.occasions_table(occasions),
        "latest": showing.latest_of(occasions),
        "heard": showing.heard_shown(heard_of(cohort)),
    }
    return {
        "rated": render_to_string("learning/office/ratings_asked.html", shown),
        "said": render_to_string("learning/office/ratings_said.html", shown),
        "ways": showing.ways_of(occasions),
    }


def _opened(request: HttpRequest, cohort: Cohort) -> bool:
    """Open what was asked for; what stands in the way is said on the page."""
    purpose, _colon, months = request.POST.get("open", "").partition(":")
    number = int(months) if months.isdecimal() and len(months) < 3 else 0
    known = purpose in (Purpose.BEFORE, Purpose.AFTER) or number in USUAL_MONTHS
    if purpose not in Purpose.values or not known:
        return False
    try:
        services.open_rating(cohort, purpose, months=number, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
        return False
    messages.success(request, _("Open. Everybody of the cohort finds it on their home."))
    return True
