"""Sessions in the office: those of all rosters, of one roster, planned, changed, cancelled, closed."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hilo.attendance import access, showing, tables, words
from hilo.attendance.enums import Mode, SessionState
from hilo.attendance.forms import CancelForm, NewSessionForm, SessionForm, WindowForm
from hilo.attendance.models import Session
from hilo.attendance.queries import lists
from hilo.attendance.rosters import Roster, rosters, title_of
from hilo.attendance.services import sessions
from hilo.attendance.views.keeping import done, show_or_send
from hilo.core import journal
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.time import now
from hilo.notifications.zones import zone_of
from hilo.ui import reader, saving
from hilo.ui.components.words import state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.sheets.addresses import address_in
from hilo.ui.tables import Column

SHOWN = {
    "coming": pgettext_lazy("state of a session", "To come"),
    "unclosed": pgettext_lazy("state of a session", "Over, list not closed"),
    "held": SessionState.HELD.label,
    "cancelled": SessionState.CANCELLED.label,
}


class SessionList(ListPage):
    """The sessions of every roster whose list the reader keeps."""

    title = gettext_lazy("Sessions")
    lead = gettext_lazy("When and where people meet, and who was there.")
    layout = "ui/office.html"
    template_name = "attendance/office/list.html"
    empty = gettext_lazy(
        "No session yet. Sessions are planned from the page of a group: a cohort, a workshop."
    )
    on_phone = "cards"
    order = ("rank", "soon", "-starts_at", "pk")
    columns = (
        Column(
            "when",
            pgettext_lazy("of a session", "When"),
            words.when,
            is_sortable=True,
            order=("starts_at", "pk"),
        ),
        Column(
            "title",
            pgettext_lazy("of a session", "Title"),
            lambda row: row.title,
            href=lambda row: reverse("attendance:keep", args=[row.uuid]),
            is_row_name=True,
        ),
        Column("roster", gettext_lazy("Of"), lambda row: title_of(*row.roster)),
        Column("where", pgettext_lazy("of a session", "Where"), words.where),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: state(showing.state_of(row), showing.tone_of(row)),
        ),
        Column("there", gettext_lazy("There"), lambda row: row.there, is_numeric=True),
    )
    facets = (
        Facet("state", gettext_lazy("State"), "shown", labels=SHOWN),
        Facet("mode", gettext_lazy("Where"), "mode", labels=dict(Mode.choices)),
    )

    def permit(self) -> None:
        access.require_somewhere(self.request.user, access.KEEP)

    def rows(self) -> QuerySet[Any]:
        shown = Case(
            When(state=SessionState.PLANNED, ends_at__lte=now(), then=Value("unclosed")),
            When(state=SessionState.PLANNED, then=Value("coming")),
            default=F("state"),
            output_field=CharField(),
        )
        return _ranked(access.sessions_kept_by(self.request.user).annotate(shown=shown))

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        there = Count("presences", filter=Q(presences__state__in=("present", "partial")))
        return rows.select_related("place__parent").annotate(there=there)

    def bearing(self) -> Hashable:
        return tuple((one.name, one.scopes_of(self.request.user, access.KEEP)) for one in rosters)


def _ranked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What waits for its list to be closed, then what comes, the nearest first, then what is over."""
    rank = Case(
        When(shown="unclosed", then=0),
        When(shown="coming", then=1),
        default=2,
        output_field=SmallIntegerField(),
    )
    soon = Case(When(shown="coming", then=F("starts_at")), output_field=DateTimeField())
    return rows.annotate(rank=rank, soon=soon)


