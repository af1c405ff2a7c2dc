"""The list of a session: the grid, the code and its screen, excuses, the sheet to sign, its scan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hilo.attendance import access, documents, grids, showing
from hilo.attendance.enums import ExcuseState, Way
from hilo.attendance.forms import EvidenceForm, ExcuseForm, ScanForm, WindowForm
from hilo.attendance.models import Excuse, Session
from hilo.attendance.queries import lists as queries
from hilo.attendance.rosters import title_of
from hilo.attendance.rules.codes import in_groups
from hilo.attendance.services import codes, evidence, excuses, lists
from hilo.attendance.views.keeping import done, show_or_send
from hilo.core import storage
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.storage import FileRefused
from hilo.notifications import links
from hilo.ui import reader

SIZE = 400  # people on one page: a browser sends two fields for each
WAYS = (Way.GRID, Way.PAPER)


@show_or_send
def grid(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mark who was there, quickly; a second keeper is told what the first has written."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    if session.is_cancelled:
        return redirect("attendance:keep", uuid=uuid)
    if request.method == "POST":
        return _sent(request, session)
    key = ("attendance list", session.pk, _first(request), *reader.eyes())
    shown = kept(key, lambda: _grid_page(session, _grid_of(request, session)))
    return render(request, "attendance/office/grid.html", {**shown, "session": session})


def _sent(request: HttpRequest, session: Session) -> HttpResponse:
    """Save the list; what stands in the way, or what another keeper wrote, is shown with what was typed."""
    shown, problem = _grid_of(request, session), None
    try:
        saved = _record(request, session, shown)
    except Problem as found:
        problem = found
    else:
        if not saved.differences:
            messages.success(request, _said(saved))
            return redirect(request.get_full_path())
        shown = _with_differences(session, shown, saved)
    page = _grid_page(session, shown, problem)
    return render(request, "attendance/office/grid.html", page, status=422)


def _grid_of(request: HttpRequest, session: Session) -> grids.Grid:
    """The list as it is now, with what was sent."""
    everybody = queries.people_on(session)
    people = everybody[_first(request) :][:SIZE]
    data = request.POST if request.method == "POST" else None
    return grids.Grid(session, _rows(session, people), data)


def _first(request: HttpRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _rows(session: Session, people: list[Any]) -> list[grids.Row]:
    presences, announced = queries.presences_at(session), queries.excuses_at(session)
    return [grids.Row(one, presences.get(one.pk), announced.get(one.pk)) for one in people]


def _record(request: HttpRequest, session: Session, shown: grids.Grid) -> lists.Kept:
    way = request.POST.get("way", "")
    return lists.record(
        session,
        shown.typed,
        seen=shown.seen,
        by=request.user,
        way=way if way in WAYS else Way.GRID,
        reason=request.POST.get("reason", "").replace("\0", "")[:300],
    )


def _said(saved: lists.Kept) -> str:
    count = len(saved.recorded) + len(saved.corrected)
    if not count:
        return _("Nothing was changed.")
    said = ngettext("%(count)s person recorded.", "%(count)s people recorded.", count)
    return said % {"count": count}


def _with_differences(session: Session, shown: grids.Grid, saved: lists.Kept) -> grids.Grid:
    """The list as it is after saving, with what the keeper must decide."""
    rows = _rows(session, [row.person for row in shown.rows])
    return grids.Grid(session, rows, shown.data, saved.differences)


def _grid_page(
    session: Session, shown: grids.Grid, problem: Problem | None = None
) -> dict[str, Any]:
    """What the page of a list shows."""
    total = queries.count_on(session)
    data = shown.data or {}
    return {
        "session": session,
        "roster": title_of(*session.roster),
        "rows": shown.rows,
        "drawn": grids.draw(shown),
        "seen": grids.seen_of(shown.rows),
        "problem": problem,
        "differences": [row.person for row in shown.rows if row.person.pk in shown.differences],
        "reason": data.get("reason", ""),
        "way": data.get("way", Way.GRID),
        "ways": [(way.value, way.label) for way in WAYS],
        "parts": range(0, total, SIZE) if total > SIZE else (),
        "size": SIZE,
    }


@require_POST
def code(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the code for a while, or close it."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    if "close" in request.POST:
        codes.close_code(session, by=request.user)
        messages.info(request, _("The code is closed."))
        return redirect("attendance:keep", uuid=uuid)
    form = WindowForm(request.POST)
    minutes = form.cleaned_data["minutes"] if form.is_valid() else 0
    try:
        codes.open_code(session, by=request.user, minutes=minutes)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("attendance:keep", uuid=uuid)
    return redirect("attendance:screen", uuid=uuid)


@never_cache
@require_safe
def screen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The code, large, for the wall of the room; it counts down and renews itself."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    address = links.absolute(reverse("attendance:here"))
    people = queries.count_on(session)
    counts = queries.counts_at(session)
    shown = {
        "session": session,
        "code": in_groups(session.code),
        "address": address,
        "short": address.partition("://")[2],
        "qr": _qr(f"{address}?code={session.code}") if session.takes_code else "",
        "there": counts["present"] + counts["partial"],
        "expected": people,
    }
    return render(request, "attendance/office/screen.html", shown)


def _qr(address: str) -> str:
    """A QR code as SVG; dark on light in both schemes, so that phones read it."""
    made = segno.make(address, error="m")
    return mark_safe(made.svg_inline(scale=6, border=2, dark="#000", light="#fff", omitsize=True))


@show_or_send
def decide(request: HttpRequest, uuid: UUID, excuse: UUID) -> HttpResponse:
    """Accept an announced absence, or not."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    rows = Excuse.objects.select_related("person", "session")
    found = get_object_or_404(rows, session=session, uuid=excuse)
    form = ExcuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_accepted = "accept" in request.POST
        answer = form.cleaned_data["answer"]
        if done(form, lambda: _decided(found, is_accepted, answer, request.user)):
            messages.success(request, _("Decided. The person hears of it."))
            return redirect("attendance:keep", uuid=uuid)
    shown = {
        "session": session,
        "excuse": found,
        "form": form,
        "is_open": found.state == ExcuseState.ANNOUNCED,
    }
    return render(request, "attendance/office/excuse.html", shown)


