"""One's own sessions: what comes, what was, the code on the phone, an absence, the calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.attendance import access, calendars, problems, showing
from hilo.attendance.forms import AbsenceForm, CodeForm
from hilo.attendance.models import Excuse, Feed
from hilo.attendance.queries import feeds as queries
from hilo.attendance.rosters import is_expected
from hilo.attendance.services import codes, excuses, feeds
from hilo.core.access import open_to_all
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.notifications import links
from hilo.people.limits import allows
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
FILE = "text/calendar; charset=utf-8"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What comes with its address, what was with one's presence, and the calendar."""
    person = request.user.person
    key = ("my sessions", person.pk, *reader.eyes())
    feed = _address_of(person)
    shown = {
        "drawn": kept(key, lambda: showing.drawn_of(person)),
        "feed": feed,
        "webcal": f"webcal://{feed.partition('://')[2]}",
    }
    return render(request, "attendance/mine.html", shown)


def _address_of(person: Any) -> str:
    """The calendar address; empty for whoever has not asked for one yet."""
    feed = Feed.objects.filter(person=person).first()
    return links.page("attendance:feed", language=person.language, token=feed.token) if feed else ""


@require_safe
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """When and where, how to get there, and what is recorded of oneself."""
    found = access.session_for(request.user, uuid)
    shown = showing.page_of(found, request.user)
    return render(request, "attendance/session.html", {**shown, "session": found})


@require_safe
def session_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The session as a file that calendars take in."""
    found = access.session_for(request.user, uuid)
    answer = HttpResponse(calendars.written([found]), content_type=FILE)
    answer["Content-Disposition"] = (
        f'attachment; filename="session-{found.local_start:%Y-%m-%d}.ics"'
    )
    return answer


@show_or_send
def absent(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that one cannot come, and why; or that one comes after all."""
    found = access.session_for(request.user, uuid)
    person = request.user.person
    if not is_expected(found, person):
        raise Http404
    excuse = Excuse.objects.filter(session=found, person=person).first()
    form = AbsenceForm(request.POST or None, initial={"reason": excuse.reason if excuse else ""})
    if request.method == "POST" and _announced(request, found, excuse, form):
        return redirect(found)
    shown = {"session": found, "form": form, "excuse": excuse, "facts": showing.facts_of(found)}
    return render(request, "attendance/absent.html", shown)


def _announced(
    request: HttpRequest, session: Any, excuse: Excuse | None, form: AbsenceForm
) -> bool:
    by, person = request.user, request.user.person
    try:
        if "withdraw" in request.POST and excuse:
            excuses.withdraw(excuse, by=by)
            messages.success(request, _("You are expected again."))
            return True
        if form.is_valid():
            excuses.announce(session, person, reason=form.cleaned_data["reason"], by=by)
            messages.success(request, _("It is announced. You hear whether it is accepted."))
            return True
    except Problem as problem:
        problem.put_on(form)
    return False


@never_cache
@show_or_send
def here(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the screen; made for a phone, and works without a script."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    typed = _typed(request, form) if form.is_valid() else None
    status = 422 if form.errors else 200
    return render(request, "attendance/here.html", {"form": form, "typed": typed}, status=status)


def _typed(request: HttpRequest, form: CodeForm) -> codes.Typed | None:
    person = request.user.person
    try:
        if not allows(request, "here", str(person.uuid)):
            raise problems.TooManyTries
        return codes.type_code(form.cleaned_data["code"], person=person, by=request.user)
    except Problem as problem:
        problem.put_on(form)
        return None


@require_POST
def renew_feed(request: HttpRequest) -> HttpResponse:
    """Make the secret calendar address, or another one in its place."""
    feeds.renew(request.user.person, by=request.user)
    messages.success(request, _("This is your calendar address now. Keep it to yourself."))
    return redirect(reverse("attendance:mine") + "#calendar")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The sessions of whoever has this secret address, for a calendar that looks again."""
    found = queries.feed_of(token)
    if found is None:
        raise Http404
    sessions = queries.sessions_in(found)
    tag = f'"{calendars.print_of(sessions)}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        content = calendars.feed(sessions, address=request.build_absolute_uri())
        answer = HttpResponse(content, content_type=FILE)
    answer["ETag"], answer["Cache-Control"] = tag, "private, max-age=300"
    answer["X-Robots-Tag"] = "noindex"
    return answer
