"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.registries import measure
from hilo.people.models import Person

SPLIT = ("gender", "place", "language")


@measure(
    "people_invited",
    label=_("People invited to the network"),
    unit="people",
    split=SPLIT,
    explanation=_("Each person counts once, on the day (UTC) of their first invitation."),
)
def people_invited(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """People by their first invitation, both days inclusive. Who was erased since still counts."""
    return _by("invited_at", period_start, period_end)


@measure(
    "people_joined",
    label=_("People who joined the network"),
    unit="people",
    split=SPLIT,
    explanation=_("Each person counts once, on the day (UTC) on which they first signed in."),
)
def people_joined(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """People by their first sign-in, both days inclusive. Who was erased since still counts."""
    return _by("joined_at", period_start, period_end)


def _by(moment: str, start: dt.date, end: dt.date) -> QuerySet[Any, Any]:
    people = Person.objects.filter(**{f"{moment}__date__gte": start, f"{moment}__date__lte": end})
    return people.values("gender", "language", unit_id=F("pk"), at=F(moment)).annotate(
        place=F("territory__code")
    )
