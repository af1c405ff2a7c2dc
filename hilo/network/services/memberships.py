"""Which organisations belong to a cluster, as what in its value chain, from when to when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from hilo.core.events import Event, publish
from hilo.core.time import today
from hilo.network import events
from hilo.network.models import Cluster, Membership, Organisation
from hilo.network.problems import AlreadyBelongs, LastDayFirst
from hilo.network.rules import terms
from hilo.network.services.profiles import refresh

Day = dt.date | None


@transaction.atomic
def add_member(
    cluster: Cluster,
    organisation: Organisation,
    *,
    by: Any,
    chain_place: str = "",
    starts_on: Day = None,
    ends_on: Day = None,
) -> Membership:
    """Let `organisation` belong to `cluster`; saying it again changes nothing.

    Raises `AlreadyBelongs` where another membership shares some of these days, `LastDayFirst`.
    """
    _check(starts_on, ends_on)
    # Lock: the cluster, so that two people who add the same member add it once.
    cluster = Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)
    same = Membership.objects.filter(cluster=cluster, organisation=organisation)
    known = {"chain_place": chain_place, "starts_on": starts_on, "ends_on": ends_on}
    for one in same:
        if all(getattr(one, name) == value for name, value in known.items()):
            return one
        if terms.overlap((one.starts_on, one.ends_on), (starts_on, ends_on)):
            raise AlreadyBelongs(name=str(organisation))
    made = Membership.objects.create(cluster=cluster, organisation=organisation, **known)
    _tell(events.MemberAdded, made, by=by)
    return made


@transaction.atomic
def change_member(membership: Membership, *, expected: int, by: Any, **changes: Any) -> Membership:
    """Change the place in the value chain or the days.

    Raises `LastDayFirst`, `AlreadyBelongs`, and `Overtaken` if somebody saved since version `expected`.
    """
    changed = {name: new for name, new in changes.items() if getattr(membership, name) != new}
    if not changed:
        return membership
    for name, value in changed.items():
        setattr(membership, name, value)
    _check(membership.starts_on, membership.ends_on)
    _stay_alone(membership)
    membership.save_version(expected=expected)
    is_end = set(changed) == {"ends_on"} and membership.ends_on is not None
    _tell(events.MembershipEnded if is_end else events.MembershipChanged, membership, by=by)
    return membership


def end_membership(membership: Membership, *, by: Any, on: Day = None) -> Membership:
    """Let `on` (today) be the last day; a membership that is over stays as it is."""
    if terms.moment(membership.starts_on, membership.ends_on, today()) == terms.PAST:
        return membership
    day = on or today()
    return change_member(membership, expected=membership.version, by=by, ends_on=day)


def _check(starts_on: Day, ends_on: Day) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise LastDayFirst


def _stay_alone(membership: Membership) -> None:
    """No other membership of the same organisation shares a day with this one."""
    own = (membership.starts_on, membership.ends_on)
    others = Membership.objects.filter(
        cluster=membership.cluster_id, organisation=membership.organisation_id
    ).exclude(pk=membership.pk)
    if any(terms.overlap((one.starts_on, one.ends_on), own) for one in others):
        raise AlreadyBelongs(name=str(membership.organisation))


def _tell(event: type[Event], membership: Membership, *, by: Any) -> None:
    cluster, organisation = membership.cluster, membership.organisation
    happened = event(cluster.uuid, organisation.uuid)  # type: ignore[call-arg]
    publish(happened, by=by, subject=("cluster", cluster.uuid))
    refresh(organisation)  # the directory is asked by cluster, too


@transaction.atomic
def take_back(membership: Membership, *, by: Any) -> None:
    """Take a membership off the record that had been entered by mistake."""
    _tell(events.MembershipTakenBack, membership, by=by)
    membership.delete()
    refresh(membership.organisation)
