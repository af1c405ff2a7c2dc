"""What the home of an agent says of the cluster: what its page, its members and its commission still lack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.keeping import kept
from hilo.core.registries import ToDo
from hilo.core.time import today
from hilo.network.models import Cluster, ClusterFigure, Membership, Seat
from hilo.people import access as people
from hilo.people.roles import Agent
from hilo.ui.numerals import figure


def to_do(viewer: Any) -> Iterator[ToDo]:
    """A line for each thing that a cluster of this agent lacks; for agents alone."""
    held = people.grants_of(viewer) if people.is_account(viewer) else []
    uuids = frozenset(
        one.scope_uuid for one in held if one.role == Agent.name and one.scope_kind == "cluster"
    )
    if uuids:
        found = kept(("clusters of an agent", uuids, today()), lambda: list(accompanied(uuids)))
        for cluster in found:
            yield from _lacks(cluster)


def accompanied(uuids: frozenset[Any]) -> QuerySet[Any]:
    """These clusters, each with what is counted of it today; one query."""
    seats = Seat.objects.in_force().filter(cluster=OuterRef("pk"))
    figures = ClusterFigure.objects.filter(cluster=OuterRef("pk"))
    here = Q(memberships__in=Membership.objects.in_force().values("pk"))
    return Cluster.objects.filter(uuid__in=uuids).annotate(
        members=Count("memberships", filter=here),
        unplaced=Count("memberships", filter=here & Q(memberships__chain_place="")),
        has_commission=Exists(seats),
        has_figures=Exists(figures),
    )


def _lacks(cluster: Any) -> Iterator[ToDo]:
    """What to do next for one cluster, the first thing first; at least the way to its page."""
    words = ngettext(
        "You accompany %(cluster)s: %(count)s member.",
        "You accompany %(cluster)s: %(count)s members.",
        cluster.members,
    )
    text = words % {"cluster": cluster, "count": figure(cluster.members)}
    yield ToDo(text, cluster.get_absolute_url(), _("Open its page"))
    if not cluster.members:
        yield _line(cluster, _("%(cluster)s has no members yet."), "members", _("Add members"))
    if cluster.unplaced:
        text = ngettext(
            "%(cluster)s: %(count)s member has no place in the value chain.",
            "%(cluster)s: %(count)s members have no place in the value chain.",
            cluster.unplaced,
        )
        yield _line(cluster, text, "members", _("Place them"), count=figure(cluster.unplaced))
    if not cluster.has_commission:
        text = _("%(cluster)s has no commission yet.")
        yield _line(cluster, text, "commission", _("Add its seats"))
    if not cluster.has_figures:
        text = _("%(cluster)s has no figures yet: they are the baseline.")
        yield _line(cluster, text, "figures", _("Record the first"))


def _line(cluster: Cluster, text: str, part: str, action: str, **more: str) -> ToDo:
    url = reverse(f"network:cluster_{part}", args=[cluster.slug])
    return ToDo(text % {"cluster": cluster, **more}, url, action)
