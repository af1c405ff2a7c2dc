"""What is said to people when something has happened to a session. Said once, however often it is delivered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hilo.attendance import messages
from hilo.attendance.events import ExcuseDecided, SessionCancelled, SessionChanged, SessionsPlanned
from hilo.attendance.models import Excuse, Session
from hilo.attendance.rosters import expected_at, rosters
from hilo.core.events import handles
from hilo.notifications import services as notifications
from hilo.notifications.messages import Message


@handles(SessionsPlanned)
def tell_of_new_dates(event: SessionsPlanned) -> None:
    coming = Session.objects.standing().coming().filter(uuid__in=event.sessions)
    if first := coming.first():
        _tell(first, messages.SessionsArranged(event.sessions))


@handles(SessionChanged)
def tell_of_another_time(event: SessionChanged) -> None:
    if event.is_moved and (session := _coming(event.session)):
        _tell(session, messages.SessionMoved(session.uuid, session.sequence))


@handles(SessionCancelled)
def tell_of_cancelling(event: SessionCancelled) -> None:
    if session := _coming(event.session):
        _tell(session, messages.SessionCalledOff(session.uuid))


@handles(ExcuseDecided)
def tell_of_the_answer(event: ExcuseDecided) -> None:
    excuse = Excuse.objects.select_related("person").filter(uuid=event.excuse).first()
    if excuse is not None:
        notifications.notify(excuse.person, messages.ExcuseAnswered(excuse.uuid))


def _coming(uuid: UUID) -> Session | None:
    return Session.objects.coming().filter(uuid=uuid).first()


def _tell(session: Session, message: Message) -> None:
    """Say it to everybody who is expected."""
    if session.about_kind in rosters:
        people: Any = expected_at(session).values_list("uuid", flat=True)
        notifications.notify_many(people, message)
