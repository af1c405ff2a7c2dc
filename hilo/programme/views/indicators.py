"""The pages of indicators: the list, the sheet of one, and what their keepers do: add, change, order, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core import markdown
from hilo.core.access import open_to_all
from hilo.core.journal import history_of
from hilo.core.keeping import kept
from hilo.core.registries import thread_of
from hilo.people import access as people
from hilo.programme import access, tabs
from hilo.programme.forms.indicators import IndicatorForm, NewIndicatorForm, OrderForm
from hilo.programme.models import Indicator, Programme
from hilo.programme.queries import indicators as queries
from hilo.programme.services import indicators as services
from hilo.programme.showing import course
from hilo.programme.showing import indicators as showing
from hilo.programme.showing.periods import in_words
from hilo.programme.views import keeping
from hilo.programme.views.keeping import show_or_send
from hilo.ui import reader, saving

MOST_HISTORY = 12


@open_to_all
@require_safe
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """Every indicator of the programme that the reader may know of, by result."""
    programme = access.programme_for(request.user, slug)
    told = _kept_for(request, programme, "indicators", lambda: _list(programme, request.user))
    return render(request, "programme/indicators/page.html", {"programme": programme, "told": told})


def _list(programme: Programme, viewer: Any) -> dict[str, Any]:
    rows = access.indicators_visible_to(viewer).filter(programme=programme)
    found = list(rows.select_related("result", "owner"))
    may_edit = tabs.may_edit(viewer, programme)
    return {
        "template": "list.html",
        "tables": showing.by_result(programme, found),
        "may_edit": may_edit,
        "is_kept": programme.is_kept,
        "due": _due(programme) if may_edit and programme.is_kept else [],
    }


def _due(programme: Programme) -> list[dict[str, Any]]:
    """What is still to be declared: each indicator with its periods, and the way to declare them."""
    return [
        {
            "indicator": one.indicator,
            "periods": ", ".join(in_words(period) for period in one.periods),
            "href": reverse("programme:values", args=[programme.slug, one.indicator.code]),
        }
        for one in queries.due_in([programme])
    ]


@open_to_all
@require_safe
def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The sheet of one indicator: everything that a reader needs to trust its number."""
    found = access.indicator_for(request.user, slug, code)
    name = f"indicator {found.pk}"
    told = _kept_for(request, found.programme, name, lambda: _sheet(found, request.user))
    number = showing.number_of(found)
    shown = {"programme": found.programme, "indicator": found, "number": number, "told": told}
    return render(request, "programme/indicators/page.html", shown)


def _sheet(indicator: Indicator, viewer: Any) -> dict[str, Any]:
    programme = indicator.programme
    is_insider = access.sees_results(viewer, programme)
    rows, _gone = queries.declared(indicator)
    values = showing.values_table(indicator, rows, is_insider=is_insider, may_open=is_insider)
    definition = indicator.definition.shown()
    back, forth = thread_of("indicator", indicator, viewer)
    return {
        "template": "sheet.html",
        "indicator": indicator,
        "kind": showing.kind_of(indicator),
        "origin": showing.origin_of(indicator),
        "counted": showing.COUNTED[indicator.counting],
        "definition": definition,
        "definition_html": markdown.render(definition.value, top=3),
        "texts": _texts(indicator),
        "back": back,
        "forth": forth,
        "facts": [pair for pair in showing.facts_of(indicator) if pair[1]],
        "measured": showing.measured_in_words(indicator),
        "results": tabs.address("dashboard", programme.slug) if indicator.is_measured else "",
        "targets": showing.targets_table(indicator, queries.targets_of(indicator)),
        "values": values,
        "may_edit": tabs.may_edit(viewer, programme) and programme.is_kept,
        "history": history_of("indicator", indicator.uuid, limit=MOST_HISTORY)
        if is_insider
        else [],
    } | course.of(indicator, is_insider=is_insider)


def _texts(indicator: Indicator) -> list[tuple[Any, Any]]:
    """Why it is counted, from which source and by which method, as far as somebody wrote it."""
    named = ((_("Why it is counted"), "why"), (_("Source"), "source"), (_("Method"), "method"))
    return [(label, getattr(indicator, name)) for label, name in named if getattr(indicator, name)]


