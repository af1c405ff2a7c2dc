"""What a programme serves, under which numbers it is known, and how its territory is divided."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from hilo.programme import access
from hilo.programme.forms.parties import IdentifierForm
from hilo.programme.forms.tags import TagsForm
from hilo.programme.models import Programme
from hilo.programme.queries import plan
from hilo.programme.services import identifiers as numbers
from hilo.programme.services import tags as services
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send
from hilo.ui.tables import Column, Table


@show_or_send
def tags(request: HttpRequest, slug: str) -> HttpResponse:
    """The goals of the vocabularies that the programme serves, to tick."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    sent = request.POST if request.method == "POST" else None
    form = TagsForm(sent, programme=programme)
    if saved(request, form, lambda: services.set_tags(programme, form.chosen(), by=request.user)):
        return redirect("programme:programme", slug=slug)
    shown = frame(programme, "programme_tags", form=form)
    return render(request, "programme/keep/tags.html", shown)


@show_or_send
def identifiers(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers under which others know it; add one."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    form = IdentifierForm(request.POST or None)
    if saved(request, form, lambda: numbers.add(programme, by=request.user, **given(form))):
        return redirect("programme:programme_identifiers", slug=slug)
    shown = frame(programme, "programme_identifiers", form=form, table=numbers_table(programme))
    return render(request, "programme/keep/identifiers.html", shown)


def numbers_table(programme: Programme) -> Table:
    def removal(pk: int) -> str:
        address = reverse("programme:remove_identifier", args=[programme.slug, pk])
        return format_html('<a href="{}">{}</a>', address, _("Remove"))

    columns = (
        Column(
            "scheme",
            pgettext("identifier of a programme", "Given by"),
            lambda one: one.scheme,
            is_row_name=True,
        ),
        Column("value", _("Number"), lambda one: one.value),
        Column("do", _("What you can do"), lambda one: removal(one.pk)),
    )
    rows = list(programme.identifiers.all())
    return Table(rows=rows, columns=columns, caption=_("Numbers"), on_phone="cards")


@show_or_send
def remove_identifier(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a number off the record."""
    found = access.part_for(request.user, slug, "identifiers", pk=pk)
    back = reverse("programme:programme_identifiers", args=[slug])
    shown = frame(found.programme, "programme_identifiers", back=back)
    return asked_to_remove(request, found, lambda: numbers.remove(found, by=request.user), shown)


@require_safe
def regions(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme's own division of territory, and the ways to change it."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    make = f"{reverse('places:make')}?owner=programme:{programme.uuid}"
    shown = frame(programme, "programme_regions", table=regions_table(programme), make=make)
    return render(request, "programme/keep/regions.html", shown)


def regions_table(programme: Programme) -> Table:
    columns = (
        Column(
            "name",
            _("Region"),
            lambda one: one.name,
            href=lambda one: reverse("places:change", args=[one.slug]),
            is_row_name=True,
        ),
        Column("places", _("Places"), lambda one: one.held, is_numeric=True, decimals=0),
    )
    rows = list(plan.regions_of(programme).annotate(held=Count("places")))
    return Table(rows=rows, columns=columns, caption=_("Regions"))
