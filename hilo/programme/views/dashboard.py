"""The dashboard of a programme: all of it for those who work on it, what is published for everybody."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core.access import open_to_all
from hilo.core.keeping import kept
from hilo.core.tasks import start
from hilo.programme import access, queries, tabs, tasks
from hilo.programme.cards import cards_of
from hilo.programme.counting import dashboard as counting
from hilo.programme.counting import frozen, publishing
from hilo.programme.counting.dashboard import View
from hilo.programme.models import Programme
from hilo.programme.queries import indicators as reads
from hilo.programme.showing import dashboard as showing
from hilo.programme.showing import logframe, published
from hilo.programme.showing.periods import in_words
from hilo.ui import reader

FORMS = ("xlsx", "csv")


@open_to_all
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The way to the results of each programme."""
    cards = cards_of(access.visible_to(request.user))
    return render(request, "programme/dashboard/results.html", {"cards": cards})


@open_to_all
@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """How every indicator stands; strangers see the published numbers at the same address."""
    programme = access.programme_for(request.user, slug)
    if not tabs.sees_results(request.user, programme):
        return _public(request, programme)
    asked = Asked(request, programme)
    if (form := request.GET.get("as", "")) in FORMS:
        return logframe.download(form, frozen.content_of(programme, asked.view))
    key = ("dashboard", programme.pk, counting.stamp(programme), *asked.key, *reader.eyes())
    drawn = kept(key, lambda: _drawn(programme, asked))
    may_edit = tabs.may_edit(request.user, programme) and programme.is_kept
    shown = {"drawn": drawn, "asked": asked, "may_edit": may_edit, "query": asked.query}
    return render(request, "programme/dashboard/page.html", _frame(request, programme) | shown)


def _frame(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    ways = tabs.public(programme, request.user)
    return {"programme": programme, "here": _("Results"), "tabs": ways}


def _drawn(programme: Programme, asked: Asked) -> str:
    lines = counting.lines_of(programme, asked.view)
    shown = showing.page_of(programme, lines, asked.view, asked.map)
    choices = asked.choices | {
        "map": [(one.indicator.code, one.indicator) for one in lines if one.by_region]
    }
    return render_to_string(
        "programme/dashboard/drawn.html", shown | {"asked": asked, "choices": choices}
    )


def _public(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What everybody may see: as of the last quarter that is over."""
    key = ("public results", programme.pk, *reader.eyes())
    drawn = kept(key, lambda: _drawn_in_public(programme))
    shown = {"drawn": drawn, "is_public": True}
    return render(request, "programme/dashboard/page.html", _frame(request, programme) | shown)


def _drawn_in_public(programme: Programme) -> str:
    made = publishing.latest(programme)
    if made is None:
        return render_to_string("programme/dashboard/nothing.html", {"programme": programme})
    return render_to_string("programme/dashboard/public.html", published.page_of(programme, made))


@require_POST
def count_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Have everything counted again; whoever asks finds it done a moment later."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    start(tasks.recount_one, by=request.user, programme=programme.uuid)
    messages.success(request, _("Hilo counts again. Load the page in a moment."))
    return redirect("programme:dashboard", slug=slug)


class Asked:
    """What a reader asked of the dashboard by its address; what nobody could mean is left aside."""

    def __init__(self, request: HttpRequest, programme: Programme) -> None:
        self.programme = programme
        self.given = {name: str(value) for name, value in request.GET.items() if value}
        self.owner = self._among("owner")
        self.region = self._among("region")
        self.audience = self._among("audience")
        self.until = self._among("until")
        self.map = self.given.get("map", "")[:12]

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, Any]]]:
        """What can be asked for, by the names of the address."""
        return {
            "owner": [(str(one.pk), one) for one in self.programme.parties.all()],
            "region": [(one.slug, one) for one in queries.regions_of(self.programme)],
            "audience": [(one.slug, one) for one in self.programme.audiences.all()],
            "until": [
                (str(one.ends_on), in_words(one)) for one in reads.closed_quarters(self.programme)
            ],
        }

    def _among(self, name: str) -> str:
        value = self.given.get(name, "")
        known = value and any(value == code for code, _label in self.choices[name])
        return value if known else ""

    @property
    def key(self) -> tuple[str, ...]:
        return self.owner, self.region, self.audience, self.until, self.map

    @property
    def query(self) -> str:
        """The filters for a link to the same numbers in another form."""
        names = ("owner", "region", "audience", "until")
        return "".join(f"&{name}={getattr(self, name)}" for name in names if getattr(self, name))

    @property
    def view(self) -> View:
        region = next((one for slug, one in self.choices["region"] if slug == self.region), None)
        today = reads.today_of(self.programme)
        return View(
            day=dt.date.fromisoformat(self.until) if self.until else today,
            owner=int(self.owner) if self.owner else None,
            region=str(region.uuid) if self.region and region else "",
            audience=self.audience,
        )

    @property
    def address(self) -> str:
        return reverse("programme:dashboard", args=[self.programme.slug])
