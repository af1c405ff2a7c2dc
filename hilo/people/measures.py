"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.measuring import age_band
from hilo.core.registries import measure
from hilo.people.models import Person

SPLIT = ("gender", "age", "place", "language")


@measure(
    "people_invited",
    label=_("People invited to the network"),
    unit="people",
    split=SPLIT,
    explanation=_("Each person counts once, from their first invitation on."),
    kind="person",
)
def people_invited(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by their first invitation. Who was erased since still counts."""
    return _by("invited_at", since, until)


@measure(
    "people_joined",
    label=_("People who joined the network"),
    unit="people",
    split=SPLIT,
    explanation=_("Each person counts once, from their first sign-in on."),
    kind="person",
)
def people_joined(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by their first sign-in. Who was erased since still counts."""
    return _by("joined_at", since, until)


def _by(moment: str, since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    people = Person.objects.filter(**{f"{moment}__gte": since, f"{moment}__lt": until})
    return people.values(
        unit_id=F("pk"),
        at=F(moment),
        fact_id=F("pk"),
        by_gender=F("gender"),
        by_age=age_band("birth_year", moment),
        by_place=F("territory__code"),
        by_language=F("language"),
    )
