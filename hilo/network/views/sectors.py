"""Sectors: for everybody to look at, and for coordinators to keep."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core import journal, registries
from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.tasks import start
from hilo.network import access, tasks
from hilo.network.forms.sectors import NewSectorForm, SectorForm
from hilo.network.models import Sector
from hilo.network.queries import sectors as queries
from hilo.network.rules.asking import Asked
from hilo.network.services import sectors as services
from hilo.network.showing import entries
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.lists import Entry
from hilo.ui.numerals import figure

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
LINES_OF_HISTORY = 10


@open_to_all
@kept_for_strangers(minutes=10)
@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    """All sectors that can be chosen, with how many stand under each."""
    about = (people.is_account(request.user), *reader.eyes())
    shown = kept(("sectors", *about), lambda: all_sectors(request.user))
    return render(request, "network/sectors.html", {"entries": shown})


def all_sectors(viewer: Any) -> list[Entry]:
    counts = queries.counts(viewer)
    return [
        Entry(
            title=str(one.name),
            href=one.get_absolute_url(),
            kind=in_words(counts.get(one.slug, 0)),
            where=str(one.about),
        )
        for one in Sector.objects.current()
    ]


def in_words(count: int) -> str:
    if not count:
        return _("Nobody yet")
    words = ngettext("%(count)s in the directory", "%(count)s in the directory", count)
    return words % {"count": figure(count, 0)}


@open_to_all
@kept_for_strangers(minutes=10)
@require_safe
def sector(request: HttpRequest, slug: str) -> HttpResponse:
    """One sector: what it is, its classes, who is there, what others show of it."""
    found = queries.sector_for(slug)
    about = (found.pk, people.is_account(request.user), *reader.eyes())
    may_keep = people.can(request.user, access.CONFIGURE)
    back, forth = registries.thread_of("sector", found, request.user)
    context = {
        "sector": found,
        **kept(("sector", *about), lambda: portrait(found, request.user)),
        "panels": registries.panels_for("sector", found, request.user),
        "back": back,
        "forth": forth,
        "may_keep": may_keep,
    }
    return render(request, "network/sector.html", context)


def portrait(sector: Sector, viewer: Any) -> dict[str, Any]:
    told = queries.portrait_of(sector, viewer, reader.language())
    classes = [
        (one.get_scheme_display(), one, Asked(chosen=((scheme, (one.code,)),)).address)
        for scheme, some in told.classes.items()
        for one in some
    ]
    return {
        "classes": classes,
        "organisations": entries.entries_of(told.organisations),
        "clusters": entries.entries_of(told.clusters),
        "count": told.organisations_count,
        "count_in_words": figure(told.organisations_count, 0),
        "address": queries.asked_for(sector).address,
    }


# The office.


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """All sectors, those that were retired too."""
    people.require(request.user, access.CONFIGURE)
    rows = kept(("office: sectors", *reader.eyes()), written_sectors)
    return render(request, "network/office/sectors.html", {"rows": rows})


def written_sectors() -> str:
    """The rows of the table, each leading to its sector, where it is changed and retired."""
    every = list(Sector.objects.prefetch_related("classes"))
    return render_to_string("network/office/sector_rows.html", {"sectors": every})


@show_or_send
def add(request: HttpRequest) -> HttpResponse:
    """Put a sector on the list."""
    people.require(request.user, access.CONFIGURE)
    form = NewSectorForm(request.POST or None)
    if form.is_valid():
        try:
            found = services.add(by=request.user, **given(form))
        except Problem as problem:
            problem.put_on(form)
        else:
            return redirect(found)
    return render(request, "network/office/sector.html", {"form": form})


@show_or_send
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct a sector; a second person is told what the first has changed."""
    people.require(request.user, access.CONFIGURE)
    found = queries.sector_for(slug)
    form = SectorForm(request.POST or None, instance=found)
    if form.is_valid() and save(request, form):
        return redirect("network:office_sectors")
    told = Sector.objects.get(pk=found.pk)
    history = journal.history_of("sector", found.uuid, limit=LINES_OF_HISTORY)
    shown = {"form": form, "sector": told, "history": history}
    return render(request, "network/office/sector.html", shown)


def save(request: HttpRequest, form: SectorForm) -> bool:
    """Save what was changed; pages are told in the background where their words change."""
    found = Sector.objects.get(pk=form.instance.pk)
    try:
        is_heard = services.change(
            found, by=request.user, expected=form.cleaned_data["version"], **given(form)
        )
    except Overtaken:
        form.overtaken()
        return False
    messages.success(request, _("Saved."))
    if is_heard:
        start(
            tasks.refresh_sector, by=request.user, about={"sector": str(found)}, sector=found.uuid
        )
    return True


def given(form: SectorForm) -> dict[str, Any]:
    names = ("slug", "name", "about", "order", "classes")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


@require_POST
def turn(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a sector off the list of those that can be chosen, or put it back."""
    people.require(request.user, access.CONFIGURE)
    found = queries.sector_for(slug)
    act = services.retire if request.POST.get("do") == "retire" else services.revive
    try:
        act(found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(reverse("network:office_sectors"))
