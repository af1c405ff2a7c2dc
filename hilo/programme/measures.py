"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.registries import measure
from hilo.programme.models import Participation


@measure(
    "participants",
    label=_("People who began to take part in a programme"),
    unit="people",
    split=("gender", "place", "region", "audience", "programme"),
    explanation=_(
        "A person counts on the day they first took part in a programme, once per programme."
    ),
)
def participants(period_start: dt.date, period_end: dt.date) -> QuerySet[Any, Any]:
    """People by the day they were taken in, both days inclusive (UTC)."""
    rows = Participation.objects.filter(
        joined_at__date__gte=period_start, joined_at__date__lte=period_end
    )
    return rows.values(
        unit_id=F("person_id"),
        programme_uuid=F("programme__uuid"),
        gender=F("person__gender"),
        place=F("person__territory__code"),
        region_uuid=F("region__uuid"),
        audience_slug=F("audience__slug"),
    ).annotate(at=Min("joined_at"))
