"""The register of requests about personal data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from hilo.core.actors import uuid_of
from hilo.core.events import publish
from hilo.core.time import now, today
from hilo.people import mails
from hilo.people.events import DataRequestClosed, DataRequested
from hilo.people.models import DataRequest, Person
from hilo.people.problems import AlreadyAsked, AnswerMissing, HoldsStaffRole, RequestIsClosed
from hilo.people.rules.deadlines import due_on
from hilo.people.services.days import day_in
from hilo.people.services.erasure import erase

COOLING_OFF = dt.timedelta(days=7)
State = DataRequest.State
Kind = DataRequest.Kind


@transaction.atomic
def ask(
    person: Person,
    kind: str,
    *,
    by: Any,
    words: str = "",
    received_on: dt.date | None = None,
) -> DataRequest:
    """Enter a request; an erasure waits `COOLING_OFF`, in which the person may take it back.

    `received_on` is earlier than today for a request that came by letter. Raises `AlreadyAsked`,
    and `HoldsStaffRole` for an erasure while the person holds a role.
    """
    if kind == Kind.ERASURE and person.grants.standing().exists():
        raise HoldsStaffRole(name=str(person))
    received = received_on or today()
    asked = DataRequest(
        person=person,
        kind=kind,
        words=words,
        regime=settings.DATA_PROTECTION,
        received_on=received,
        due_on=due_on(received, settings.DATA_PROTECTION),
        execute_at=now() + COOLING_OFF if kind == Kind.ERASURE else None,
        recorded_by=uuid_of(by),
    )
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError as clash:
        raise AlreadyAsked from clash
    subject = ("person", person.uuid)
    publish(DataRequested(person.uuid, asked.uuid, kind), by=by, subject=subject)
    _tell(asked)
    return asked


def _tell(asked: DataRequest) -> None:
    person, execute = asked.person, asked.execute_at
    mails.send_after_commit(
        "request_received",
        person,
        asked=asked,
        due=day_in(person.language, person, asked.due_on),
        execute=day_in(person.language, person, execute.date()) if execute else "",
        link=mails.link("people:data", person.language),
    )


@transaction.atomic
def take_back(asked: DataRequest, *, by: Any) -> None:
    """The person no longer wants it; raises `RequestIsClosed`."""
    _close(asked, State.WITHDRAWN, by=by)


@transaction.atomic
def answer(asked: DataRequest, *, is_granted: bool, words: str, by: Any) -> None:
    """Answer a request; a refusal gives its reason. An erasure that is granted happens at once.

    Raises `RequestIsClosed`, `AnswerMissing`, `HoldsStaffRole`.
    """
    if not is_granted and not words.strip():
        raise AnswerMissing
    person = asked.person
    _close(asked, State.GRANTED if is_granted else State.REFUSED, by=by, words=words)
    mails.send_after_commit("request_answered", person, asked=asked)
    if is_granted and asked.kind == Kind.ERASURE:
        erase(person, by=by)


def execute_due() -> int:
    """Erase everybody whose time to think again is over; answers how many. Runs every hour."""
    due = DataRequest.objects.filter(kind=Kind.ERASURE, state=State.OPEN, execute_at__lte=now())
    return sum(_execute(asked) for asked in due)


def _execute(asked: DataRequest) -> bool:
    try:
        answer(asked, is_granted=True, words="", by=None)
    except (RequestIsClosed, HoldsStaffRole):
        return False
    return True


def _close(asked: DataRequest, state: str, *, by: Any, words: str = "") -> None:
    closed = DataRequest.objects.filter(pk=asked.pk, state=State.OPEN).update(
        state=state, closed_at=now(), closed_by=uuid_of(by), answer=words
    )
    if not closed:
        raise RequestIsClosed
    asked.refresh_from_db()
    person = asked.person.uuid
    event = DataRequestClosed(person, asked.uuid, state)
    publish(event, by=by, subject=("person", person))
