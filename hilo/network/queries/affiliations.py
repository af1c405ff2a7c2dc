"""Reads about who works where."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import DateField, QuerySet

from hilo.core.keeping import once_per_request
from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, HandOver, Organisation
from hilo.people.access import Scopes
from hilo.people.models import Person

JOINED = ("person__account", "organisation__place__parent")
OF_ORGANISATION = Prepared(
    lambda: (
        Affiliation.objects.filter(organisation=Given("organisation"))
        .exclude(state=AffiliationState.REFUSED)
        .select_related("person")
        .order_by("ends_on", "person__folded", "pk")
    )
)
OWN = Prepared(
    lambda: (
        Affiliation.objects.filter(person=Given("person"))
        .exclude(state=AffiliationState.REFUSED)
        .select_related("organisation")
        .order_by("-state", "-starts_on", "pk")
    )
)
# Of an organisation, what it is called, where it is found, and who may find it.
SEEN = ("uuid", "slug", "short_name", "legal_name", "state", "audience", "merged_into")
WORKS_NOW = Prepared(
    lambda: (
        Affiliation.objects.in_force(Given("day", DateField()))
        .filter(person=Given("person"))
        .select_related("organisation")
        .only("organisation", "role", "is_shown", *(f"organisation__{name}" for name in SEEN))
        .order_by("-starts_on", "pk")
    )
)
INVITED = Prepared(
    lambda: Affiliation.objects.filter(
        state=AffiliationState.INVITED, person=Given("person")
    ).select_related("person", "organisation")
)
PASSES_ON = Prepared(
    lambda: (
        HandOver.objects.filter(predecessor=Given("predecessor"))
        .select_related("successor__person")
        .order_by("pk")[:1]
    )
)


def of_organisation(organisation: Organisation) -> list[Affiliation]:
    """Everybody who belongs, waits, or belonged; who waits comes first, who left last."""
    return OF_ORGANISATION.rows(organisation=organisation.pk)


def of_person(person: Person) -> list[Affiliation]:
    """Where somebody works, waits to be confirmed, or worked."""
    return OWN.rows(person=person.pk)


def where_working(person: Person, viewer: Any) -> list[Affiliation]:
    """Where somebody works now, in organisations that `viewer` may find; the youngest first."""
    asked = partial(WORKS_NOW.rows, person=person.pk, day=today())
    rows = once_per_request(("works now", person.pk), asked)
    return [one for one in rows if access.sees_organisation(viewer, one.organisation)]


def waiting_within(scopes: Scopes) -> QuerySet[Affiliation]:
    """Requests that somebody has to answer, of the organisations in `scopes`; the oldest first."""
    here = Organisation.objects.standing().filter(access.reach(scopes))
    asked = Affiliation.objects.filter(state=AffiliationState.REQUESTED)
    return asked.filter(organisation__in=here.values("pk")).select_related(*JOINED).order_by("pk")


def waiting_for(user: Any) -> list[Affiliation]:
    """What waits for the answer of `user`: invitations to them, requests to their organisations."""
    invited = INVITED.rows(person=user.person_id)
    stewarded = access.stewarded_by(user)
    if not stewarded:
        return sorted(invited, key=lambda one: one.pk)
    asked = Affiliation.objects.filter(
        state=AffiliationState.REQUESTED, organisation__in=stewarded
    ).select_related("person", "organisation")
    return sorted([*invited, *asked], key=lambda one: one.pk)


def hand_over_of(affiliation: Affiliation) -> HandOver | None:
    """The hand-over by which this office passes on, if one is recorded."""
    return PASSES_ON.row(predecessor=affiliation.pk)
