"""Clusters on the pages of places, organisations and people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from hilo.core.keeping import kept
from hilo.network import access
from hilo.network.models import Membership
from hilo.network.queries import clusters as queries
from hilo.network.showing.clusters import chain_place_of, days_of
from hilo.people import access as people
from hilo.people.models import Person
from hilo.places.models import Place

MOST = 12
Line = tuple[Any, str, str]  # name, address, remark


def on_place(place: Place, viewer: Any) -> dict[str, Any] | None:
    """The clusters that lie in a place; most places have none, and nothing more is asked there."""
    if place.pk not in kept("places with clusters", queries.places_with_clusters):
        return None
    here = queries.clusters_in(Place.objects.filter(pk=place.pk), viewer)
    rows = here.only("slug", "name", "kind", "folded")[: MOST + 1]
    lines = [(one.name, one.get_absolute_url(), str(one.get_kind_display())) for one in rows]
    return _shown(_("Clusters here"), lines[:MOST], has_more=len(lines) > MOST)


def on_organisation(organisation: Any, viewer: Any) -> dict[str, Any] | None:
    """The clusters to which an organisation belongs, with its place in the value chain."""
    rows = Membership.objects.in_force().filter(
        organisation=organisation, cluster__in=access.clusters_visible_to(viewer)
    )
    lines = [
        (one.cluster.name, one.cluster.get_absolute_url(), chain_place_of(one))
        for one in rows.select_related("cluster").order_by("cluster__folded")
    ]
    return _shown(_("Clusters it belongs to"), lines)


def on_person(person: Person, viewer: Any) -> dict[str, Any] | None:
    """What somebody does for clusters: as an agent, and on commissions as far as they show it."""
    is_self = people.is_account(viewer) and viewer.person_id == person.pk
    lines = [*_accompanied(person, viewer), *_seats(person, viewer, is_self=is_self)]
    shown = _shown(_("In clusters"), lines)
    return {**shown, "is_self": is_self} if shown else None


def _accompanied(person: Person, viewer: Any) -> Iterator[Line]:
    for one in queries.terms_of_person(person, viewer):
        role, days = _("Cluster development agent"), days_of(one.starts_on, one.ends_on)
        remark = f"{role} · {days}"
        yield one.cluster.name, one.cluster.get_absolute_url(), remark


def _seats(person: Person, viewer: Any, *, is_self: bool) -> Iterator[Line]:
    commission = _("Commission")
    for one in queries.seats_of_person(person, viewer):
        if is_self or one.is_shown:
            task = one.task or str(one.get_stakeholder_display())
            yield one.cluster.name, one.cluster.get_absolute_url(), f"{commission} · {task}"


def _shown(title: str, lines: list[Line], *, has_more: bool = False) -> dict[str, Any] | None:
    return {"title": title, "lines": lines, "has_more": has_more} if lines else None
