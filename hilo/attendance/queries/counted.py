"""The share of each person, counted from sessions and records: three questions, however many people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import FilteredRelation, Q, UUIDField

from hilo.attendance.models import Presence, Session
from hilo.attendance.rosters import rosters
from hilo.attendance.rules.counting import (
    ALWAYS,
    Record,
    Share,
    Sitting,
    Term,
    minutes_between,
    share_of,
)
from hilo.core.prepared import Given, Prepared
from hilo.people.models import Person

Records = Mapping[int, Mapping[int, Record]]  # by person and session
FIELDS = ("person", "session", "state", "minutes")
KIND, ABOUT = Given("kind"), Given("about", UUIDField())
SESSIONS = Prepared(
    lambda: Session.objects.filter(about_kind=KIND, about=ABOUT).only(
        "starts_at", "ends_at", "state"
    )
)
# One person is asked about whenever they have done a step of a course: sessions and records at once.
OF_ONE: Prepared[Any] = Prepared(
    lambda: (
        Session.objects.filter(about_kind=KIND, about=ABOUT)
        .annotate(own=FilteredRelation("presences", condition=Q(presences__person=Given("person"))))
        .values_list("pk", "starts_at", "ends_at", "state", "own__state", "own__minutes")
    )
)
MANY = 500  # keys in one condition; above, all records of the roster are read


def attendance_of(
    kind: str,
    uuid: Any,
    people: Iterable[Person | int],
    *,
    terms: Mapping[int, Term] | None = None,
    excuses: bool = True,
) -> dict[int, Share]:
    """The share of each of `people` (or their primary keys) at the sessions of one roster.

    Three questions, of one person two: the sessions, the records, and since when each belongs (asked
    of the roster, unless the caller knows these `terms` of all of them).
    """
    keys = list(dict.fromkeys(one if isinstance(one, int) else one.pk for one in people))
    if terms is None:
        terms = rosters.get(kind).terms_of(uuid, keys) if kind in rosters and keys else {}
    if len(keys) == 1:
        sittings, records = _told_of_one(kind, uuid, *keys)
    else:
        sittings = [one.as_sitting() for one in SESSIONS.rows(kind=kind, about=uuid)]
        records = _records(kind, uuid, keys)
    return shares_of(sittings, records, keys, terms, excuses=excuses)


def _told_of_one(kind: str, uuid: Any, person: int) -> tuple[list[Sitting], Records]:
    """The sessions of a roster, and what is recorded of one person at them."""
    sittings: list[Sitting] = []
    own: dict[int, Record] = {}
    for pk, starts_at, ends_at, state, recorded, minutes in OF_ONE.rows(
        kind=kind, about=uuid, person=person
    ):
        sittings.append(Sitting(pk, starts_at, minutes_between(starts_at, ends_at), state))
        if recorded:
            own[pk] = Record(recorded, minutes)
    return sittings, {person: own}


def shares_of(
    sittings: Collection[Sitting],
    records: Records,
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


def _records(kind: str, uuid: Any, people: Collection[int]) -> Records:
    """What is recorded, by person and session."""
    rows = Presence.objects.filter(session__about_kind=kind, session__about=uuid)
    if len(people) <= MANY:
        rows = rows.filter(person__in=people)
    found: dict[int, dict[int, Record]] = {}
    for person, session, state, minutes in rows.values_list(*FIELDS):
        found.setdefault(person, {})[session] = Record(state, minutes)
    return found
