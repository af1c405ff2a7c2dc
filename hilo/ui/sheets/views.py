"""A sheet, page by page: take it home, send it, look at each row, take the good ones, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from babel.lists import format_list
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core import storage
from hilo.core.access import Refused
from hilo.core.keeping import kept
from hilo.core.models import Batch, Job
from hilo.core.problems import Problem
from hilo.core.sheets import Scope, Sheet, access, blanks, services, work, writing
from hilo.core.sheets.batches import MovedOn, scope_of, sheet_of
from hilo.ui import reader
from hilo.ui.numerals import figure
from hilo.ui.sheets import showing
from hilo.ui.sheets.addresses import query_of
from hilo.ui.sheets.forms import SendForm

PER_PAGE = 50
LATEST = 10
UNDER_WAY = (Batch.State.DRAFT, Batch.State.APPLYING, Batch.State.UNDOING)


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet that the reader may use."""
    offered = access.offered_to(request.user)
    if not offered:
        sentence = _("Sheets are for those who coordinate. Ask a coordinator if you need one.")
        raise access.way_in(request.user) or Refused(sentence)
    told = kept(
        ("sheets", tuple(offered), *reader.eyes()),
        lambda: render_to_string("ui/sheets/listed.html", showing.gathered(request.user)),
    )
    return render(request, "ui/sheets/list.html", {"told": told})


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """What a sheet is for, its template and its data, and the place to send it."""
    scope = _scope(request)
    found = access.sheet_for(request.user, name, scope)
    is_sent = request.method == "POST"
    form = SendForm(request.POST, request.FILES) if is_sent else SendForm()
    if is_sent and form.is_valid():
        try:
            return redirect(_receive(request, found, scope, form.cleaned_data["file"]))
        except Problem as problem:
            problem.field = problem.field or "file"
            problem.put_on(form)
    return render(request, "ui/sheets/sheet.html", _about(found, scope, form))


def _receive(request: HttpRequest, found: Sheet, scope: Scope, file: Any) -> str:
    """Keep the file and give each row its verdict; answers the page that shows them."""
    language = get_language() or "en"
    batch = services.read(found, file, by=request.user, scope=scope, language=language[:2])
    url = reverse("ui:batch", args=[batch.uuid])
    work.begin_dry_run(batch, by=request.user, url=url)
    return url


def _about(found: Sheet, scope: Scope, form: SendForm) -> dict[str, Any]:
    return {
        "sheet": found,
        "form": form,
        "scope_query": query_of(scope),
        "erase": _(blanks.WORD),
        "required": format_list(
            [str(column.label) for column in found.writable if column.is_required],
            locale=_language(),
        ),
        "erasable": bool(found.erasable),
        "columns": [column for column in found.writable if column.hint],
        "batches": access.batches_of(found, scope)[:LATEST],
        "tones": showing.TONES,
    }


def _scope(request: HttpRequest) -> Scope:
    return Scope.read(request.GET.get("scope", ""))