def _kept_for(request: HttpRequest, programme: Programme, name: str, make: Any) -> str:
    """A page below its breadcrumb, written once for all who may see and do the same."""
    viewer = request.user
    rights = (tabs.sees_results(viewer, programme), tabs.may_edit(viewer, programme))
    key = (name, programme.pk, people.is_account(viewer), rights, *reader.eyes())

    def told() -> str:
        shown = make()
        ways = tabs.public(programme, viewer)
        current = tabs.address("indicators", programme.slug)
        shown |= {"programme": programme, "tabs": ways, "current": current}
        return render_to_string(f"programme/indicators/{shown['template']}", shown, request)

    return kept(key, told)


# Those who keep them.


def frame(indicator: Indicator, **more: Any) -> dict[str, Any]:
    """What every page of the keepers of an indicator has: its programme, its name, the way back."""
    return {
        "programme": indicator.programme,
        "indicator": indicator,
        "kind": showing.kind_of(indicator),
        "number": showing.number_of(indicator),
        "list": reverse("programme:indicators", args=[indicator.programme.slug]),
        "sheet": indicator.get_absolute_url(),
        **more,
    }


@show_or_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an indicator on record: what, which unit, how it is counted, and by whom."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    made: list[Indicator] = []

    def add() -> None:
        made.append(services.add(programme, by=request.user, **form.given()))

    form: Any = None
    if request.method == "POST":
        form = NewIndicatorForm(request.POST, programme=programme)
    if form and form.is_valid() and keeping.done(form, add):
        messages.success(
            request, _("The indicator is on record. Now say what makes it trustworthy.")
        )
        return redirect("programme:edit_indicator", slug=slug, code=made[0].code)
    back = reverse("programme:indicators", args=[slug])
    key = ("new indicator", programme.pk)
    fields = fields_of(form, key, lambda: NewIndicatorForm(programme=programme))
    shown = {"programme": programme, "fields": fields, "list": back}
    return render(request, "programme/indicators/new.html", shown)


def fields_of(
    form: Any,
    key: tuple[Any, ...],
    fresh: Callable[[], Any],
    template: str = saving.FIELDS,
    dressed: Callable[[Any], dict[str, Any]] = lambda form: {"form": form},
) -> str:
    """The fields of a form with what was typed, or, written once for everybody, as they stand now."""
    if form is not None:
        return render_to_string(template, dressed(form))
    return kept((*key, *reader.eyes()), lambda: render_to_string(template, dressed(fresh())))


@show_or_send
def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Write all of an indicator."""
    found = access.indicator_for(request.user, slug, code, to=access.EDIT)
    measures = (found.measure, found.of_measure)
    form: Any = None
    if request.method == "POST":
        form = IndicatorForm(request.POST, instance=found, programme=found.programme)
    if form and form.is_valid() and keeping.done(form, lambda: _change(request, form)):
        saved = Indicator.objects.select_related("programme").get(pk=found.pk)
        if (saved.measure, saved.of_measure) != measures:
            messages.success(
                request, _("Saved. Now choose what of it is counted, and how it is split.")
            )
            return redirect("programme:edit_indicator", slug=slug, code=saved.code)
        messages.success(request, _("Saved."))
        return redirect(saved)
    fields = fields_of(
        form,
        ("fields of an indicator", found.pk, found.version),
        lambda: IndicatorForm(instance=found, programme=found.programme),
    )
    # A form that was sent has written what was typed into its row.
    stands = Indicator.objects.select_related("programme").get(pk=found.pk) if form else found
    return render(
        request, "programme/indicators/edit.html", frame(stands, fields=fields, here=_("Change it"))
    )


def _change(request: HttpRequest, form: IndicatorForm) -> None:
    row = Indicator.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **form.given())


@show_or_send
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take an indicator off the record, unless something rests on it."""
    found = access.indicator_for(request.user, slug, code, to=access.EDIT)
    shown = keeping.frame(
        found.programme, "indicators", back=reverse("programme:indicators", args=[slug])
    )
    return keeping.asked_to_remove(
        request, found, lambda: services.remove(found, by=request.user), shown
    )


@show_or_send
def order(request: HttpRequest, slug: str) -> HttpResponse:
    """Say in which order the indicators stand."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    form = OrderForm(request.POST or None, indicators=programme.indicators.all())
    if keeping.saved(
        request, form, lambda: services.order(programme, form.codes(), by=request.user)
    ):
        return redirect("programme:indicators", slug=slug)
    back = reverse("programme:indicators", args=[slug])
    shown = {"programme": programme, "form": form, "list": back}
    return render(request, "programme/indicators/order.html", shown)
