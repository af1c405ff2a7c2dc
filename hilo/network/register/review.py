"""What the review tells the rest of the house: panels, lines of the menu, what waits, pages to measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, MenuEntry, ObjectKind, Panel, ToDo
from hilo.network import access
from hilo.network.models import Criterion
from hilo.network.panels import review as panels
from hilo.network.queries import review as queries
from hilo.network.register.lines import office_line
from hilo.network.register.samples import a_cluster, an_organisation
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.numerals import figure

TEMPLATE = "network/panels/review.html"


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    for kind, show in (("organisation", panels.on_organisation), ("cluster", panels.on_cluster)):
        registries.panels.add(Panel(f"review of {kind}", kind, TEMPLATE, show, order=40))
    registries.kinds.add(
        ObjectKind("criterion", _("Criterion"), _("Criteria"), Criterion, known, order=60)
    )
    registries.homes.add(HomeBlock("reviews", _("Pages to review"), to_do, order=22))
    menu()
    measured()


def known(viewer: Any) -> Any:
    """Criteria are published: everybody may know of them, on one page."""
    return Criterion.objects.in_force()


def to_do(viewer: Any) -> Iterator[ToDo]:
    """How many pages wait for a reviewer in a staff session."""
    scopes = people.scopes_of(viewer, access.REVIEW)
    if not scopes:
        return
    count = kept(("reviews waiting", scopes, *reader.eyes()), lambda: len(queries.waiting(scopes)))
    if count:
        said = ngettext(
            "%(count)s page waits for your review.", "%(count)s pages wait for your review.", count
        )
        yield ToDo(said % {"count": figure(count)}, reverse("network:reviews"), _("Review"))


def menu() -> None:
    """The criteria for everybody; the queue and the keeping of criteria for the office."""
    registries.menu.add(
        MenuEntry(
            "network.criteria",
            "network",
            _("Criteria"),
            "network:criteria",
            order=60,
            sentence=_("What a page shows before it enters the directory."),
        )
    )
    office_line("reviews", _("Pages to review"), access.REVIEW, 52)
    office_line("office_criteria", _("Criteria"), access.CONFIGURE, 58, is_of_all=True)


def measured() -> None:
    """Every kind of page of the review, for `bin/hilo bench`."""
    page = registries.measured
    office = partial(page, role="coordinator", is_whole=True, order=60)
    page("criteria", "network:criteria")
    office("review of an organisation", "network:review_organisation", args=an_organisation)
    office("review of a cluster", "network:review_cluster", args=a_cluster)
    office("office: reviews", "network:reviews")
    office("office: criteria", "network:office_criteria")
