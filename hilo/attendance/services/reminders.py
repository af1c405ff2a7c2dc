"""Whoever is expected is reminded of a session the day before."""

from __future__ import annotations

import datetime as dt

from hilo.attendance import messages
from hilo.attendance.enums import ExcuseState, SessionState
from hilo.attendance.models import Session
from hilo.attendance.rosters import expected_at, rosters
from hilo.core.time import now
from hilo.notifications import services as notifications

AHEAD = dt.timedelta(
    hours=36
)  # asked once a day, so that each session is reminded of 12 to 36 hours before
EXCUSING = (ExcuseState.ANNOUNCED, ExcuseState.ACCEPTED)


def remind() -> int:
    """Remind of what begins soon, except whoever said that they cannot come; answers of how many sessions."""
    soon = Session.objects.filter(
        state=SessionState.PLANNED, starts_at__gt=now(), starts_at__lte=now() + AHEAD
    )
    told = 0
    for session in soon:
        if session.about_kind in rosters:
            _remind(session)
            told += 1
    return told


def _remind(session: Session) -> None:
    excused = session.excuses.filter(state__in=EXCUSING).values("person")
    people = expected_at(session).exclude(pk__in=excused).values_list("uuid", flat=True)
    notifications.notify_many(people, messages.SessionReminder(session.uuid, session.starts_at))
