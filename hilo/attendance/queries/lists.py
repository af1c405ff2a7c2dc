"""Who stands on the list of a session, with what is recorded and announced."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from hilo.attendance.enums import ExcuseState
from hilo.attendance.models import Excuse, Presence, PresenceChange, Session
from hilo.attendance.rosters import expected_at
from hilo.people.models import Person


def people_on(session: Session) -> list[Person]:
    """Whoever is expected, and whoever is on record without being expected any more, by name."""
    on_record = session.presences.values("person")
    rows = Person.objects.filter(Q(pk__in=expected_at(session).values("pk")) | Q(pk__in=on_record))
    return list(rows.order_by("folded", "pk"))


def count_on(session: Session) -> int:
    """How many people stand on the list."""
    on_record = session.presences.values("person")
    expected = expected_at(session).values("pk")
    return Person.objects.filter(Q(pk__in=expected) | Q(pk__in=on_record)).count()


def presences_at(session: Session) -> dict[int, Presence]:
    """What is recorded, by person."""
    found = session.presences.select_related("by__person")
    for one in found:
        one.session = session
    return {one.person_id: one for one in found}


def excuses_at(session: Session) -> dict[int, Excuse]:
    """What was announced and stands, by person."""
    rows = session.excuses.exclude(state=ExcuseState.WITHDRAWN)
    return {one.person_id: one for one in rows}


def waiting_excuses(session: Session) -> list[Excuse]:
    """Absences that nobody has decided on, the first one first."""
    rows = session.excuses.filter(state=ExcuseState.ANNOUNCED)
    return list(rows.select_related("person"))


def counts_at(session: Session) -> Counter[str]:
    """How many are recorded as what."""
    return Counter(session.presences.values_list("state", flat=True))


def changes_of(session: Session, limit: int = 50) -> list[PresenceChange]:
    """The log of corrections, the latest first."""
    rows = session.changes.select_related("person", "by__person")
    return list(rows[:limit])


def own_records(person: Any, sessions: list[Session]) -> dict[int, Presence]:
    """What is recorded of one person, by session."""
    rows = Presence.objects.filter(person=person, session__in=sessions)
    return {one.session_id: one for one in rows}
