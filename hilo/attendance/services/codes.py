"""The code on the screen: opened for a while, typed on phones, closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hilo.attendance import problems
from hilo.attendance.enums import PresenceState, Way
from hilo.attendance.events import CodeClosed, CodeOpened, CodeTyped
from hilo.attendance.models import Presence, PresenceChange, Session
from hilo.attendance.rosters import is_expected
from hilo.attendance.rules.codes import new_code, read_code
from hilo.attendance.rules.ways import Verdict, by_code
from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.time import now
from hilo.people.models import Person
from hilo.ui import calendar

USUAL_MINUTES, MOST_MINUTES = 15, 240


@dataclass(frozen=True)
class Typed:
    """What a typed code came to: at which session, and whether the record says present."""

    session: Session
    presence: Presence
    is_new: bool

    @property
    def is_present(self) -> bool:
        return self.presence.state == PresenceState.PRESENT


@transaction.atomic
def open_code(session: Session, *, by: Any, minutes: int = USUAL_MINUTES) -> Session:
    """Let people type a new code for `minutes`. Raises `IsCancelled`, `WindowTooLong`, `SessionMovedOn`.

    Two sessions that are open at once never have the same code.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise problems.WindowTooLong(field="minutes")
    lock("codes of sessions")
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.is_cancelled:
        raise problems.IsCancelled
    taken = Session.objects.exclude(code="").values_list("code", flat=True)
    session.code = new_code(set(taken))
    session.code_opens_at = now()
    session.code_closes_at = now() + dt.timedelta(minutes=minutes)
    session.save(update_fields=["code", "code_opens_at", "code_closes_at"])
    publish(CodeOpened(session.uuid, minutes), by=by, subject=("session", session.uuid))
    return session


@transaction.atomic
def close_code(session: Session, *, by: Any) -> None:
    """Let nobody type the code any more; closing twice changes nothing."""
    open_now = Session.objects.filter(pk=session.pk).taking_codes()
    if open_now.update(code_closes_at=now()):
        publish(CodeClosed(session.uuid), by=by, subject=("session", session.uuid))


def session_with(code: str) -> Session:
    """The session that takes this code now; raises `CodeIsEmpty`, `CodeIsWrong`, `CodeIsLate`."""
    digits = read_code(code)
    if not digits:
        raise problems.CodeIsEmpty(field="code")
    found = Session.objects.standing().filter(code=digits).first()
    if found is None:
        raise problems.CodeIsWrong(field="code")
    if not found.takes_code:
        assert found.code_closes_at is not None  # a code has its window
        raise problems.CodeIsLate(
            hour=calendar.hour(found.code_closes_at.astimezone(found.clock)), field="code"
        )
    return found


@transaction.atomic
def type_code(code: str, *, person: Person, by: Any) -> Typed:
    """`person` was there: they typed the code that stands on the screen. Typing it twice changes nothing.

    Raises `CodeIsEmpty`, `CodeIsWrong`, `CodeIsLate`, `NotExpected`. What a keeper has written stays
    (`rules.ways`); that the code was typed is kept beside it.
    """
    # Lock: the session, as `lists.record` does; a phone and a keeper come after each other.
    rows = Session.objects.select_for_update(of=("self",), no_key=True)
    session = rows.get(pk=session_with(code).pk)
    if not is_expected(session, person):
        raise problems.NotExpected(field="code")
    presence, is_new = Presence.objects.get_or_create(
        session=session, person=person, defaults=_present()
    )
    if not is_new:
        _settle(presence)
    if is_new:
        event = CodeTyped(session.uuid, person.uuid, *session.roster)
        publish(event, by=by, subject=("session", session.uuid))
    return Typed(session, presence, is_new)


def _present() -> dict[str, Any]:
    return {
        "state": PresenceState.PRESENT,
        "minutes": None,
        "way": Way.CODE,
        "recorded_at": now(),
        "by": None,
        "code_at": now(),
    }


def _settle(presence: Presence) -> None:
    """Keep that the code was typed where something is recorded already; it overrules an excuse alone."""
    if by_code(presence.kept) == Verdict.CHANGE:
        PresenceChange.objects.create(
            session=presence.session,
            person=presence.person,
            before=presence.state,
            before_way=presence.way,
            after=PresenceState.PRESENT,
            way=Way.CODE,
            at=now(),
        )
        for name, value in _present().items():
            setattr(presence, name, value)
        presence.save()
    elif presence.code_at is None:
        presence.code_at = now()
        presence.save(update_fields=["code_at"])
