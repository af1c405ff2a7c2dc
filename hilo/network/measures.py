"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Substr, TruncDate
from django.utils.translation import gettext_lazy as _

from hilo.core.registries import measure
from hilo.network.models import Cluster, Membership, Seat

BEGAN = Coalesce("starts_on", TruncDate("created_at"))


@measure(
    "organisations_in_clusters",
    label=_("Organisations that joined a cluster"),
    unit="organisations",
    split=("kind", "women_led", "size", "place", "cluster"),
    explanation=_(
        "An organisation counts on the day its membership began, or was entered, once per cluster."
    ),
)
def organisations_in_clusters(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """Organisations by the day they joined, both days inclusive."""
    rows = Membership.objects.annotate(at=BEGAN).filter(at__gte=period_start, at__lte=period_end)
    return rows.values(
        "at",
        unit_id=F("organisation_id"),
        cluster_uuid=F("cluster__uuid"),
        kind=F("organisation__kind"),
        women_led=F("organisation__women_led"),
        size=F("organisation__size"),
        place=F("organisation__place__code"),
    )


@measure(
    "commission_members",
    label=_("People who took a seat on a commission"),
    unit="people",
    split=("gender", "stakeholder", "cluster"),
    explanation=_(
        "A person counts on the day their seat began, or was entered, once per commission."
    ),
)
def commission_members(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """People by the day they took a seat, both days inclusive; whoever was erased is not among them."""
    rows = Seat.objects.filter(person__isnull=False).annotate(at=BEGAN)
    return rows.filter(at__gte=period_start, at__lte=period_end).values(
        "at",
        "stakeholder",
        unit_id=F("person_id"),
        cluster_uuid=F("cluster__uuid"),
        gender=F("person__gender"),
    )


@measure(
    "clusters_listed",
    label=_("Clusters that entered the directory"),
    unit="clusters",
    split=("kind", "country"),
    explanation=_("A cluster counts on the day its page was last put into the directory."),
)
def clusters_listed(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """Clusters by the day they were listed, both days inclusive (UTC)."""
    rows = Cluster.objects.filter(
        listed_at__date__gte=period_start, listed_at__date__lte=period_end
    )
    country = Substr("place__code", 1, 2)
    return rows.values("kind", at=F("listed_at"), unit_id=F("pk"), country=country)
