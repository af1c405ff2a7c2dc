"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from hilo.core.measuring import Noon, age_band
from hilo.core.registries import measure
from hilo.network.enums import AffiliationState, State
from hilo.network.models import Cluster, Membership, Organisation, Seat, Sector

BEGAN = Coalesce(Noon("starts_on"), "created_at")
OF_ORGANISATIONS = ("organisation_kind", "size", "sector", "women_led", "place")


def sector_of(organisation: str) -> Subquery:
    """The sector in which an organisation counts: the first of its own in the order of the list of sectors.

    Whoever had several would count several times; so the parts add up to the whole.
    """
    own = Sector.objects.filter(organisations=OuterRef(organisation))
    return Subquery(own.order_by("order", "slug").values("slug")[:1])


def sector_of_person(person: str, at: str) -> Subquery:
    """The sector of the organisation in which a person worked on the day of `at`, in Greenwich.

    Of several, the one entered first that states a sector; nothing where they worked in none.
    """
    day, work = Cast(OuterRef(at), DateField()), "organisations__affiliations__"
    begun = Q(**{f"{work}starts_on__isnull": True}) | Q(**{f"{work}starts_on__lte": day})
    goes_on = Q(**{f"{work}ends_on__isnull": True, f"{work}state": AffiliationState.ACTIVE})
    settled = Q(**{f"{work}state__in": (AffiliationState.ACTIVE, AffiliationState.ENDED)})
    was_there = settled & begun & (goes_on | Q(**{f"{work}ends_on__gte": day}))
    theirs = Sector.objects.filter(was_there, **{f"{work}person": OuterRef(person)})
    return Subquery(theirs.order_by(f"{work}pk", "order", "slug").values("slug")[:1])


@measure(
    "organisations_listed",
    label=_("Organisations in the directory"),
    unit="organisations",
    split=OF_ORGANISATIONS,
    explanation=_(
        "An organisation counts from the day on which it was listed, while it is listed."
    ),
    kind="organisation",
)
def organisations_listed(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Listed organisations by the moment they were listed."""
    rows = Organisation.objects.standing().filter(state=State.LISTED)
    return rows.filter(listed_at__gte=since, listed_at__lt=until).values(
        unit_id=F("pk"),
        at=F("listed_at"),
        fact_id=F("pk"),
        by_organisation_kind=F("kind"),
        by_size=F("size"),
        by_sector=sector_of("pk"),
        by_women_led=F("women_led"),
        by_place=F("place__code"),
    )


@measure(
    "organisations_in_clusters",
    label=_("Organisations that joined a cluster"),
    unit="organisations",
    split=(*OF_ORGANISATIONS, "cluster"),
    explanation=_("An organisation counts from the day its membership began, or was entered."),
    kind="organisation",
)
def organisations_in_clusters(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Organisations by the day they joined."""
    rows = Membership.objects.annotate(began=BEGAN).filter(began__gte=since, began__lt=until)
    return rows.values(
        unit_id=F("organisation_id"),
        at=F("began"),
        fact_id=F("pk"),
        by_organisation_kind=F("organisation__kind"),
        by_size=F("organisation__size"),
        by_sector=sector_of("organisation"),
        by_women_led=F("organisation__women_led"),
        by_place=F("organisation__place__code"),
        by_cluster=F("cluster__uuid"),
    )


@measure(
    "commission_members",
    label=_("People who took a seat on a commission"),
    unit="people",
    split=("gender", "age", "stakeholder", "place", "cluster"),
    explanation=_("A person counts from the day their seat began, or was entered."),
    kind="person",
)
def commission_members(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the day they took a seat; whoever was erased is not among them."""
    rows = Seat.objects.filter(person__isnull=False).annotate(began=BEGAN)
    return rows.filter(began__gte=since, began__lt=until).values(
        unit_id=F("person_id"),
        at=F("began"),
        fact_id=F("pk"),
        by_gender=F("person__gender"),
        by_age=age_band("person__birth_year", "began"),
        by_stakeholder=F("stakeholder"),
        by_place=F("cluster__place__code"),
        by_cluster=F("cluster__uuid"),
    )


@measure(
    "clusters_mapped",
    label=_("Clusters and other mapped items"),
    unit="clusters",
    split=("cluster_kind", "place"),
    explanation=_(
        "A cluster counts from the day it was mapped; where none is told, from the day it was listed."
    ),
    kind="cluster",
)
def clusters_mapped(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Listed clusters by the day they were mapped."""
    when = Coalesce(Noon("mapped_on"), "listed_at")
    rows = Cluster.objects.filter(state=State.LISTED).annotate(mapped=when)
    return rows.filter(mapped__gte=since, mapped__lt=until).values(
        unit_id=F("pk"),
        at=F("mapped"),
        fact_id=F("pk"),
        by_cluster_kind=F("kind"),
        by_place=F("place__code"),
    )
