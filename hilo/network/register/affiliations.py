"""What affiliations tell the rest of the house: panels, what waits for an answer, personal data, pages to measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, MenuEntry, Panel, PersonalData, ToDo
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, Organisation
from hilo.network.panels import people as panels
from hilo.network.queries import affiliations as queries
from hilo.people import access as people
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
    registries.panels.add(
        Panel(
            "work of a person",
            "person",
            "network/panels/work_of_person.html",
            panels.on_person,
            order=10,
        )
    )
    registries.homes.add(
        HomeBlock("affiliations", gettext_lazy("Your organisations"), to_do, order=20)
    )
    registries.menu.add(
        MenuEntry(
            "network.affiliations",
            "office",
            gettext_lazy("Requests to belong"),
            "network:affiliations",
            lambda viewer: bool(people.scopes_held(viewer, access.EDIT)),
            51,
        )
    )
    registries.personal_data.add(AFFILIATIONS)
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
        yield ToDo(said, reverse("network:affiliation", args=[one.uuid]), _("Answer"))


# The keys below, with spaces for `_`, as the catalogs know them (see people.archive).
WORDS = (
    gettext_noop("organisation"),
    gettext_noop("role"),
    gettext_noop("from"),
    gettext_noop("to"),
    gettext_noop("state"),
    gettext_noop("may change the page"),
    gettext_noop("shown on the page"),
    gettext_noop("words"),
)


def export(person: Any) -> list[dict[str, Any]]:
    """Where somebody works or worked, for their own copy."""
    rows = Affiliation.objects.filter(person=person).select_related("organisation")
    return [
        {
            "organisation": str(one.organisation),
            "role": one.role,
            "from": one.starts_on,
            "to": one.ends_on,
            "state": str(one.get_state_display()),
            "may_change_the_page": one.is_steward,
            "shown_on_the_page": one.is_shown,
            "words": one.words,
        }
        for one in rows
    ]


def erase(person: Any, at: dt.datetime) -> None:
    """The organisation keeps that somebody was there, without a role or words that tell who."""
    rows = Affiliation.objects.filter(person=person)
    rows.update(role="", words="", answer="", is_shown=False, is_steward=False)
    ended = {"state": AffiliationState.ENDED, "ends_on": at.date()}
    over = rows.filter(state=AffiliationState.ACTIVE)
    over.filter(starts_on__gt=at.date()).update(starts_on=at.date())
    over.update(**ended)
    rows.filter(state__in=(AffiliationState.REQUESTED, AffiliationState.INVITED)).update(
        state=AffiliationState.REFUSED
    )


AFFILIATIONS = PersonalData(
    "affiliations",
    gettext_lazy("Where you work"),
    export,
    erase,
    keeps=gettext_lazy("That somebody worked there stays in the totals, without name or role."),
    order=30,
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


def an_organisation() -> list[Any]:
    """The public organisation that was put on record first, for measuring."""
    return [Organisation.objects.public().order_by("pk").values_list("slug", flat=True)[0]]


def an_affiliation() -> list[Any]:
    """The affiliation in force that was put on record first, for measuring."""
    return [Affiliation.objects.in_force().order_by("pk").values_list("uuid", flat=True)[0]]
