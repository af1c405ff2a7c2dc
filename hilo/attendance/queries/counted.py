"""The share of each person, counted from sessions and records: three questions, however many people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import UUIDField

from hilo.attendance.models import Presence, Session
from hilo.attendance.rosters import rosters
from hilo.attendance.rules.counting import ALWAYS, Record, Share, Sitting, Term, share_of
from hilo.core.prepared import Given, Prepared
from hilo.people.models import Person

FIELDS = ("person", "session", "state", "minutes")
KIND, ABOUT = Given("kind"), Given("about", UUIDField())
SESSIONS = Prepared(
    lambda: Session.objects.filter(about_kind=KIND, about=ABOUT).only(
        "starts_at", "ends_at", "state"
    )
)
# One person is asked about whenever they have done a step of a course.
OF_ONE: Prepared[Any] = Prepared(
    lambda: Presence.objects.filter(
        session__about_kind=KIND, session__about=ABOUT, person=Given("person")
    ).values_list(*FIELDS)
)
MANY = 500  # keys in one condition; above, all records of the roster are read


def attendance_of(
    kind: str, uuid: Any, people: Iterable[Person | int], *, excuses: bool = True
) -> dict[int, Share]:
    """The share of each of `people` (or their primary keys) at the sessions of one roster.

    Three questions: the sessions, the records, and since when each belongs (asked of the roster).
    """
    keys = list(dict.fromkeys(one if isinstance(one, int) else one.pk for one in people))
    sessions = [one.as_sitting() for one in SESSIONS.rows(kind=kind, about=uuid)]
    terms = rosters.get(kind).terms_of(uuid, keys) if kind in rosters and keys else {}
    return shares_of(sessions, _records(kind, uuid, keys), keys, terms, excuses=excuses)


def shares_of(
    sittings: Collection[Sitting],
    records: Mapping[int, Mapping[int, Record]],
    people: Iterable[int],
    terms: Mapping[int, Term],
    *,
    excuses: bool = True,
) -> dict[int, Share]:
    """The share of each person, from `records` by person and session."""
    return {
        person: share_of(
            sittings, records.get(person, {}), term=terms.get(person, ALWAYS), excuses=excuses
        )
        for person in people
    }


def _records(kind: str, uuid: Any, people: Collection[int]) -> dict[int, dict[int, Record]]:
    """What is recorded, by person and session."""
    rows = Presence.objects.filter(session__about_kind=kind, session__about=uuid)
    if len(people) <= MANY:
        rows = rows.filter(person__in=people)
    told: Iterable[Any] = rows.values_list(*FIELDS)
    if len(people) == 1:
        told = OF_ONE.rows(kind=kind, about=uuid, person=next(iter(people)))
    found: dict[int, dict[int, Record]] = {}
    for person, session, state, minutes in told:
        found.setdefault(person, {})[session] = Record(state, minutes)
    return found
