"""The list of published criteria, as coordinators of the installation keep it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core.models import Overtaken
from hilo.network import access
from hilo.network.enums import ClusterKind, OrganisationKind
from hilo.network.forms.review import WORDS, CriterionForm, NewCriterionForm
from hilo.network.models import Criterion
from hilo.network.services import criteria as services
from hilo.people import access as people
from hilo.ui.addresses import address_of
from hilo.ui.components.words import text
from hilo.ui.tables import Column, Table

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """Every criterion in force."""
    people.require(request.user, access.CONFIGURE)
    return render(request, "network/review/office_criteria.html", {"table": _table()})


def _table() -> Table:
    columns = (
        Column(
            "name",
            _("Condition"),
            lambda one: text(one.name),
            href=lambda one: address_of("network:change_criterion", one.uuid),
            is_row_name=True,
        ),
        Column("subject", _("For"), lambda one: one.get_subject_display()),
        Column("kind", _("Kind"), kind_of),
        Column("counted", _("What is counted"), lambda one: WORDS.get(one.check_name, "")),
        Column("least", _("At least"), lambda one: one.threshold or "", is_numeric=True),
    )
    rows = list(Criterion.objects.in_force())
    return Table(rows=rows, columns=columns, caption=_("Criteria"), on_phone="cards")


def kind_of(criterion: Criterion) -> Any:
    """The kind for which a criterion holds, in words."""
    labels = {**dict(OrganisationKind.choices), **dict(ClusterKind.choices)}
    return labels.get(criterion.of_kind, _("every kind"))


@show_or_send
def add(request: HttpRequest) -> HttpResponse:
    """Publish one more."""
    people.require(request.user, access.CONFIGURE)
    form = NewCriterionForm(request.POST or None)
    if form.is_valid():
        services.add(by=request.user, **told(form))
        messages.success(request, _("Published."))
        return redirect("network:office_criteria")
    return render(request, "network/review/criterion.html", {"form": form})


@show_or_send
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change one; pages that are listed stay listed."""
    people.require(request.user, access.CONFIGURE)
    found = get_object_or_404(Criterion.objects.in_force(), uuid=uuid)
    form = CriterionForm(request.POST or None, instance=found)
    if form.is_valid() and _save(request, form):
        messages.success(request, _("Saved."))
        return redirect("network:office_criteria")
    context = {"form": form, "criterion": Criterion.objects.get(pk=found.pk)}
    return render(request, "network/review/criterion.html", context)


def _save(request: HttpRequest, form: CriterionForm) -> bool:
    row = Criterion.objects.get(pk=form.instance.pk)
    try:
        services.change(row, expected=form.cleaned_data["version"], by=request.user, **told(form))
    except Overtaken:
        form.overtaken()
        return False
    return True


def told(form: CriterionForm) -> dict[str, Any]:
    """What the form says, by field of `Criterion`."""
    return {name: form.cleaned_data[name] for name in form.Meta.fields}


@require_POST
def retire(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for it no longer."""
    people.require(request.user, access.CONFIGURE)
    services.retire(get_object_or_404(Criterion, uuid=uuid), by=request.user)
    messages.success(request, _("Retired. What was found of it stays on record."))
    return redirect("network:office_criteria")
