"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.attendance.enums import PresenceState, SessionState
from hilo.attendance.models import Presence, Session
from hilo.core.measuring import age_band
from hilo.core.registries import measure

CAME = (PresenceState.PRESENT, PresenceState.PARTIAL)


@measure(
    "sessions_held",
    label=_("Sessions held"),
    unit="sessions",
    split=("place",),
    explanation=_("A session counts on the day it began, once its attendance list is closed."),
    kind="session",
)
def sessions_held(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Held sessions by the moment they began."""
    rows = Session.objects.filter(state=SessionState.HELD)
    return rows.filter(starts_at__gte=since, starts_at__lt=until).values(
        unit_id=F("pk"), at=F("starts_at"), fact_id=F("pk"), by_place=F("place__code")
    )


@measure(
    "people_who_attended",
    label=_("People who attended a session"),
    unit="people",
    split=("gender", "age", "place"),
    explanation=_(
        "A person counts from the first held session at which they were there, also partly."
    ),
    kind="person",
)
def people_who_attended(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """People by the sessions at which they were; each is counted once, whatever the number."""
    rows = Presence.objects.filter(state__in=CAME, session__state=SessionState.HELD)
    return rows.filter(session__starts_at__gte=since, session__starts_at__lt=until).values(
        unit_id=F("person_id"),
        at=F("session__starts_at"),
        fact_id=F("pk"),
        by_gender=F("person__gender"),
        by_age=age_band("person__birth_year", "session__starts_at"),
        by_place=F("session__place__code"),
    )
