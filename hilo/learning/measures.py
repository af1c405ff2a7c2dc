"""What indicators may count here: those who learn, are active, complete. Distinct people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.measuring import age_band
from hilo.core.registries import measure
from hilo.learning.models import Done, Enrolment

SPLIT = ("gender", "age", "place", "region", "audience", "programme")


def _split(prefix: str, at: str) -> dict[str, Any]:
    """The columns by which people who learn are split; `prefix` leads to the enrolment."""
    return {
        "by_gender": F(f"{prefix}person__gender"),
        "by_age": age_band(f"{prefix}person__birth_year", at),
        "by_place": F(f"{prefix}person__territory__code"),
        "by_region": F(f"{prefix}cohort__region__uuid"),
        "by_audience": F(f"{prefix}cohort__audience__slug"),
        "by_programme": F(f"{prefix}course__programme__uuid"),
    }


@measure(
    "people_enrolled",
    label=_("People enrolled in a course"),
    unit="people",
    split=SPLIT,
    explanation=_(
        "A person counts from the day they were enrolled, once however many courses they take; also where they "
        "withdrew later."
    ),
    kind="person",
)
def people_enrolled(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the moment they were enrolled; whoever only asked, or was not admitted, does not count."""
    taken = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED, Enrolment.State.WITHDRAWN)
    rows = Enrolment.objects.filter(state__in=taken)
    return rows.filter(enrolled_at__gte=since, enrolled_at__lt=until).values(
        unit_id=F("person_id"),
        at=F("enrolled_at"),
        fact_id=F("pk"),
        **_split("", "enrolled_at"),
    )


@measure(
    "people_learning",
    label=_("People who learned"),
    unit="people",
    split=SPLIT,
    explanation=_("A person counts in a period in which they did at least one step of a course."),
    kind="person",
)
def people_learning(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the steps that they did; each is counted once, whatever the number."""
    return Done.objects.filter(at__gte=since, at__lt=until).values(
        unit_id=F("enrolment__person_id"),
        fact_id=F("pk"),
        at=F("at"),
        **_split("enrolment__", "at"),
    )


@measure(
    "people_completing",
    label=_("People who completed a course"),
    unit="people",
    split=SPLIT,
    explanation=_(
        "A person counts from the day on which they had done everything that the certificate asks for."
    ),
    kind="person",
)
def people_completing(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the moment they completed a course."""
    rows = Enrolment.objects.filter(state=Enrolment.State.COMPLETED)
    return rows.filter(completed_at__gte=since, completed_at__lt=until).values(
        unit_id=F("person_id"),
        at=F("completed_at"),
        fact_id=F("pk"),
        **_split("", "completed_at"),
    )
