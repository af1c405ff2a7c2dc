"""The office of programmes: the list, a new one, its page, its state, everything of it as one file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core import journal
from hilo.core.problems import Problem
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.programme import access, whole
from hilo.programme.forms.programmes import ArchiveForm, NewProgrammeForm, ProgrammeForm
from hilo.programme.models import Programme, state_tone
from hilo.programme.services import programmes as services
from hilo.programme.sheets import OF_A_PROGRAMME
from hilo.programme.views.keeping import (
    done,
    frame,
    given,
    saved,
    sheet_address,
    show_or_send,
)
from hilo.programme.words import money_of, state_of, time_of
from hilo.ui.components.words import state
from hilo.ui.tables import Column, Table

LINES_OF_HISTORY = 12


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that the reader keeps, those being prepared and archived too."""
    scopes = people.require_anywhere(request.user, access.EDIT)
    shown = {"table": table_of(rows_of(scopes)), "may_add": scopes.is_everywhere}
    return render(request, "programme/office/programmes.html", shown)


def rows_of(scopes: Scopes) -> QuerySet[Programme]:
    where = Q() if scopes.is_everywhere else Q(uuid__in=scopes.of_kind("programme"))
    joined = Q(participations__left_at__isnull=True)
    people_of = Count("participations__person", filter=joined, distinct=True)
    return Programme.objects.filter(where).annotate(people=people_of)


def table_of(rows: QuerySet[Programme]) -> Table:
    """One line for each programme, leading to where it is kept."""
    columns = (
        Column("name", _("Programme"), lambda one: one, href=_keep, is_row_name=True),
        Column("state", _("State"), lambda one: state(state_of(one), state_tone(one))),
        Column("time", _("Time"), time_of),
        Column("money", _("Money"), money_of),
        Column("people", _("On record"), lambda one: one.people, is_numeric=True, decimals=0),
    )
    return Table(rows=list(rows), columns=columns, caption=_("Programmes"), on_phone="cards")


def _keep(programme: Programme) -> str:
    return reverse("programme:edit_programme", args=[programme.slug])


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Put a programme on record; strangers do not know of it before it is opened."""
    people.require(request.user, access.EDIT)
    form = NewProgrammeForm(request.POST or None)
    if form.is_valid() and done(form, lambda: services.draft(by=request.user, **given(form))):
        messages.success(request, _("It is on record. Strangers find it once it is opened."))
        return redirect("programme:programme_parties", slug=form.cleaned_data["slug"])
    return render(request, "programme/office/new.html", {"form": form})


@show_or_send
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the page of a programme."""
    found = access.programme_for(request.user, slug, to=access.EDIT)
    form = ProgrammeForm(request.POST or None, instance=found)
    if request.method == "POST" and saved(request, form, lambda: _save(request, form)):
        return redirect("programme:programme", slug=slug)
    kept = Programme.objects.get(pk=found.pk) if form.is_bound else found
    return render(request, "programme/keep/page.html", frame(kept, "edit_programme", form=form))


def _save(request: HttpRequest, form: ProgrammeForm) -> None:
    row = Programme.objects.get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


# States.


@require_safe
def state_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a programme stands, what can be done with it now, and what was done."""
    found = access.programme_for(request.user, slug, to=access.EDIT)
    history = journal.history_of("programme", found.uuid, limit=LINES_OF_HISTORY)
    shown = frame(found, "programme_state", turns=turns_of(found), history=history)
    shown["sheets"] = sheets_of(found) if found.is_kept else []
    return render(request, "programme/keep/state.html", shown)


def sheets_of(programme: Programme) -> list[tuple[str, str]]:
    """The spreadsheets in which what belongs to a programme is written, each with its address."""
    return [(kind(programme).title, sheet_address(programme, kind.name)) for kind in OF_A_PROGRAMME]


@show_or_send
def turn(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Ask whether a programme shall be opened, closed, archived or taken out of the archive; do it."""
    found = access.programme_for(request.user, slug, to=access.EDIT)
    if verb not in TURNS:
        raise Http404
    form = ArchiveForm(request.POST or None) if verb == "archive" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _turned(request, found, verb, given(form) if form else {})
    shown = frame(found, "programme_state", form=form, turn=turn_of(found, verb))
    return render(request, "programme/keep/turn.html", shown)


def _turned(
    request: HttpRequest, programme: Programme, verb: str, more: dict[str, Any]
) -> HttpResponse:
    try:
        TURNS[verb](programme, by=request.user, **more)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, state_of(programme))
    return redirect("programme:programme_state", slug=programme.slug)


TURNS = {
    "open": services.open_programme,
    "close": services.close,
    "archive": services.archive,
    "unarchive": services.unarchive,
}


def turns_of(programme: Programme) -> list[dict[str, Any]]:
    """What can be done with the programme now."""
    return [turn_of(programme, verb) for verb in TURNS if programme.can(verb)]


def turn_of(programme: Programme, verb: str) -> dict[str, Any]:
    """One thing that can be done: its name, the question, what follows from it, its address."""
    name, question, what = words_of(programme)[verb]
    href = reverse("programme:turn_programme", args=[programme.slug, verb])
    facts = {"verb": verb, "name": name, "question": question, "what": what, "href": href}
    look = "danger" if verb == "close" else "main"
    return facts | {"look": look, "is_possible": programme.can(verb)}


def words_of(programme: Programme) -> dict[str, tuple[str, str, str]]:
    again = programme.state == Programme.State.CLOSED
    return {
        "open": (
            _("Open it again") if again else _("Open the programme"),
            _("Open this programme?"),
            _("Everybody finds its page, and people can be taken in."),
        ),
        "close": (
            _("Close the programme"),
            _("Close this programme?"),
            _("It has ended. Its page stays, and its numbers can still be corrected."),
        ),
        "archive": (
            _("Archive the programme"),
            _("Archive this programme?"),
            _("Its page stays as it is: nothing of it can be changed while it is in the archive."),
        ),
        "unarchive": (
            _("Take it out of the archive"),
            _("Take this programme out of the archive?"),
            _("It is closed then, and can be corrected again."),
        ),
    }


@require_safe
def everything(request: HttpRequest, slug: str) -> FileResponse:
    """Everything that belongs to a programme in one file: each table as JSON and as CSV."""
    found = access.programme_for(request.user, slug, to=access.EDIT)
    return FileResponse(
        whole.written(found, request.user), as_attachment=True, filename=whole.name_of(found)
    )
