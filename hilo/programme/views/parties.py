"""Who stands behind a programme, as those who keep it see and change it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.programme import access
from hilo.programme.forms.parties import PartyForm
from hilo.programme.models import Party, Programme
from hilo.programme.queries import plan
from hilo.programme.services import parties as services
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send
from hilo.ui.tables import Column, Table


@show_or_send
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who stands behind it; name one more."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    form = PartyForm(request.POST or None, viewer=request.user)
    if saved(request, form, lambda: services.add(programme, by=request.user, **given(form))):
        return redirect("programme:programme_parties", slug=slug)
    shown = frame(programme, "programme_parties", form=form, table=table_of(programme))
    return render(request, "programme/keep/parties.html", shown)


def table_of(programme: Programme) -> Table:
    def way(party: Party) -> str:
        return reverse("programme:change_party", args=[programme.slug, party.pk])

    columns = (
        Column("name", _("Name"), lambda one: one.name, href=way, is_row_name=True),
        Column("role", _("Role"), lambda one: one.get_role_display()),
        Column("organisation", _("In the directory"), lambda one: one.organisation or ""),
    )
    rows = plan.parties_with_organisations(programme)
    return Table(rows=rows, columns=columns, caption=_("Who stands behind it"), on_phone="cards")


@show_or_send
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct one of them."""
    party = access.part_for(request.user, slug, "parties", pk=pk)
    name = party.name
    form = PartyForm(request.POST or None, viewer=request.user, instance=party)
    if saved(request, form, lambda: _save(request, form)):
        return redirect("programme:programme_parties", slug=slug)
    shown = frame(
        party.programme,
        "programme_parties",
        form=form,
        thing=name,
        back=reverse("programme:programme_parties", args=[slug]),
        removal=reverse("programme:remove_party", args=[slug, pk]),
    )
    return render(request, "programme/keep/part.html", shown)


def _save(request: HttpRequest, form: PartyForm) -> None:
    row = Party.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody no longer stand behind it."""
    party = access.part_for(request.user, slug, "parties", pk=pk)
    shown = frame(
        party.programme,
        "programme_parties",
        back=reverse("programme:programme_parties", args=[slug]),
    )
    return asked_to_remove(
        request, party.name, lambda: services.remove(party, by=request.user), shown
    )
