"""Reads about who works where."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, HandOver, Organisation
from hilo.people.access import Scopes
from hilo.people.models import Person

JOINED = ("person__account", "organisation__place__parent")


def of_organisation(organisation: Organisation) -> QuerySet[Affiliation]:
    """Everybody who belongs, waits, or belonged; who waits comes first, who left last."""
    rows = organisation.affiliations.exclude(state=AffiliationState.REFUSED)
    return rows.select_related(*JOINED).order_by("ends_on", "person__folded", "pk")


def of_person(person: Person) -> QuerySet[Affiliation]:
    """Where somebody works, waits to be confirmed, or worked."""
    rows = person.affiliations.exclude(state=AffiliationState.REFUSED)
    return rows.select_related("organisation__place__parent").order_by("-state", "-starts_on", "pk")


def waiting_within(scopes: Scopes) -> QuerySet[Affiliation]:
    """Requests that somebody has to answer, of the organisations in `scopes`; the oldest first."""
    here = Organisation.objects.standing().filter(access.reach(scopes))
    asked = Affiliation.objects.filter(state=AffiliationState.REQUESTED)
    return asked.filter(organisation__in=here.values("pk")).select_related(*JOINED).order_by("pk")


def waiting_for(user: Any) -> QuerySet[Affiliation]:
    """What waits for the answer of `user`: invitations to them, requests to their organisations."""
    own = Q(state=AffiliationState.INVITED, person=user.person_id)
    stewarded = Q(state=AffiliationState.REQUESTED, organisation__in=access.stewarded_by(user))
    return Affiliation.objects.filter(own | stewarded).select_related(*JOINED).order_by("pk")


def hand_over_of(affiliation: Affiliation) -> HandOver | None:
    """The hand-over by which this office passes on, if one is recorded."""
    rows = HandOver.objects.filter(predecessor=affiliation)
    return rows.select_related("successor__person", "organisation").first()
