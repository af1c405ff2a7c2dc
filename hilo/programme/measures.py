"""What indicators may count of programmes and of the people in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from hilo.core.measuring import Noon, age_band
from hilo.core.registries import measure
from hilo.network.measures import sector_of_person
from hilo.places.models import Place, Region
from hilo.programme.models import Participation, Policy

# The region of its programme in which the place of a policy lies.
REGION_OF_PLACE = Subquery(
    Region.objects.filter(owner_kind="programme", owner=OuterRef("programme__uuid"))
    .filter(
        Q(places=OuterRef("place"))
        | Q(places=OuterRef("place__parent"))
        | Q(places=OuterRef("place__parent__parent"))
    )
    .order_by("order", "slug")
    .values("uuid")[:1]
)
OF_PEOPLE = ("gender", "age", "place", "region", "audience", "sector", "programme")


@measure(
    "participants",
    label=_("People who take part in a programme"),
    unit="people",
    split=OF_PEOPLE,
    explanation=_("A person counts from the day on which they were taken in."),
    kind="person",
)
def participants(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Participations by the moment they began."""
    return told(Participation.objects.filter(joined_at__gte=since, joined_at__lt=until))


@measure(
    "arrivals",
    label=_("People in a programme who have signed in"),
    unit="people",
    split=OF_PEOPLE,
    explanation=_(
        "A person counts from their first sign-in, or from the day they were taken in if that is later."
    ),
    kind="person",
)
def arrivals(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Participations of people who came, by the moment at which both were true."""
    came = Participation.objects.arrived().annotate(came=Greatest("joined_at", "person__joined_at"))
    return told(came.filter(came__gte=since, came__lt=until), at="came")


@measure(
    "municipalities",
    label=_("Municipalities reached"),
    unit="municipalities",
    split=("region", "audience", "place", "programme"),
    explanation=_(
        "A municipality counts from the day on which the first person who lives there was taken in."
    ),
    kind="place",
)
def municipalities(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Municipalities in which somebody who takes part lives."""
    rows = Participation.objects.filter(joined_at__gte=since, joined_at__lt=until)
    here = rows.filter(person__territory__kind=Place.Kind.MUNICIPALITY)
    return told(here, unit="person__territory_id")


@measure(
    "regions",
    label=_("Regions reached"),
    unit="regions",
    split=("audience", "programme"),
    explanation=_("A region counts from the day on which the first person in it was taken in."),
    kind="region",
)
def regions(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Regions of programmes in which somebody takes part."""
    rows = Participation.objects.filter(joined_at__gte=since, joined_at__lt=until)
    return told(rows.filter(region__isnull=False), unit="region_id")


@measure(
    "policies_adopted",
    label=_("Policies and measures adopted"),
    unit="policies",
    split=("nature", "place", "region", "programme"),
    explanation=_(
        "A policy counts from the day on which it was decided, or was reported where that is not "
        "known, once a coordinator has verified it."
    ),
    kind="policy",
)
def policies_adopted(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Verified policies by the moment at which they were decided."""
    decided = Coalesce(Noon("decided_on"), "reported_at")
    rows = Policy.objects.adopted().annotate(decided=decided)
    return rows.filter(decided__gte=since, decided__lt=until).values(
        unit_id=F("pk"),
        at=F("decided"),
        fact_id=F("pk"),
        by_nature=F("nature"),
        by_place=F("place__code"),
        by_region=REGION_OF_PLACE,
        by_programme=F("programme__uuid"),
    )


def told(
    rows: QuerySet[Participation], at: str = "joined_at", unit: str = "person_id"
) -> QuerySet[Any, Any]:
    """Participations as facts about people, or about what else `unit` names of them."""
    return rows.values(
        unit_id=F(unit),
        at=F(at),
        fact_id=F("pk"),
        by_gender=F("person__gender"),
        by_age=age_band("person__birth_year", at),
        by_place=F("person__territory__code"),
        by_region=F("region__uuid"),
        by_audience=F("audience__slug"),
        by_sector=sector_of_person("person", at),
        by_programme=F("programme__uuid"),
    )
