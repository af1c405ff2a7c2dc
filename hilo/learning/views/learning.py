"""A learner's own pages: my courses with what comes next, my group, the ways in, a word at the end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.attendance import queries as attendance
from hilo.core.keeping import kept
from hilo.core.registries import thread_of
from hilo.core.time import today
from hilo.learning import access, words
from hilo.learning.forms.cohorts import AskForm, CodeForm
from hilo.learning.forms.reactions import ReactionForm
from hilo.learning.models import Cohort, Enrolment, Reaction
from hilo.learning.queries import cohorts as groups
from hilo.learning.queries import own as queries
from hilo.learning.services import enrolments as services
from hilo.learning.services import progress, reactions
from hilo.learning.showing import cohorts as showing
from hilo.learning.showing import learning as cards
from hilo.learning.showing import offline
from hilo.learning.views.keeping import done, show_or_send
from hilo.ui import reader, whose

SOON = 3  # sessions to come that one's courses show
LEARNING = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The courses that one takes: the next step, and what is missing for the certificate."""
    person = request.user.person
    rows = queries.enrolments_of(person)
    # A step that was done is no event of the journal: what is shown of it is part of the key.
    key = ("my courses", person.pk, today(), *map(queries.stamp_of, rows), *reader.eyes())
    told = kept(key, lambda: _drawn(person, rows), is_small=True)
    shown = {"told": told, "has_courses": bool(rows), "words": offline.words()}
    return render(request, "learning/mine.html", shown | {"mark": whose.mark_of(request.user)})


def _drawn(person: Any, rows: list[Enrolment]) -> str:
    """One's courses, next sessions and open groups, written."""
    coming = list(attendance.coming_of(person).standing()[:SOON]) if rows else []
    shown = {
        "cards": [cards.card_of(one) for one in rows if one.state in LEARNING],
        "asked": [one for one in rows if one.state == Enrolment.State.ASKED],
        "sessions": [cards.session_line(one) for one in coming],
        "open": queries.open_to(person)[:10],
    }
    return render_to_string("learning/mine_main.html", shown)


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """A group: its dates and sessions, who teaches it, its twin, and how far one is oneself."""
    found = access.cohort_for(request.user, slug)
    own = _own(request.user, found)
    if own:
        progress.seen(own)
    key = ("group", found.pk, today(), own and queries.stamp_of(own), *reader.eyes())
    back, forth = thread_of("cohort", found, request.user)
    shown = {
        "back": back,
        "forth": forth,
        "cohort": found,
        "moment": words.moment(found),
        "tone": words.TONES[found.moment],
        "told": kept(key, lambda: _group(found, own), is_small=True),
    }
    return render(request, "learning/cohort.html", shown)


def _group(cohort: Cohort, own: Enrolment | None) -> str:
    """What stands on the page of a group, written."""
    twins = groups.twins_of(cohort).select_related("audience", "course")
    is_over = own is not None and (cohort.moment == "over" or own.completed_at is not None)
    shown = {
        "cohort": cohort,
        "facts": showing.facts_of(cohort),
        "sessions": cards.sessions_table(groups.sessions_of(cohort)),
        "trainers": groups.trainers_of(cohort),
        "twins": [(one, cards.next_session_of(one)) for one in twins],
        "card": cards.card_of(own) if own else None,
        "may_react": is_over,
    }
    return render_to_string("learning/cohort_main.html", shown)


def _own(user: Any, cohort: Cohort) -> Enrolment | None:
    rows = queries.enrolments_of(user.person)
    return next((one for one in rows if one.cohort_id == cohort.pk and one.state in LEARNING), None)


@show_or_send
def join(request: HttpRequest) -> HttpResponse:
    """Enrol by the code of a group; the code may stand in the address that was shared."""
    person = request.user.person
    form = CodeForm(
        request.POST or None, initial={"code": request.GET.get("code", "")[:20].replace("\0", "")}
    )
    if form.is_valid() and done(form, lambda: _join(form, person, request.user)):
        messages.success(request, _("You take part. Here is where you begin."))
        return redirect("learning:mine")
    return render(request, "learning/join.html", {"form": form})


def _join(form: CodeForm, person: Any, by: Any) -> None:
    services.enrol_by_code(form.cleaned_data["code"], person, by=by)


@show_or_send
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to take part in a group that decides whom it admits."""
    found = Cohort.objects.standing().filter(slug=slug, way_in=Cohort.WayIn.APPROVAL).first()
    if found is None:
        raise Http404
    person = request.user.person
    form = AskForm(request.POST or None)
    if form.is_valid() and done(form, lambda: _ask(found, person, form, request.user)):
        messages.success(request, _("Your request is on its way. You hear of the answer."))
        return redirect("learning:mine")
    shown = {"cohort": found, "form": form, "facts": showing.facts_of(found)}
    return render(request, "learning/ask.html", shown)


def _ask(cohort: Cohort, person: Any, form: AskForm, by: Any) -> None:
    services.ask(cohort, person, reason=form.cleaned_data["reason"], by=by)


@show_or_send
def react(request: HttpRequest, slug: str) -> HttpResponse:
    """What one says of the course when it ends; it can be changed."""
    found = access.cohort_for(request.user, slug)
    own = _own(request.user, found)
    if own is None:
        raise Http404
    said = Reaction.objects.filter(enrolment=own).first()
    form = ReactionForm(request.POST or None, reaction=said)
    if request.method == "POST" and form.is_valid():
        reactions.react(own, by=request.user, **form.given())
        messages.success(request, _("Thank you. Nobody reads who said what."))
        return redirect(found)
    return render(request, "learning/react.html", {"cohort": found, "form": form})