def _decided(excuse: Excuse, is_accepted: bool, answer: str, by: Any) -> Excuse:
    return excuses.decide(excuse, is_accepted=is_accepted, answer=answer, by=by)


@require_safe
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet to sign, as a page that prints well."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    return render(request, "attendance/paper.html", {"sheet": documents.sheet_of(session)})


@require_safe
def sheet_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet to sign, as PDF on the reader's paper."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    content = documents.pdf_of(documents.sheet_of(session))
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"sheet-{session.local_start:%Y-%m-%d}-{session.sheet_code}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@show_or_send
def keep_evidence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the scan of the signed sheet with its session."""
    session = access.session_for(request.user, uuid, to=access.KEEP)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _keep(request, session, form):
        return redirect("attendance:keep", uuid=uuid)
    shown = {"session": session, "form": form, "facts": showing.facts_of(session)}
    return render(request, "attendance/office/evidence.html", shown)


@show_or_send
def scan(request: HttpRequest) -> HttpResponse:
    """Keep the scan of a sheet by the code at its foot: its session is found."""
    access.require_somewhere(request.user, access.KEEP)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        mine = access.sessions_kept_by(request.user)
        typed = form.cleaned_data["sheet_code"]
        session = done(form, lambda: evidence.session_of_sheet(typed, mine))
        if session and _keep(request, session, form):
            return redirect("attendance:keep", uuid=session.uuid)
    return render(request, "attendance/office/scan.html", {"form": form})


def _keep(request: HttpRequest, session: Session, form: Any) -> bool:
    given = form.cleaned_data
    try:
        evidence.keep(session, given["file"], by=request.user, note=given["note"])
    except FileRefused as problem:
        form.add_error("file", str(problem))
        return False
    messages.success(request, _("Kept with the session."))
    return True


@require_safe
def evidence_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The scan, for whoever keeps the list."""
    return storage.send(access.evidence_for(request.user, uuid).file, request)


@require_POST
def remove_evidence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a scan away, such as that of another session."""
    found = access.evidence_for(request.user, uuid)
    evidence.remove(found, by=request.user)
    messages.info(request, _("Removed."))
    return redirect("attendance:keep", uuid=found.session.uuid)
