"""The pages of an indicator's numbers: its targets, its declared values, one value with its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core import storage
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.programme import access, tabs
from hilo.programme.forms.targets import TargetsForm
from hilo.programme.forms.values import WHOLE, ValueForm, key_of
from hilo.programme.models import Declaration, Indicator
from hilo.programme.queries import indicators as queries
from hilo.programme.rules.periods import Period
from hilo.programme.services import declarations as services
from hilo.programme.services import targets as target_services
from hilo.programme.services.declarations import HiloCounts
from hilo.programme.services.indicators import WORDS
from hilo.programme.showing import grids
from hilo.programme.showing import indicators as showing
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions
from hilo.programme.views import keeping
from hilo.programme.views.indicators import fields_of, frame
from hilo.programme.views.keeping import show_or_send
from hilo.ui import reader
from hilo.ui.tables import draw

# Targets.


@show_or_send
def targets(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All targets of an indicator on one page, saved in one go."""
    found = access.indicator_for(request.user, slug, code, to=access.EDIT)
    only = _asked(found, request.GET.get("region", ""))
    form: Any = None
    if request.method == "POST":
        form = TargetsForm(request.POST, indicator=found, only=only)

    def act() -> None:
        target_services.set_targets(found, form.aims(), expected=found.version, by=request.user)

    if form and keeping.saved(request, form, act):
        return redirect(request.get_full_path() if form.is_split or only else found)
    grid = fields_of(
        form,
        ("targets", found.pk, found.version, only, queries.today_of(found.programme)),
        lambda: TargetsForm(indicator=found, only=only),
        "programme/indicators/grid.html",
        lambda one: _grid(one, found),
    )
    shown = frame(found, here=_("Targets"), grid=grid, is_in_words=found.counting == WORDS)
    return render(request, "programme/indicators/targets.html", shown)


def _asked(indicator: Indicator, slug: str) -> str:
    """Which region alone is asked for, or the whole programme; nothing for all of them."""
    known = {one.slug for one in Divisions(indicator.programme).regions}
    return slug if slug in {*known, WHOLE[0]} else ""


def _grid(form: TargetsForm, indicator: Indicator) -> dict[str, Any]:
    """The grid, and, where one region is shown at a time, the way to the others."""
    here = reverse("programme:targets", args=[indicator.programme.slug, indicator.code])
    together = [] if form.is_split else [(_("All together"), here)]
    alone = [(WHOLE[1], WHOLE[0]), *((str(one), one.slug) for one in form.regions)]
    ways = [*together, *((label, f"{here}?region={slug}") for label, slug in alone)]
    asked = form.only or (WHOLE[0] if form.is_split else "")
    return {
        "form": form,
        "table": grids.grid_of(form),
        "ways": ways if form.regions else [],
        "place": f"{here}?region={asked}" if asked else here,
    }


# Declared values.


