"""What the network does when earlier chapters have something to tell. Hearing a thing twice does it once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hilo.core.events import handles
from hilo.network.models import AgentTerm, Cluster
from hilo.network.services import agents
from hilo.people.events import RoleGivenUp, RoleGranted, RoleRevoked
from hilo.people.models import Grant
from hilo.people.roles import Agent


@handles(RoleGranted)
def enter_the_term(event: RoleGranted) -> None:
    """A role of agent that was given elsewhere is a term of the cluster, too."""
    if event.role != Agent.name or event.scope_kind != "cluster" or event.scope is None:
        return
    given = _grant(event.grant)
    cluster = Cluster.objects.filter(uuid=event.scope).first()
    if given and cluster and given.revoked_at is None:
        agents.enter(cluster, given)


@handles(RoleRevoked)
def end_the_term(event: RoleRevoked) -> None:
    """An agent whose role was taken back elsewhere does not accompany the cluster any more."""
    _end(event.grant)


@handles(RoleGivenUp)
def end_what_was_given_up(event: RoleGivenUp) -> None:
    """Nor does one who laid the role down."""
    _end(event.grant)


@transaction.atomic
def _end(grant: UUID) -> None:
    for term in AgentTerm.objects.filter(grant__uuid=grant).select_related("cluster", "person"):
        agents.close(term, by=term.grant and term.grant.revoked_by)


def _grant(uuid: UUID) -> Grant | None:
    return Grant.objects.filter(uuid=uuid).select_related("person").first()
