"""What each role meets at the addresses of the network."""

from __future__ import annotations

from typing import Any

from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.network.factories import (
    AgentTermFactory,
    ClusterFactory,
    ClusterFigureFactory,
    MembershipFactory,
    SeatFactory,
)


def a_cluster() -> dict[str, Any]:
    return {"slug": ClusterFactory().slug}


def a_draft_of_a_cluster() -> dict[str, Any]:
    return {"slug": ClusterFactory(state="draft").slug}


def part_of(made: Any) -> dict[str, Any]:
    """The words of an address for something that belongs to a cluster."""
    return {"slug": made.cluster.slug, "uuid": made.uuid}


def kept_by_agents(name: str, kwargs: Any = a_cluster) -> Row:
    """A page of whoever accompanies the cluster."""
    return Row(
        f"network:{name}",
        kwargs=kwargs,
        stranger=SIGN_IN,
        agent=OPEN,
        coordinator=OPEN,
        others=REFUSED,
    )


CLUSTERS = [
    Row("network:clusters", stranger=OPEN, others=OPEN),
    Row("network:new_cluster", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED),
    Row("network:cluster", kwargs=a_cluster, stranger=OPEN, others=OPEN),
    Row(
        "network:cluster",
        kwargs=a_draft_of_a_cluster,
        stranger=HIDDEN,
        agent=OPEN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    Row("network:cluster_picture", kwargs=a_cluster, stranger=HIDDEN, others=HIDDEN),
    kept_by_agents("edit_cluster"),
    kept_by_agents("change_cluster_picture"),
    kept_by_agents("cluster_members"),
    kept_by_agents("change_member", lambda: part_of(MembershipFactory())),
    kept_by_agents("cluster_agent"),
    Row(
        "network:end_agent_term",
        kwargs=lambda: part_of(AgentTermFactory()),
        stranger=SIGN_IN,
        coordinator=OPEN,
        others=REFUSED,
    ),
    kept_by_agents("cluster_commission"),
    kept_by_agents("change_seat", lambda: part_of(SeatFactory())),
    kept_by_agents("cluster_figures"),
    kept_by_agents("remove_figure", lambda: part_of(ClusterFigureFactory())),
    Row("network:my_commissions", stranger=SIGN_IN, others=OPEN),
    Row(
        "network:choose_roster",
        kwargs=lambda: {"uuid": SeatFactory().uuid},
        method="post",
        stranger=SIGN_IN,
        others=HIDDEN,
    ),
    Row(
        "network:leave_commission",
        kwargs=lambda: {"uuid": SeatFactory().uuid},
        stranger=SIGN_IN,
        others=HIDDEN,
    ),
]

ACCESS: list[Row] = [*CLUSTERS]