@show_or_send
def values(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What was declared and what is still to be declared; declare one more."""
    found = access.indicator_for(request.user, slug, code, to=access.EDIT)
    form: Any = None
    if request.method == "POST":
        form = ValueForm(request.POST, request.FILES, indicator=found)
    if form and form.is_valid() and keeping.done(form, lambda: _declare(request, form)):
        messages.success(request, _("The value is on record."))
        return redirect("programme:values", slug=slug, code=code)
    key = (found.pk, found.version, queries.today_of(found.programme))
    fields = fields_of(form, ("value", *key), lambda: _fresh(found))
    told = kept(("values", *key, *reader.eyes()), lambda: _values(found))
    shown = frame(found, here=_("Declared values"), fields=fields, **told)
    return render(request, "programme/indicators/values.html", shown)


def _fresh(indicator: Indicator) -> ValueForm:
    """An empty form, for the first period that waits for its value."""
    due = next(iter(_due(indicator)), None)
    return ValueForm(indicator=indicator, initial={"period": key_of(due)} if due else {})


def _values(indicator: Indicator) -> dict[str, Any]:
    """What was declared and what is still to be declared, written once for all who keep it."""
    rows, gone = queries.declared(indicator)
    table = showing.values_table(indicator, rows, is_insider=True, may_open=True)
    return {
        "table": replace(table, rows=range(len(table.rows)), drawn=draw(table)) if table else None,
        "gone": [_former(indicator, one) for one in gone],
        "due": [in_words(one) for one in _due(indicator)],
        "closed": str(HiloCounts()) if indicator.is_measured else "",
    }


def _due(indicator: Indicator) -> list[Period]:
    found = queries.due_in([indicator.programme])
    return next((list(one.periods) for one in found if one.indicator.pk == indicator.pk), [])


def _declare(request: HttpRequest, form: ValueForm) -> Declaration:
    told = {"by": request.user, "upload": form.cleaned_data.get("file")}
    if form.old is None:
        return services.declare(form.indicator, form.said(), **told)
    return services.correct(form.old, form.said(file=form.old.file), **told)


@show_or_send
def value(request: HttpRequest, slug: str, code: str, uuid: UUID) -> HttpResponse:
    """One declared value with its evidence; correct it, take it back, verify it."""
    found, one = value_for(request, slug, code, uuid)
    if request.method == "POST":
        access.indicator_for(request.user, slug, code, to=access.EDIT)
    form = ValueForm(request.POST or None, request.FILES or None, indicator=found, old=one)
    if form.is_valid() and keeping.done(form, lambda: _declare(request, form)):
        messages.success(request, _("Corrected. The old value stays on record."))
        return redirect("programme:values", slug=slug, code=code)
    return render(request, "programme/indicators/value.html", _value(found, one, form, request))


def _value(
    indicator: Indicator, one: Declaration, form: ValueForm, request: HttpRequest
) -> dict[str, Any]:
    programme, viewer = indicator.programme, request.user
    stands = one.replaced_at is None and programme.is_kept
    may_edit = stands and tabs.may_edit(viewer, programme)
    is_open = one.level != Declaration.Level.VERIFIED
    return frame(
        indicator,
        value=one,
        shown=showing.value_of(indicator, one),
        level=showing.level_of(one),
        title=in_words(Period(one.starts_on, one.ends_on)),
        here=_("One value"),
        about=showing.about(one, Divisions(programme)),
        form=form if may_edit and not indicator.is_measured else None,
        may_verify=may_edit and is_open and not services.is_own_to(one, viewer),
        is_own=may_edit and is_open and services.is_own_to(one, viewer),
    )


def _former(indicator: Indicator, one: Declaration) -> dict[str, Any]:
    return {
        "value": one,
        "shown": showing.value_of(indicator, one),
        "title": in_words(Period(one.starts_on, one.ends_on)),
    }


def value_for(
    request: HttpRequest, slug: str, code: str, uuid: UUID, *, to: str = access.RESULTS
) -> tuple[Indicator, Declaration]:
    """A declared value with its indicator, for those who see the programme's results, or for a verb."""
    found = access.indicator_for(request.user, slug, code, to=to)
    rows = Declaration.objects.select_related(
        "region", "by", "verified_by", "replaced_by", "file", "indicator__programme"
    )
    return found, get_object_or_404(rows, indicator=found, uuid=uuid)


@require_POST
def verify(request: HttpRequest, slug: str, code: str, uuid: UUID) -> HttpResponse:
    """Say that a value and its evidence hold."""
    _found, one = value_for(request, slug, code, uuid, to=access.VERIFY)
    return _done(request, one, services.verify, _("Verified."))


@require_POST
def take_back(request: HttpRequest, slug: str, code: str, uuid: UUID) -> HttpResponse:
    """Let a value count no longer."""
    _found, one = value_for(request, slug, code, uuid, to=access.EDIT)
    return _done(request, one, services.take_back, _("Taken back. It stays on record."))


def _done(request: HttpRequest, one: Declaration, act: Any, said: str) -> HttpResponse:
    try:
        act(one, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said)
    return redirect(showing.address_of(one.indicator, one))


@require_safe
def document(request: HttpRequest, slug: str, code: str, uuid: UUID) -> HttpResponseBase:
    """The document of a value, for those who see the programme's results."""
    _found, one = value_for(request, slug, code, uuid)
    if one.file is None:
        raise Http404
    return storage.send(one.file, request)
