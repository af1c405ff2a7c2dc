"""Sessions are planned, changed, cancelled; their list is closed and opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from hilo.attendance import problems
from hilo.attendance.enums import Mode, SessionState
from hilo.attendance.events import (
    SessionCancelled,
    SessionChanged,
    SessionHeld,
    SessionReopened,
    SessionsPlanned,
)
from hilo.attendance.models import Session
from hilo.attendance.rules import repeating
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now

LONGEST = dt.timedelta(hours=24)
# What moves a session in people's calendars.
MOVING = ("starts_at", "ends_at", "zone", "mode", "place", "venue", "link")


@transaction.atomic
def plan(
    *,
    about: tuple[str, UUID],
    title: Text,
    beginnings: Sequence[dt.datetime],
    length: dt.timedelta,
    zone: str,
    by: Any,
    mode: str = Mode.ON_SITE,
    place: Any = None,
    venue: str = "",
    directions: Text | None = None,
    link: str = "",
) -> list[Session]:
    """Sessions of the roster `about` at each of the `beginnings`, alike in everything else.

    Raises `EndsBeforeItBegins`, `TooLong`, `TooManyDates`, `WhereIsMissing`, `LinkIsMissing`.
    """
    if len(beginnings) > repeating.MOST:
        raise problems.TooManyDates(most=repeating.MOST, field="times")
    told = {"mode": mode, "place": place, "venue": venue, "link": link}
    fields = told | {"title": title, "directions": directions or Text(), "zone": zone}
    made = [
        Session(
            about_kind=about[0], about=about[1], starts_at=start, ends_at=start + length, **fields
        )
        for start in sorted(set(beginnings))
    ]
    for session in made:
        check(session)
        session.save()
    uuids = tuple(one.uuid for one in made)
    publish(SessionsPlanned(*about, uuids, len(made)), by=by, subject=about)
    return made


def local_time(day: dt.date, hour: dt.time, zone: str) -> dt.datetime:
    """The instant at which the clock of `zone` shows `hour` on `day`; raises `HourDoesNotExist`.

    Where an hour comes twice (clocks are put back), the first one is meant.
    """
    clock = ZoneInfo(zone)
    found = dt.datetime.combine(day, hour, tzinfo=clock).astimezone(dt.UTC)
    if found.astimezone(clock).replace(tzinfo=None) != dt.datetime.combine(day, hour):
        raise problems.HourDoesNotExist(field="starts")
    return found


def check(session: Session) -> None:
    """Do nothing if a session is whole; otherwise raise what is wrong with it."""
    if session.ends_at <= session.starts_at:
        raise problems.EndsBeforeItBegins(field="ends")
    if session.ends_at - session.starts_at > LONGEST:
        raise problems.TooLong(field="ends")
    if session.is_on_site and not session.venue.strip():
        raise problems.WhereIsMissing(field="venue")
    if session.is_online and not session.link:
        raise problems.LinkIsMissing(field="link")


@transaction.atomic
def change(session: Session, *, by: Any, expected: int, **changes: Any) -> Session:
    """Change the named fields; people hear of another time or place, and calendars follow.

    Raises `Overtaken`, `SessionMovedOn`, `AlreadyHeld`, and what `plan` raises.
    """
    session = _locked(session)
    before = {name: getattr(session, name) for name in changes}
    changed = tuple(sorted(name for name in changes if before[name] != changes[name]))
    is_moved = any(name in MOVING for name in changed)
    if session.is_cancelled:
        raise problems.SessionMovedOn
    if session.is_held and {"starts_at", "ends_at"} & set(changed):
        raise problems.AlreadyHeld(field="starts")
    for name, value in changes.items():
        setattr(session, name, value)
    check(session)
    session.sequence += is_moved or "title" in changed
    session.save_version(expected=expected)
    if changed:
        event = SessionChanged(session.uuid, changed, is_moved)
        publish(event, by=by, subject=("session", session.uuid))
    return session


@transaction.atomic
def cancel(session: Session, *, reason: str, by: Any) -> Session:
    """It does not take place. Raises `SessionMovedOn`, `HasRecords`."""
    session = _locked(session)
    if session.presences.exclude(way="excuse").exists():
        raise problems.HasRecords
    told = {"reason": reason, "code": "", "sequence": session.sequence + 1}
    _move(session, "cancel", **told)
    publish(SessionCancelled(session.uuid), by=by, subject=("session", session.uuid))
    return session


@transaction.atomic
def hold(session: Session, *, by: Any) -> Session:
    """Close the list: the session counts. Raises `NotBegunYet`, `SessionMovedOn`."""
    session = _locked(session)
    if not session.has_begun:
        raise problems.NotBegunYet
    _move(session, "hold", held_at=now(), code="")
    event = SessionHeld(session.uuid, *session.roster)
    publish(event, by=by, subject=("session", session.uuid))
    return session


@transaction.atomic
def reopen(session: Session, *, by: Any) -> Session:
    """Open the list again; meanwhile the session does not count. Raises `SessionMovedOn`."""
    session = _locked(session)
    _move(session, "reopen", held_at=None)
    event = SessionReopened(session.uuid, *session.roster)
    publish(event, by=by, subject=("session", session.uuid))
    return session


def _locked(session: Session) -> Session:
    # Lock: the session, because closing its list and recording somebody must not cross.
    return Session.objects.select_for_update(of=("self",)).get(pk=session.pk)


def _move(session: Session, verb: str, **changes: Any) -> None:
    if not session.can(verb):
        raise problems.SessionMovedOn
    session.state = SessionState(Session.TRANSITIONS[verb][1])
    for name, value in changes.items():
        setattr(session, name, value)
    session.save_version(expected=session.version)