@require_safe
def template(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """An empty sheet to fill in."""
    scope = _scope(request)
    found = access.sheet_for(request.user, name, scope)
    made = writing.template(found, language=_language(), form=_form(form), scope=scope)
    return _hand_out(made)


@require_safe
def data(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """What is here now, as a sheet that comes back."""
    scope = _scope(request)
    found = access.sheet_for(request.user, name, scope)
    return _hand_out(writing.export(found, language=_language(), form=_form(form), scope=scope))


@require_safe
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A batch: how far its work has come, or its rows and what can be done with them."""
    found = access.batch_for(request.user, uuid)
    if found.state in UNDER_WAY:
        return _show_work(request, found)
    chosen = request.GET.get("only", "")
    rows = Paginator(showing.narrowed(found, chosen), PER_PAGE).get_page(request.GET.get("page"))
    its_sheet = sheet_of(found)
    context = {
        "batch": found,
        "sheet": its_sheet,
        "scope_query": query_of(scope_of(found)),
        "chips": showing.chips(found, chosen),
        "rows": rows,
        "table": showing.kept_table(rows.object_list, found, its_sheet, (chosen, rows.number)),
        "notes": showing.notes_of(found),
        "facts": showing.facts_of(found),
        "tone": showing.TONES.get(Batch.State(found.state), ""),
        **_ways_on(found),
    }
    return render(request, "ui/sheets/batch.html", context)


def _ways_on(found: Batch) -> dict[str, Any]:
    """What the buttons of a batch say, and which of them there are."""
    good = found.counts.get("good", 0)
    sure = good - found.counts.get("warned_good", 0)
    bad = (
        found.counts.get("error", 0) + found.counts.get("gone", 0) + found.counts.get("refused", 0)
    )
    take = ngettext("Take over %(count)s good row", "Take over the %(count)s good rows", good)
    only = ngettext(
        "Take only the %(count)s row without a remark",
        "Take only the %(count)s rows without a remark",
        sure,
    )
    back = ngettext("Download %(count)s row to correct", "Download %(count)s rows to correct", bad)
    is_open = found.state == Batch.State.CHECKED
    taken = found.counts.get("taken", 0) + found.counts.get("kept", 0)
    return {
        "good": good,
        "bad": bad,
        "take": take % {"count": figure(good)} if is_open and good else "",
        "take_sure": only % {"count": figure(sure)} if is_open and 0 < sure < good else "",
        "back": back % {"count": figure(bad)} if bad else "",
        "can_undo": bool(taken) and found.state in (Batch.State.APPLIED, Batch.State.PARTLY_UNDONE),
    }


def _show_work(request: HttpRequest, found: Batch) -> HttpResponse:
    job = Job.objects.filter(uuid=found.job).first() if found.job else None
    stands_still = job is None or job.is_finished
    context = {
        "batch": found,
        "sheet": sheet_of(found),
        "scope_query": query_of(scope_of(found)),
        "job": job,
        "stands_still": stands_still,
    }
    return render(request, "ui/sheets/work.html", context)


@require_POST
def take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over the good rows; a second click finds it done and is shown the same page."""
    found = access.batch_for(request.user, uuid)
    url = reverse("ui:batch", args=[found.uuid])
    takes_warned = request.POST.get("which") != "sure"
    try:
        work.begin_apply(found, by=request.user, takes_warned=takes_warned, url=url)
        _tell_taken(request, found)
    except MovedOn as moved:
        messages.info(request, str(moved))
    return redirect(url)


def _tell_taken(request: HttpRequest, found: Batch) -> None:
    found.refresh_from_db()
    if found.state == Batch.State.APPLIED:
        count = found.counts["taken"]
        said = ngettext("%(count)s row was taken over.", "%(count)s rows were taken over.", count)
        messages.success(request, said % {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What undoing would do, and the button that does it."""
    found = access.batch_for(request.user, uuid)
    url = reverse("ui:batch", args=[found.uuid])
    if request.method == "POST":
        try:
            work.begin_undo(found, by=request.user, url=url)
        except MovedOn as moved:
            messages.info(request, str(moved))
        return redirect(url)
    if found.state not in (Batch.State.APPLIED, Batch.State.PARTLY_UNDONE):
        return redirect(url)
    context = {
        "batch": found,
        "sheet": sheet_of(found),
        "scope_query": query_of(scope_of(found)),
        **showing.undoing(found),
    }
    return render(request, "ui/sheets/undo.html", context)


@require_POST
def go_on(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Order again work that stopped half done."""
    found = access.batch_for(request.user, uuid)
    url = reverse("ui:batch", args=[found.uuid])
    job = Job.objects.filter(uuid=found.job).first() if found.job else None
    if found.state in UNDER_WAY and (job is None or job.is_finished):
        work.go_on(found, by=request.user, url=url)
    return redirect(url)


@require_safe
def to_correct(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The rows that were not understood, with what is wrong beside each."""
    found = access.batch_for(request.user, uuid)
    if not found.rows.bad().exists():
        raise Http404
    return _hand_out(writing.bad_rows(found, language=_language(), form=_form(form)))


@require_safe
def original(request: HttpRequest, uuid: UUID) -> FileResponse:
    """The file as it was sent."""
    found = access.batch_for(request.user, uuid)
    if found.file is None:
        raise Http404
    return storage.send(found.file, request)


def _form(form: str) -> str:
    if form not in writing.FORMATS:
        raise Http404
    return form


def _language() -> str:
    return (get_language() or "en")[:2]


def _hand_out(made: writing.Download) -> HttpResponse:
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(True, made.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