@require_safe
def roster(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """The sessions of one roster, and the share that each of its people has reached."""
    found = access.roster_for(request.user, kind, uuid, to=access.KEEP)
    shown = frame(found, uuid, request.user)
    key = ("sessions of a roster", kind, uuid, *reader.eyes())
    shown |= {
        "drawn": kept(key, lambda: tables.drawn_of(found, uuid)),
        "sheet": address_in("attendance", kind, uuid),
    }
    return render(request, "attendance/office/roster.html", shown)


def frame(found: Roster, uuid: UUID, user: Any) -> dict[str, Any]:
    """What pages of one roster show on top."""
    return {
        "roster_kind": found.name,
        "uuid": uuid,
        "title": found.title_of(uuid),
        "url": found.url_of(uuid),
        "may_plan": found.may(user, access.PLAN, uuid),
    }


@show_or_send
def plan(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Plan a session, or the same on several days."""
    found = access.roster_for(request.user, kind, uuid, to=access.PLAN)
    begin = partial(_beginning, kind, uuid, request.user)
    form = NewSessionForm(request.POST, initial=begin()) if request.method == "POST" else None
    if form is not None and form.is_valid():
        made = done(form, lambda: _plan(form, (kind, uuid), request.user))
        if made:
            said = _("Planned. Everybody who is expected hears of it: %(count)s dates.")
            messages.success(request, said % {"count": len(made)})
            return redirect("attendance:roster", kind=kind, uuid=uuid)
    key = ("fields of a session", kind, uuid, request.user.person_id, *reader.eyes())
    fields = _drawn(form) if form else kept(key, lambda: _drawn(NewSessionForm(initial=begin())))
    shown = {**frame(found, uuid, request.user), "fields": fields}
    return render(request, "attendance/office/plan.html", shown)


def _drawn(form: Any) -> str:
    """The fields of a form, written."""
    return render_to_string(saving.FIELDS, {"form": form})


def _plan(form: NewSessionForm, about: tuple[str, UUID], by: Any) -> list[Session]:
    return sessions.plan(about=about, by=by, **form.given())


def _beginning(kind: str, uuid: UUID, user: Any) -> dict[str, Any]:
    """What the form begins with: as the last session of the roster, else the keeper's own clock."""
    last = Session.objects.of(kind, uuid).select_related("place").order_by("-pk").first()
    if last is None:
        return {"zone": zone_of(user.person.territory), "mode": Mode.ON_SITE}
    names = ("starts", "ends", "zone", "mode", "venue", "place", "directions", "link")
    return {name: getattr(last, name) for name in names}


@require_safe
def keep(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A session as its keepers see it: who was there, the ways to record it, excuses, evidence, the log."""
    found = access.session_for(request.user, uuid, to=access.KEEP)
    state = showing.state_of(found)
    key = ("keeping a session", found.pk, state, *reader.eyes())
    shown = {
        "session": found,
        "state": state,
        "tone": showing.tone_of(found),
        "may_plan": access.may(request.user, access.PLAN, found),
        **kept(key, lambda: told_of(found)),
    }
    return render(request, "attendance/office/session.html", shown)


def told_of(session: Session) -> dict[str, Any]:
    """What its keepers are told of a session; the same until anything happens."""
    told = {
        "facts": showing.facts_of(session),
        "counts": showing.counts_of(session, lists.count_on(session)),
        "excuses": lists.waiting_excuses(session),
        "log": showing.log_of(session),
        "history": journal.history_of("session", session.uuid, limit=8),
        "session": session,
    }
    return {
        "roster": title_of(*session.roster),
        "roster_url": reverse("attendance:roster", args=session.roster),
        "facts": render_to_string("attendance/office/facts.html", told),
        "counts": render_to_string("attendance/office/counts.html", told),
        "more": render_to_string("attendance/office/more.html", told),
        "evidence": list(session.evidence.select_related("file", "by__person")),
        "window": _drawn(WindowForm()),
    }


@show_or_send
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another time, place or title; people hear of the first two."""
    found = access.session_for(request.user, uuid, to=access.PLAN)
    title = found.title  # as it is, whatever the form sets on the row
    form = SessionForm(request.POST or None, instance=found)
    if form.is_valid() and done(form, lambda: _change(form, request.user)):
        messages.success(request, _("Saved."))
        return redirect("attendance:keep", uuid=uuid)
    shown = {"form": form, "title": title, "session": found, "roster": title_of(*found.roster)}
    return render(request, "attendance/office/change.html", shown)


def _change(form: SessionForm, by: Any) -> Session:
    row = Session.objects.get(pk=form.instance.pk)
    return sessions.change(row, by=by, expected=form.cleaned_data["version"], **form.changes())


@show_or_send
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel a session; everybody who is expected hears why."""
    found = access.session_for(request.user, uuid, to=access.PLAN)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, lambda: sessions.cancel(found, reason=reason, by=request.user)):
            messages.info(request, _("Cancelled. Everybody who is expected hears of it."))
            return redirect("attendance:keep", uuid=uuid)
    shown = {"form": form, "session": found, "facts": showing.facts_of(found)}
    return render(request, "attendance/office/cancel.html", shown)


@require_POST
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close the list, so that the session counts; or open it again."""
    found = access.session_for(request.user, uuid, to=access.KEEP)
    reopens = "reopen" in request.POST
    try:
        act = sessions.reopen if reopens else sessions.hold
        act(found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        closed = _("The list is closed. Whoever has no record counts as absent.")
        messages.success(request, _("The list is open again.") if reopens else closed)
    return redirect("attendance:keep", uuid=uuid)
