"""The review of a page: what criteria say, the verdicts of a reviewer, the way into the directory and back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.access import Refused, open_to_all
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.forms.review import ReasonForm, VerdictsForm
from hilo.network.models import Profile
from hilo.network.queries import review as queries
from hilo.network.queries.standings import standings_of, standings_shown
from hilo.network.services import profiles
from hilo.network.services import review as services
from hilo.network.showing import review as showing
from hilo.network.showing.clusters import state_of
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@open_to_all
@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Every published condition, by what it is for."""
    return render(request, "network/review/criteria.html", {"groups": queries.published()})


@show_or_send
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """The review of an organisation's page."""
    return review(request, access.organisation_for(request.user, slug))


@show_or_send
def of_cluster(request: HttpRequest, slug: str) -> HttpResponse:
    """The review of a cluster's page."""
    return review(request, access.cluster_for(request.user, slug))


def review(request: HttpRequest, profile: Any) -> HttpResponse:
    """For whoever writes the page and whoever reviews it; each has the buttons that are theirs."""
    is_author = access.writes(request.user, profile)
    is_reviewer = access.may(request.user, access.REVIEW, profile)
    if not (is_author or is_reviewer):
        access.require_over(request.user, access.REVIEW, profile)
    found = standings_of(profile) if request.method == "POST" else standings_shown(profile)
    verdicts = VerdictsForm(_sent(request, "judge", "list"), standings=found)
    reason = ReasonForm(_sent(request, "return", "archive"))
    if request.method == "POST" and _act(request, profile, verdicts, reason, is_reviewer):
        return redirect(request.path)
    state, tone = state_of(profile)
    context = {
        "profile": profile,
        "state": state or profile.get_state_display(),
        "tone": tone or "ok",
        "told": kept(("review", type(profile), profile.pk, *reader.eyes()), lambda: _told(profile)),
        "way": showing.way_of(profile),
        "verdicts": verdicts,
        "reason": reason,
        "is_author": is_author,
        "is_reviewer": is_reviewer,
        "can": {verb: profile.can(verb) for verb in profiles.EVENTS},
    }
    return render(request, "network/review/review.html", context)


def _told(profile: Profile) -> dict[str, str]:
    """What the criteria say and what was done: the same for all who may read it."""
    lines, steps = showing.lines_of(standings_shown(profile)), showing.steps_of(profile)
    return {
        "criteria": render_to_string("network/review/standings.html", {"lines": lines}),
        "steps": render_to_string("network/review/history.html", {"steps": steps}),
    }


def _sent(request: HttpRequest, *actions: str) -> Any:
    """What was sent, where one of these buttons was pressed."""
    return request.POST if request.POST.get("action") in actions else None


def _act(
    request: HttpRequest,
    profile: Profile,
    verdicts: VerdictsForm,
    reason: ReasonForm,
    is_reviewer: bool,
) -> bool:
    """Do what the pressed button says; what stands in the way is said on its form."""
    action = request.POST.get("action", "")
    form: Any = verdicts if action in {"judge", "list"} else reason
    if action in OF_REVIEWERS and not is_reviewer:
        raise Refused(_("Only whoever reviews this page can do that."))
    if form.is_bound and not form.is_valid():
        return False
    try:
        said = _do(request, profile, action, form)
    except Problem as problem:
        if not form.is_bound:
            messages.error(request, str(problem))
            return True
        problem.put_on(form)
        return False
    messages.success(request, said)
    return True


OF_REVIEWERS = frozenset({"judge", "list", "return", "archive", "revive"})


def _do(request: HttpRequest, profile: Profile, action: str, form: Any) -> str:
    by = request.user
    if action in {"judge", "list"}:
        for criterion, verdict, reason in form.said():
            services.judge(profile, criterion, verdict, by=by, reason=reason)
    if action == "list":
        services.put_in_directory(profile, by=by)
        return _("The page is in the directory.")
    if action == "return":
        services.send_back(profile, by=by, reason=form.cleaned_data["reason"])
        return _("Returned; whoever writes the page has the reason.")
    if action == "archive":
        services.archive(profile, by=by, reason=form.cleaned_data["reason"])
        return _("The page has left the directory; nothing of it is lost.")
    return _simply(profile, action, by=by)


def _simply(profile: Profile, action: str, *, by: Any) -> str:
    """The steps that need nothing but a press."""
    simple = {
        "submit": (services.submit, _("Sent for review. You hear of the answer here.")),
        "withdraw": (services.withdraw, _("Taken back. Write on, and send it when it is ready.")),
        "revive": (services.revive, _("The page can be written again.")),
        "confirm": (profiles.confirm, _("Confirmed for a year. Thank you.")),
    }
    if action not in simple:
        return _("The verdicts are kept.")
    act, said = simple[action]
    act(profile, by=by)
    return said


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The pages that wait for a review in the coordinator's regions, the oldest first."""
    scopes = people.require_anywhere(request.user, access.REVIEW)
    told = kept(("pages to review", scopes, *reader.eyes()), lambda: _lines(scopes))
    return render(request, "network/review/queue.html", {"told": told})


def _lines(scopes: Scopes) -> str:
    """What waits, and what nobody has confirmed: the same for all whose roles reach as far."""
    shown = {"waiting": queries.waiting(scopes), "stale": queries.stale(scopes)}
    return render_to_string("network/review/queue_lines.html", shown)
