"""When the groups met, on site and online, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hilo.attendance.enums import PresenceState, SessionState, Way
from hilo.attendance.models import Presence, Session
from hilo.learning.models import Cohort, Enrolment
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment, text
from hilo.site.demonstration.groups.paces import is_guest, pace_of

HOUR = 10
ZONE = "America/Mexico_City"
COMES = {"never": 0.12, "stopped": 0.45, "behind": 0.85, "steady": 0.97}


def identity(key: str) -> UUID:
    """The same session has the same UUID in every demonstration."""
    return uuid5(NAMESPACE_URL, f"https://hilo.example/groups/{key}")


def hold(plan: Any, cohort: Cohort) -> None:
    """The sessions of one group: those whose day is over are held, and their lists closed."""
    made = Session.objects.bulk_create(
        _session(plan, cohort, number, one) for number, one in enumerate(plan.told["session"])
    )
    held = [one for one in made if one.state == SessionState.HELD]
    rows = list(cohort.enrolments.select_related("person__account").order_by("pk"))
    Presence.objects.bulk_create(
        (found for row in rows for found in _presences(row, held, plan)), batch_size=500
    )


def _session(plan: Any, cohort: Cohort, number: int, told: dict[str, Any]) -> Session:
    day = plan.starts_on + dt.timedelta(days=int(plan.told["lasts"] * told["at"]))
    starts = moment(day, HOUR)
    is_held = day < plan.day
    town = plan.people[0].territory if plan.people else None
    house = plan.told["venue"]["house"]
    link = plan.told["venue"]["link"] % {"group": cohort.slug}
    is_online = told["mode"] == "online"
    return Session(
        uuid=identity(f"{cohort.slug}/{number}"),
        about_kind="cohort",
        about=cohort.uuid,
        title=text(told, plan.told["original"]),
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=told["minutes"]),
        zone=ZONE,
        mode=told["mode"],
        place=None if is_online else town,
        venue="" if is_online else house,
        link=link if is_online else "",
        state=SessionState.HELD if is_held else SessionState.PLANNED,
        held_at=starts + dt.timedelta(hours=5) if is_held else None,
    )


def _presences(row: Enrolment, held: list[Session], plan: Any) -> list[Presence]:
    """What is recorded of one person; whoever has no record was absent."""
    urn = Urn(files.shares()["seed"], "presence", row.person.email)
    comes = COMES[pace_of(row.person, plan.told, plan.elapsed).kind]
    if is_guest(row.person):
        comes = 1.0
    found = [_presence(row, session, urn, comes) for session in held]
    return [one for one in found if one is not None]


def _presence(row: Enrolment, session: Session, urn: Urn, comes: float) -> Presence | None:
    drawn, part = urn.chance.random(), urn.chance.random()
    state, minutes = PresenceState.PRESENT, None
    if drawn > comes:
        if part > 0.2:
            return None
        state = PresenceState.EXCUSED
    elif part < 0.05:
        state, minutes = PresenceState.PARTIAL, session.minutes // 2
    return Presence(
        session=session,
        person=row.person,
        state=state,
        minutes=minutes,
        way=Way.CODE if session.is_online else Way.PAPER,
        recorded_at=session.starts_at + dt.timedelta(minutes=20),
    )
