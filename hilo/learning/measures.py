"""What indicators may count here: those who learn, are active, complete, can do more. Distinct people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from hilo.competences.queries import pairs_about
from hilo.core.measuring import age_band
from hilo.core.registries import measure
from hilo.learning.models import Cohort, Done, Enrolment
from hilo.network.measures import sector_of_person

SPLIT = ("gender", "age", "place", "region", "audience", "programme")
OF_LEARNERS = (*SPLIT, "sector")


def _split(prefix: str, at: str) -> dict[str, Any]:
    """The columns by which people who learn are split; `prefix` leads to the enrolment."""
    return {
        "by_gender": F(f"{prefix}person__gender"),
        "by_age": age_band(f"{prefix}person__birth_year", at),
        "by_place": F(f"{prefix}person__territory__code"),
        "by_region": F(f"{prefix}cohort__region__uuid"),
        "by_audience": F(f"{prefix}cohort__audience__slug"),
        "by_programme": F(f"{prefix}course__programme__uuid"),
        "by_sector": sector_of_person(f"{prefix}person", at),
    }


@measure(
    "people_enrolled",
    label=_("People enrolled in a course"),
    unit="people",
    split=OF_LEARNERS,
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
    split=OF_LEARNERS,
    explanation=_("A person counts in a period in which they did at least one step of a course."),
    kind="person",
)
def people_learning(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the steps that they did; each is counted once, whatever the number."""
    return Done.objects.filter(at__gte=since, at__lt=until).values(
        "at",
        unit_id=F("enrolment__person_id"),
        fact_id=F("pk"),
        **_split("enrolment__", "at"),
    )


@measure(
    "people_completing",
    label=_("People who completed a course"),
    unit="people",
    split=OF_LEARNERS,
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


# Gain. The rule: docs/algorithms/gain.md.


@measure(
    "people_rated_twice",
    label=_("People who rated their own ability before and after a course"),
    unit="people",
    split=SPLIT,
    explanation=_(
        "A person counts who rated at least one competence both before and after a course with their cohort, from "
        "the moment at which both ratings are closed. What people rate is confidential: nobody sees who is counted."
    ),
    kind="person",
    is_confidential=True,
)
def people_rated_twice(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the moment from which their two ratings may be told."""
    return _rated_twice(since, until)


@measure(
    "people_rating_higher",
    label=_("People whose rating of their own ability rose"),
    unit="people",
    split=SPLIT,
    explanation=_(
        "A person counts whose abilities, over all competences they rated before and after a course, are higher on "
        "average after it. What people rate is confidential: nobody sees who is counted."
    ),
    kind="person",
    is_confidential=True,
)
def people_rating_higher(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Those of them whose mean rose; whoever stayed or fell does not count."""
    return _rated_twice(since, until, rise__gt=0)


def _rated_twice(since: dt.datetime, until: dt.datetime, **which: Any) -> QuerySet[Any, Any]:
    """One fact for each person and cohort; region and audience are those of the cohort that rated."""
    rows = pairs_about("cohort").filter(told_at__gte=since, told_at__lt=until, **which)
    cohort = Cohort.objects.filter(uuid=OuterRef("occasion__about"))
    return rows.values(
        unit_id=F("person_id"),
        at=F("told_at"),
        fact_id=F("pk"),
        by_gender=F("person__gender"),
        by_age=age_band("person__birth_year", "told_at"),
        by_place=F("person__territory__code"),
        by_region=Subquery(cohort.values("region__uuid")),
        by_audience=Subquery(cohort.values("audience__slug")),
        by_programme=Subquery(cohort.values("course__programme__uuid")),
    )
