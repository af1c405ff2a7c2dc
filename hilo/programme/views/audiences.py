"""For whom a programme is made, as those who keep it see and change it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.programme import access
from hilo.programme.forms.parties import AudienceForm, NewAudienceForm
from hilo.programme.models import Audience, Programme
from hilo.programme.services import audiences as services
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send
from hilo.ui.tables import Column, Table


@show_or_send
def audiences(request: HttpRequest, slug: str) -> HttpResponse:
    """Every audience with its target; add one more."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    form = NewAudienceForm(request.POST or None)
    if saved(request, form, lambda: services.add(programme, by=request.user, **given(form))):
        return redirect("programme:programme_audiences", slug=slug)
    shown = frame(programme, "programme_audiences", form=form, table=table_of(programme))
    return render(request, "programme/keep/audiences.html", shown)


def table_of(programme: Programme) -> Table:
    def way(audience: Audience) -> str:
        return reverse("programme:change_audience", args=[programme.slug, audience.uuid])

    columns = (
        Column("name", _("Name"), lambda one: one.name, href=way, is_row_name=True),
        Column("slug", _("Short name"), lambda one: one.slug),
        Column("target", _("Target"), lambda one: one.target, is_numeric=True, decimals=0),
    )
    rows = list(programme.audiences.all())
    return Table(rows=rows, columns=columns, caption=_("Audiences"), on_phone="cards")


@show_or_send
def change(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Correct the name or the target of an audience."""
    audience = access.part_for(request.user, slug, "audiences", uuid=uuid)
    name, form = audience.name, AudienceForm(request.POST or None, instance=audience)
    if saved(request, form, lambda: _save(request, form)):
        return redirect("programme:programme_audiences", slug=slug)
    removal = reverse("programme:remove_audience", args=[slug, uuid])
    shown = _frame(audience, form=form, thing=name, removal=removal)
    return render(request, "programme/keep/part.html", shown)


def _save(request: HttpRequest, form: AudienceForm) -> None:
    row = Audience.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


def _frame(audience: Audience, **more: Any) -> dict[str, Any]:
    programme = audience.programme
    back = reverse("programme:programme_audiences", args=[programme.slug])
    return frame(programme, "programme_audiences", back=back, **more)


@show_or_send
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take an audience off the record in which nobody ever took part."""
    audience = access.part_for(request.user, slug, "audiences", uuid=uuid)
    return asked_to_remove(
        request, audience.name, lambda: services.remove(audience, by=request.user), _frame(audience)
    )
