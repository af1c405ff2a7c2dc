"""What affiliations tell the rest of the house: panels, what waits for an answer, pages to measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, Panel, ThreadLink, ToDo
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.panels import people as panels
from hilo.network.queries import affiliations as queries
from hilo.network.register import keeping
from hilo.network.register.lines import office_line
from hilo.network.register.samples import an_affiliation, an_organisation
from hilo.ui import reader

MOST = 5


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.panels.add(
        Panel(
            "people of an organisation",
            "organisation",
            "network/panels/people_of_organisation.html",
            panels.on_organisation,
            order=10,
        )
    )
    for name, kind in (("work of a person", "person"), ("own work", "me")):
        template = "network/panels/work_of_person.html"
        registries.panels.add(Panel(name, kind, template, panels.on_person, order=10))
        registries.thread_links.add(ThreadLink(name, kind, comes_from=panels.works_at, order=10))
    registries.homes.add(
        HomeBlock("affiliations", gettext_lazy("Your organisations"), to_do, order=20)
    )
    office_line("affiliations", gettext_lazy("Requests to belong"), access.EDIT, 51)
    registries.personal_data.add(keeping.AFFILIATIONS)
    measured()


def to_do(viewer: Any) -> Iterator[ToDo]:
    """What waits for an answer: invitations to this person, requests to their organisations."""
    about = ("affiliations waiting", viewer.person_id, *reader.eyes())
    yield from kept(about, lambda: [*_waiting(viewer)])


def _waiting(viewer: Any) -> Iterator[ToDo]:
    for one in queries.waiting_for(viewer)[:MOST]:
        told = {"person": one.person, "organisation": one.organisation}
        if one.state == AffiliationState.INVITED:
            said = _("Do you belong to %(organisation)s?") % told
        else:
            said = _("%(person)s asks to belong to %(organisation)s") % told
        yield ToDo(
            said, reverse("network:affiliation", args=[one.uuid]), pgettext_lazy("button", "Answer")
        )


def measured() -> None:
    """Every kind of page of affiliations, for `bin/hilo bench`."""
    page = registries.measured
    page("where I work", "network:my_organisations", "member")
    page("ask to belong", "network:ask_to_belong", "member", args=an_organisation)
    office = partial(page, role="coordinator", is_whole=True, order=60)
    office("organisation: people", "network:organisation_people", args=an_organisation)
    office("affiliation", "network:affiliation", args=an_affiliation)
    office("hand over", "network:hand_over", args=an_affiliation)
    office("office: requests to belong", "network:affiliations")
