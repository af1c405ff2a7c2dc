"""Reads of adopted policies: what waits, what is due, what hangs on a page, who answers for one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, Q

from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.network.models import Affiliation, Organisation
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.people.models import Grant, Person
from hilo.people.roles import Coordinator
from hilo.places.models import Place
from hilo.programme import access
from hilo.programme.models import (
    FollowUp,
    Participation,
    Policy,
    PolicyQuerySet,
    PolicyStep,
    Programme,
)

MOST_OWN = 20
ASKED_FOR = dt.timedelta(days=60)  # a worker that slept longer than this has other worries
OPEN = (Programme.State.OPEN, Programme.State.CLOSED)  # what may be reported to
OWN = Prepared(
    lambda: (
        Policy.objects.filter(reported_by=Given("person"))
        .only("uuid", "title", "state", "reported_at", "follow_up_on")
        .order_by("-reported_at", "-pk")[:MOST_OWN]
    )
)
STEPS = Prepared(lambda: PolicyStep.objects.filter(policy=Given("policy")).select_related("by"))
FOLLOW_UPS = Prepared(lambda: FollowUp.objects.filter(policy=Given("policy")).select_related("by"))


def reported_by(person_id: int) -> list[Policy]:
    """What somebody reported, the youngest first."""
    return OWN.rows(person=person_id)


def steps_of(policy: Policy) -> list[PolicyStep]:
    """What was asked and answered on the way, the youngest first."""
    return STEPS.rows(policy=policy.pk)


def follow_ups_of(policy: Policy) -> list[FollowUp]:
    """What was heard of it later, the youngest first."""
    return FOLLOW_UPS.rows(policy=policy.pk)


# Who answers, and what waits for them.


def coordinators_of(policy: Policy) -> list[Person]:
    """The coordinators whose regions or programme it concerns, or, where there is none, of everything."""
    grants = Grant.objects.in_force().filter(role=Coordinator.name).select_related("person")
    near = [one for one in grants if not one.is_everywhere and _reaches(one, policy)]
    chosen = near or [one for one in grants if one.is_everywhere]
    return list({one.person_id: one.person for one in chosen}.values())


def _reaches(grant: Grant, policy: Policy) -> bool:
    return access.reaches_policy(people.reach_of(grant), policy)


def waiting(scopes: Scopes) -> int:
    """How many reports wait for an answer where `scopes` reach."""
    return Policy.objects.filter(access.policies_in(scopes), state=Policy.State.REPORTED).count()


def due(scopes: Scopes) -> int:
    """Of how many verified policies somebody meant to ask by now, where `scopes` reach."""
    return Policy.objects.due().filter(access.policies_in(scopes)).count()


def to_be_asked_for() -> PolicyQuerySet:
    """Those whose day to ask again has come within `ASKED_FOR`."""
    return Policy.objects.due().filter(follow_up_on__gt=today() - ASKED_FOR)


# What hangs on other pages.


def shown(is_member: bool) -> PolicyQuerySet:
    """What every member finds, or every stranger."""
    return Policy.objects.adopted() if is_member else Policy.objects.public()


def at_organisation(organisation: Organisation) -> Q:
    """Those of an organisation, and of duplicates that were merged into it."""
    merged = Organisation.objects.filter(merged_into=organisation).values("pk")
    return Q(organisation=organisation) | Q(organisation__in=merged)


def in_place(place: Place) -> Q:
    """Those that were decided in a place, or in what lies inside it."""
    return Q(place=place) | Q(place__parent=place) | Q(place__parent__parent=place)


# What a report begins with.


@dataclass(frozen=True)
class Beginning:
    """What is known of whoever reports: the programme they take part in, where they work and live."""

    programme: Programme | None
    organisation: Organisation | None
    place: Place | None

    @property
    def key(self) -> tuple[int | None, ...]:
        """What tells one beginning from another."""
        known = (self.programme, self.organisation, self.place)
        return tuple(one.pk if one is not None else None for one in known)


SEAT = Prepared(
    lambda: (
        Participation.objects.present()
        .filter(person=Given("person"), programme__state__in=OPEN)
        .select_related("programme")
        .order_by("joined_at", "pk")[:1]
    )
)
HOUSE = Prepared(
    lambda: (
        Affiliation.objects.in_force(Given("day", DateField()))
        .filter(person=Given("person"), organisation__merged_into=None)
        .select_related("organisation__place")
        .order_by("-is_office", "pk")[:1]
    )
)


def beginning_of(person: Person) -> Beginning:
    """What a report of `person` most likely is about."""
    seat = SEAT.row(person=person.pk)
    house = HOUSE.row(person=person.pk, day=today())
    organisation = house.organisation if house else None
    place = organisation.place if organisation else None
    return Beginning(seat.programme if seat else None, organisation, place or person.territory)


def programmes_to_report_to() -> Any:
    """Programmes that are under way or closed: what came of them comes late."""
    return Programme.objects.filter(state__in=OPEN)


def places_with_policies() -> frozenset[int]:
    """The keys of all places in which something was decided, shown or not, with what they lie in."""
    up = ("place", "place__parent", "place__parent__parent")
    rows = Policy.objects.filter(place__isnull=False).order_by().values_list(*up)
    return frozenset(key for row in rows for key in row if key is not None)
