"""Sessions of a roster and of a person."""

from __future__ import annotations

from typing import Any

from hilo.attendance.access import sessions_of as sessions_of_person
from hilo.attendance.enums import SessionState
from hilo.attendance.models import Session, SessionQuerySet
from hilo.core.time import now


def sessions_of(kind: str, uuid: Any) -> SessionQuerySet:
    """The sessions of one roster, the first one first."""
    return Session.objects.of(kind, uuid).order_by("starts_at", "pk")


def coming_of(person: Any) -> SessionQuerySet:
    """What is still to come (or is going on) where `person` is expected, the next one first."""
    rows = sessions_of_person(person).coming()
    return rows.select_related("place__parent").order_by("starts_at", "pk")


def past_of(person: Any) -> SessionQuerySet:
    """What is over, the latest first; what was cancelled beforehand is left out."""
    rows = sessions_of_person(person).filter(ends_at__lte=now())
    return rows.exclude(state=SessionState.CANCELLED).order_by("-starts_at", "-pk")
