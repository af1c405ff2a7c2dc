"""What each role meets at the addresses of the network."""

from __future__ import annotations

from typing import Any

from hilo.network.services import merging
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.network.factories import (
    AffiliationFactory,
    AgentTermFactory,
    ClusterFactory,
    ClusterFigureFactory,
    CriterionFactory,
    FollowedSearchFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
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


def an_organisation() -> dict[str, Any]:
    return {"slug": OrganisationFactory().slug}


def a_draft_of_an_organisation() -> dict[str, Any]:
    return {"slug": OrganisationFactory(state="draft").slug}


def an_organisation_of_members() -> dict[str, Any]:
    return {"slug": OrganisationFactory(audience="members").slug}


def a_duplicate() -> dict[str, Any]:
    """The old address of what was merged away."""
    gone = OrganisationFactory()
    merging.merge(OrganisationFactory(), gone, choices={}, by=None)
    return {"slug": gone.slug}


def a_merge() -> dict[str, Any]:
    done = merging.merge(OrganisationFactory(), OrganisationFactory(), choices={}, by=None)
    return {"uuid": done.uuid}


def of_coordinators(name: str, **more: Any) -> Row:
    """A page of whoever coordinates where the organisation lies."""
    return Row(f"network:{name}", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED, **more)


ORGANISATIONS = [
    Row("network:organisations", stranger=ELSEWHERE, others=ELSEWHERE),
    Row("network:organisation", kwargs=an_organisation, stranger=OPEN, others=OPEN),
    Row("network:organisation", kwargs=an_organisation_of_members, stranger=HIDDEN, others=OPEN),
    Row(
        "network:organisation",
        kwargs=a_draft_of_an_organisation,
        stranger=HIDDEN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    Row("network:organisation", kwargs=a_duplicate, stranger=ELSEWHERE, others=ELSEWHERE),
    Row("network:organisation_vcard", kwargs=an_organisation, stranger=OPEN, others=OPEN),
    Row(
        "network:organisation_vcard",
        kwargs=a_draft_of_an_organisation,
        stranger=HIDDEN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    Row("network:organisation_picture", kwargs=an_organisation, stranger=HIDDEN, others=HIDDEN),
    Row("network:new_organisation", stranger=SIGN_IN, others=OPEN),
    of_coordinators("edit_organisation", kwargs=an_organisation),
    of_coordinators("change_organisation_logo", kwargs=an_organisation),
    of_coordinators("merge_organisation", kwargs=an_organisation),
    of_coordinators("office_organisations"),
    of_coordinators("duplicates"),
    of_coordinators("merged", kwargs=a_merge),
]

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


def a_sector() -> dict[str, Any]:
    return {"slug": SectorFactory().slug}


def somebody_else_s_search() -> dict[str, Any]:
    return {"uuid": FollowedSearchFactory().uuid}


DIRECTORY = [
    Row("network:directory", stranger=OPEN, others=OPEN),
    Row("network:map", stranger=ELSEWHERE, others=ELSEWHERE),
    Row("network:searches", stranger=SIGN_IN, others=OPEN),
    Row("network:follow", method="post", stranger=SIGN_IN, others=ELSEWHERE),
    Row(
        "network:rename_search",
        kwargs=somebody_else_s_search,
        method="post",
        stranger=SIGN_IN,
        others=HIDDEN,
    ),
    Row(
        "network:stop_search",
        kwargs=somebody_else_s_search,
        method="post",
        stranger=SIGN_IN,
        others=HIDDEN,
    ),
    of_coordinators("coverage"),
    of_coordinators("coverage_sectors"),
]

SECTORS = [
    Row("network:sectors", stranger=OPEN, others=OPEN),
    Row("network:sector", kwargs=a_sector, stranger=OPEN, others=OPEN),
    of_coordinators("office_sectors"),
    of_coordinators("add_sector"),
    of_coordinators("change_sector", kwargs=a_sector),
    Row(
        "network:turn_sector",
        kwargs=a_sector,
        method="post",
        stranger=SIGN_IN,
        coordinator=ELSEWHERE,
        others=REFUSED,
    ),
]


def an_affiliation() -> dict[str, Any]:
    return {"uuid": AffiliationFactory().uuid}


AFFILIATIONS = [
    Row("network:my_organisations", stranger=SIGN_IN, others=OPEN),
    Row("network:ask_to_belong", kwargs=an_organisation, stranger=SIGN_IN, others=OPEN),
    of_coordinators("organisation_people", kwargs=an_organisation),
    Row(
        "network:affiliation",
        kwargs=an_affiliation,
        stranger=SIGN_IN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    Row(
        "network:hand_over",
        kwargs=an_affiliation,
        stranger=SIGN_IN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    of_coordinators("affiliations"),
]


def a_criterion() -> dict[str, Any]:
    return {"uuid": CriterionFactory().uuid}


REVIEW = [
    Row("network:criteria", stranger=OPEN, others=OPEN),
    of_coordinators("review_organisation", kwargs=an_organisation),
    Row(
        "network:review_cluster",
        kwargs=lambda: {"slug": ClusterFactory().slug},
        stranger=SIGN_IN,
        coordinator=OPEN,
        agent=OPEN,
        others=REFUSED,
    ),
    of_coordinators("reviews"),
    of_coordinators("office_criteria"),
    of_coordinators("add_criterion"),
    of_coordinators("change_criterion", kwargs=a_criterion),
    Row(
        "network:retire_criterion",
        kwargs=a_criterion,
        method="post",
        stranger=SIGN_IN,
        coordinator=ELSEWHERE,
        others=REFUSED,
    ),
]

ACCESS: list[Row] = [*REVIEW, *AFFILIATIONS, *ORGANISATIONS, *CLUSTERS, *DIRECTORY, *SECTORS]
