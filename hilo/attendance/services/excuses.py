"""Somebody cannot come: announced with a reason, accepted or not by a keeper, withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.attendance import problems
from hilo.attendance.enums import ExcuseState, PresenceState, Way
from hilo.attendance.events import AbsenceAnnounced, AbsenceWithdrawn, ExcuseDecided
from hilo.attendance.models import Excuse, Presence, Session
from hilo.attendance.rosters import is_expected
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people.models import Person

OPEN = (ExcuseState.ANNOUNCED, ExcuseState.WITHDRAWN)


@transaction.atomic
def announce(session: Session, person: Person, *, reason: str, by: Any) -> Excuse:
    """`person` cannot come, and why; announcing again replaces the reason until it is decided.

    Raises `NotExpected`, `IsCancelled`, `TooLateToAnnounce`, `AlreadyDecided`.
    """
    if session.is_cancelled:
        raise problems.IsCancelled
    if session.is_over:
        raise problems.TooLateToAnnounce
    if not is_expected(session, person):
        raise problems.NotExpected
    told = {"reason": reason, "announced_at": now(), "state": ExcuseState.ANNOUNCED}
    excuse, is_new = Excuse.objects.get_or_create(session=session, person=person, defaults=told)
    if not is_new:
        _announced_again(excuse, told)
    event = AbsenceAnnounced(session.uuid, person.uuid, excuse.uuid)
    publish(event, by=by, subject=("session", session.uuid))
    return excuse


def _announced_again(excuse: Excuse, told: dict[str, Any]) -> None:
    if not Excuse.objects.filter(pk=excuse.pk, state__in=OPEN).update(**told):
        raise problems.AlreadyDecided
    excuse.refresh_from_db()


@transaction.atomic
def withdraw(excuse: Excuse, *, by: Any) -> None:
    """`person` comes after all. Raises `AlreadyDecided`."""
    open_now = Excuse.objects.filter(pk=excuse.pk, state=ExcuseState.ANNOUNCED)
    if not open_now.update(state=ExcuseState.WITHDRAWN):
        raise problems.AlreadyDecided
    session = excuse.session
    event = AbsenceWithdrawn(session.uuid, excuse.person.uuid)
    publish(event, by=by, subject=("session", session.uuid))


@transaction.atomic
def decide(excuse: Excuse, *, is_accepted: bool, by: Any, answer: str = "") -> Excuse:
    """Accept an excuse (it is recorded, unless something else is) or not. Raises `AlreadyDecided`."""
    state = ExcuseState.ACCEPTED if is_accepted else ExcuseState.REFUSED
    told = {"state": state, "answer": answer, "decided_at": now(), "by": by}
    if not Excuse.objects.filter(pk=excuse.pk, state=ExcuseState.ANNOUNCED).update(**told):
        raise problems.AlreadyDecided
    excuse.refresh_from_db()
    if is_accepted:
        _record(excuse, by)
    event = ExcuseDecided(excuse.session.uuid, excuse.person.uuid, excuse.uuid, is_accepted)
    publish(event, by=by, subject=("session", excuse.session.uuid))
    return excuse


def _record(excuse: Excuse, by: Any) -> None:
    """Whoever is on record already stays so: an excuse never takes away that somebody came."""
    told = {"state": PresenceState.EXCUSED, "way": Way.EXCUSE, "recorded_at": now(), "by": by}
    Presence.objects.get_or_create(session=excuse.session, person=excuse.person, defaults=told)
