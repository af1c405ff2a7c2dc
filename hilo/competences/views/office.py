"""The list of competences, kept by coordinators: search, add, change, retire."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import Any

from django.contrib import messages
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.competences import access, services
from hilo.competences.forms import (
    CompetenceForm,
    CompetenceGroupForm,
    NewCompetenceForm,
    NewCompetenceGroupForm,
)
from hilo.competences.models import Competence, CompetenceGroup
from hilo.core import journal
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.people import access as people
from hilo.ui.components.words import ltr, state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.tables import Column

show_or_send = require_http_methods(["GET", "HEAD", "POST"])

IN_USE = {
    "current": pgettext_lazy("state of a competence", "In use"),
    "retired": pgettext_lazy("state of a competence", "Retired"),
}

TONES: dict[str, Any] = {"current": "ok", "retired": "wait"}


def names_of_groups(codes: Collection[str]) -> dict[str, str]:
    """The names of groups by code, in the reader's language."""
    return {one.code: str(one) for one in CompetenceGroup.objects.filter(code__in=codes)}


class CompetenceList(ListPage):
    """Every competence, retired ones too, to be found and changed."""

    title = gettext_lazy("Competences")
    lead = gettext_lazy(
        "What people learn, need and are certified for. Changes show everywhere at once."
    )
    layout = "ui/office.html"
    template_name = "competences/office/list.html"
    search_in = ("folded",)
    search_label = gettext_lazy("A word, in any of the four languages")
    sort = "place"
    on_phone = "cards"
    columns = (
        Column(
            "name",
            gettext_lazy("Competence"),
            lambda row: row.name,
            href=lambda row: reverse("competences:change", args=[row.code]),
            is_row_name=True,
        ),
        Column(
            "place",
            pgettext_lazy("of competences", "Group"),
            lambda row: row.group.name,
            is_sortable=True,
            order=("group__order", "group__code", "order", "code"),
        ),
        Column("code", gettext_lazy("Short name"), lambda row: ltr(row.code), is_sortable=True),
        Column(
            "state", gettext_lazy("State"), lambda row: state(IN_USE[row.shown], TONES[row.shown])
        ),
        Column("asked", gettext_lazy("Times rated"), lambda row: row.asked, is_numeric=True),
    )
    facets = (
        Facet(
            "group", pgettext_lazy("of competences", "Group"), "group__code", labels=names_of_groups
        ),
        Facet("state", gettext_lazy("State"), "shown", labels=IN_USE),
    )

    def permit(self) -> None:
        people.require(self.request.user, access.EDIT)

    def rows(self) -> QuerySet[Any]:
        shown = Case(
            When(Q(retired_at__isnull=True), then=Value("current")),
            default=Value("retired"),
            output_field=CharField(),
        )
        return access.visible_to(self.request.user).annotate(shown=shown)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("group").annotate(asked=Count("questions"))

    def bearing(self) -> Hashable:
        return "everything"


@show_or_send
def add(request: HttpRequest) -> HttpResponse:
    """A competence that the list lacks."""
    people.require(request.user, access.EDIT)
    form = NewCompetenceForm(request.POST or None)
    if form.is_valid() and (made := _done(form, _add, request)):
        messages.success(request, _("The competence is in the list."))
        return redirect(made)
    return render(request, "competences/office/add.html", {"form": form})


@show_or_send
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Name, description and place of a competence; a second editor is told what the first has changed."""
    found = access.competence_for(request.user, code, to=access.EDIT)
    name = found.name  # as it is, whatever the form sets on the row
    form = CompetenceForm(request.POST or None, instance=found)
    if form.is_valid() and _saved(form, services.change_competence, request):
        messages.success(request, _("Saved."))
        return redirect("competences:competence", code=code)
    shown = {
        "form": form,
        "name": name,
        "competence": found,
        "history": journal.history_of("competence", found.uuid, limit=5),
    }
    return render(request, "competences/office/change.html", shown)


@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """No longer offer a competence; what points to it stays."""
    found = access.competence_for(request.user, code, to=access.EDIT)
    services.retire(found, by=request.user)
    messages.info(request, _("Retired. Its page and its ratings stay; it is no longer offered."))
    return redirect("competences:change", code=code)


@require_POST
def take_up(request: HttpRequest, code: str) -> HttpResponse:
    """Offer a retired competence again."""
    found = access.competence_for(request.user, code, to=access.EDIT)
    services.take_up_again(found, by=request.user)
    messages.success(request, _("The competence is in use again."))
    return redirect("competences:change", code=code)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the list, with how many competences each holds."""
    people.require(request.user, access.EDIT)
    in_use = Count("competences", filter=Q(competences__retired_at__isnull=True))
    found = access.groups_visible_to(request.user).annotate(held=in_use)
    shown = {"groups": found.order_by("order", "code")}
    return render(request, "competences/office/groups.html", shown)


@show_or_send
def add_group(request: HttpRequest) -> HttpResponse:
    """A group that the list lacks."""
    people.require(request.user, access.EDIT)
    form = NewCompetenceGroupForm(request.POST or None)
    if form.is_valid() and _done(form, _add_group, request):
        messages.success(
            request, _("The group is in the list; it shows once a competence stands in it.")
        )
        return redirect("competences:groups")
    return render(request, "competences/office/group.html", {"form": form})


@show_or_send
def change_group(request: HttpRequest, code: str) -> HttpResponse:
    """Name and place of a group."""
    found = access.group_for(request.user, code, to=access.EDIT)
    name = found.name  # as it is, whatever the form sets on the row
    form = CompetenceGroupForm(request.POST or None, instance=found)
    if form.is_valid() and _saved(form, services.change_group, request):
        messages.success(request, _("Saved."))
        return redirect("competences:groups")
    return render(request, "competences/office/group.html", {"form": form, "name": name})


def _add(form: Any, by: Any) -> Competence:
    fields = {name: form.cleaned_data[name] for name in ("code", "group", "name", "about")}
    return services.add_competence(by=by, **fields)


def _add_group(form: Any, by: Any) -> CompetenceGroup:
    return services.add_group(code=form.cleaned_data["code"], name=form.cleaned_data["name"], by=by)


def _done(form: Any, verb: Callable[[Any, Any], Any], request: HttpRequest) -> Any:
    """What `verb` answers; None where it refuses, which then stands on the form."""
    try:
        return verb(form, request.user)
    except Problem as problem:
        problem.put_on(form)
        return None


def _saved(form: Any, verb: Callable[..., Any], request: HttpRequest) -> bool:
    """Save what `form` holds through `verb`; where somebody was faster, the form shows both."""
    row = type(form.instance).objects.get(pk=form.instance.pk)
    changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
    try:
        verb(row, by=request.user, expected=form.cleaned_data["version"], **changes)
    except Overtaken:
        form.overtaken()
        return False
    return True
