"""Adopted policies on the pages of a programme, an organisation and a place; one's own reports on one's own page."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hilo.core.keeping import kept
from hilo.network.models import Organisation
from hilo.people import access as people
from hilo.people.models import Person
from hilo.places.models import Place
from hilo.programme.models import Policy, Programme
from hilo.programme.queries import policies as queries
from hilo.programme.showing import policies as showing
from hilo.ui import calendar, reader

MOST = 5
MOST_OWN = 5
Content = dict[str, Any]


def on_programme(programme: Programme, viewer: Any) -> Content | None:
    """The policies that were reported to a programme."""
    found = Q(programme=programme)
    return _shown(("programme", programme.pk), found, viewer, f"?programme={programme.slug}")


def on_organisation(organisation: Organisation, viewer: Any) -> Content | None:
    """What an organisation decided or carries out."""
    found = queries.at_organisation(organisation)
    return _shown(("organisation", organisation.pk), found, viewer, "")


def on_place(place: Place, viewer: Any) -> Content | None:
    """What was decided in a place; of most places nothing is told, and nothing more is asked there."""
    if place.pk not in kept("places with policies", queries.places_with_policies):
        return None
    asked = {"country": "country", "division": "division"}.get(place.kind, "")
    query = f"?{asked}={place.code}" if asked else ""
    return _shown(("place", place.pk), queries.in_place(place), viewer, query)


def _shown(about: Hashable, found: Q, viewer: Any, query: str) -> Content | None:
    """The same for all members, and for all strangers."""
    is_member = people.is_account(viewer)
    key = ("policies on a page", about, is_member, *reader.eyes())
    return kept(key, lambda: _look(found, is_member, query))


def _look(found: Q, is_member: bool, query: str) -> Content | None:
    rows = queries.shown(is_member).filter(found).select_related("place")
    first = list(rows.defer("features", "results", "came_from")[: MOST + 1])
    if not first:
        return None
    return {
        "lines": [(one.title, one.get_absolute_url(), _remark(one)) for one in first[:MOST]],
        "all": reverse("programme:policies") + query if len(first) > MOST else "",
    }


def _remark(policy: Policy) -> str:
    """«Town council of San Pedro Cholula · 12 Mar 2026»."""
    day = calendar.day(policy.decided_on) if policy.decided_on else ""
    return " · ".join(filter(None, [policy.decided_by, day]))


def on_me(person: Person, viewer: Any) -> Content:
    """What somebody reported, with its state; the way to report one."""
    own = queries.reported_by(person.pk)[:MOST_OWN]
    return {
        "lines": [(one.title, one.get_absolute_url(), showing.state_pill(one)) for one in own],
        "report": reverse("programme:report_policy"),
    }
