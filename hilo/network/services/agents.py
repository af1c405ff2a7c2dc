"""Who accompanies a cluster: a term and the role that goes with it, begun and ended together."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from hilo.core.events import publish
from hilo.core.time import now, today
from hilo.network import events
from hilo.network.models import AgentTerm, Cluster
from hilo.network.problems import AlreadyAccompanies, LastDayFirst, TermIsOver
from hilo.network.rules import terms
from hilo.people import roles
from hilo.people import services as people
from hilo.people.models import Grant, Person


@transaction.atomic
def appoint(
    cluster: Cluster,
    person: Person,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Any,
) -> AgentTerm:
    """Let `person` accompany `cluster`: a term, and the role of agent there for the same days.

    `people` tells the person of the role. Raises `AlreadyAccompanies`, `LastDayFirst`, `MayNotGrant`.
    """
    if ends_on and ends_on < starts_on:
        raise LastDayFirst
    # Lock: the cluster, so that two coordinators do not appoint the same person twice.
    cluster = Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)
    own = AgentTerm.objects.standing().filter(cluster=cluster, person=person)
    if any(terms.overlap((one.starts_on, one.ends_on), (starts_on, ends_on)) for one in own):
        raise AlreadyAccompanies(name=str(person))
    days = {"starts_on": starts_on, "ends_on": ends_on}
    scope = ("cluster", cluster.uuid)
    given = people.grant(person, roles.Agent, by=by, scope=scope, **days)
    term = AgentTerm.objects.create(cluster=cluster, person=person, grant=given, **days)
    event = events.AgentAppointed(cluster.uuid, person.uuid, term.uuid)
    publish(event, by=by, subject=scope)
    return term


@transaction.atomic
def enter(cluster: Cluster, given: Grant) -> AgentTerm:
    """Enter the term of a role that was given elsewhere; entering it twice changes nothing."""
    cluster = Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)
    known = AgentTerm.objects.filter(grant=given).first()
    if known is not None:
        return known
    term = AgentTerm.objects.create(
        cluster=cluster,
        person=given.person,
        grant=given,
        starts_on=given.starts_on or timezone.localdate(given.granted_at),
        ends_on=given.ends_on,
    )
    event = events.AgentAppointed(cluster.uuid, given.person.uuid, term.uuid)
    publish(event, by=given.granted_by, subject=("cluster", cluster.uuid))
    return term


@transaction.atomic
def end_term(term: AgentTerm, *, by: Any) -> None:
    """End a term now and take the role back with it; raises `TermIsOver`, `MayNotGrant`."""
    given = term.grant
    if not close(term, by=by):
        raise TermIsOver
    if given is not None and given.revoked_at is None:
        people.revoke(given, by=by)


@transaction.atomic
def close(term: AgentTerm, *, by: Any) -> bool:
    """Note that a term has ended before its time; answers whether it still ran or was to come.

    Closing twice changes nothing: the role may have been taken back elsewhere, and then tells us.
    """
    day = today()
    rows = AgentTerm.objects.standing().filter(pk=term.pk).exclude(ends_on__lt=day)
    last = term.ends_on if term.starts_on > day else day
    if not rows.update(ended_at=now(), ends_on=last):
        return False
    term.refresh_from_db(fields=["ended_at", "ends_on"])
    cluster = term.cluster
    event = events.AgentTermEnded(cluster.uuid, term.person.uuid, term.uuid)
    publish(event, by=by, subject=("cluster", cluster.uuid))
    return True
