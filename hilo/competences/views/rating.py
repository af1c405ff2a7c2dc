"""Rating oneself, and looking at what one has rated."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.competences import access, drawing, own, services
from hilo.competences.forms import RatingForm
from hilo.competences.models import Competence, Occasion, Rating
from hilo.competences.words import purpose_of, state_of, tone_of
from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.problems import Problem
from hilo.ui import reader

RATED = Prepared(
    lambda: Rating.objects.select_related("competence").filter(
        occasion=Given("occasion"), person=Given("person")
    )
)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Say how important each competence is and how well one can do it; saved as far as one has come."""
    occasion, may_rate = access.occasion_to_rate(request.user, uuid)
    if not may_rate:
        return redirect("competences:summary", uuid=uuid)
    if request.method == "POST":
        return save(request, occasion)
    return page(request, occasion, form_of(request, occasion))


def form_of(request: HttpRequest, occasion: Occasion, data: Any = None) -> RatingForm:
    """The form with what this person has rated so far."""
    rows = RATED.rows(occasion=occasion.pk, person=request.user.person_id)
    rated = {one.competence.code: one for one in rows}
    return RatingForm(occasion, rated, data)


def save(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """Keep what was sent; say what is still open, unless the reader leaves it so."""
    form = form_of(request, occasion, request.POST)
    if not form.is_valid():
        return page(request, occasion, form, status=422)
    wants_to_finish = "later" not in request.POST
    stays_open = form.missing if wants_to_finish and "as_it_is" not in request.POST else []
    is_finished = wants_to_finish and not stays_open
    person, said = request.user.person, form.answers
    try:
        services.rate(occasion, person, said, by=request.user, is_finished=is_finished)
    except Problem as problem:
        form.problem = problem
        return page(request, occasion, form, status=422)
    if stays_open:
        return page(request, occasion, form, missing=stays_open)
    if is_finished:
        messages.success(request, _("Thank you. Your ratings are kept; only you see them."))
        return redirect("competences:mine")
    messages.success(request, _("Saved. You can go on at any time until it closes."))
    return redirect(occasion)


def page(
    request: HttpRequest,
    occasion: Occasion,
    form: RatingForm,
    *,
    missing: list[Competence] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "occasion": occasion,
        "purpose": purpose_of(occasion),
        "state": state_of(occasion),
        "tone": tone_of(occasion),
        "form": form,
        "questions": drawing.draw(form, missing or ()) if occasion.takes_ratings else "",
        "missing": [(one, drawing.target_of(one)) for one in missing or ()],
    }
    return render(request, "competences/rate.html", shown, status=status)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that I rated, for my eyes alone."""
    person = request.user.person
    drawn = kept(("own ratings", person.pk, *reader.eyes()), lambda: own.drawn(person))
    return render(request, "competences/mine.html", {"drawn": drawn})
