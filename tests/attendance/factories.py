"""Sessions and those who are expected at them, for tests. Everything here is invented.

No chapter below has people who meet, so a double stands for one: the people of a region are those who
hold the role of a member there, from the day on which it was given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hilo.attendance.models import Session
from hilo.attendance.rosters import Roster, rosters
from hilo.attendance.rules.counting import Record, Term
from hilo.attendance.services import codes, lists, sessions
from hilo.core.text import Text
from hilo.core.time import now
from hilo.people.models import Grant, Person
from hilo.places.models import Region
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory
from tests.places.factories import RegionFactory

ROLE = "member"
MEXICO = "America/Mexico_City"


def held_in(uuid: Any) -> QuerySet[Grant]:
    return Grant.objects.filter(role=ROLE, scope_kind="region", scope_uuid=uuid, revoked_at=None)


def people_of(uuid: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=held_in(uuid).values("person"))


def of_person(person: Any) -> Iterable[UUID]:
    rows = Grant.objects.filter(person=person, role=ROLE, scope_kind="region", revoked_at=None)
    return rows.values_list("scope_uuid", flat=True)


def terms_of(uuid: UUID, people: Collection[int]) -> Mapping[int, Term]:
    rows = held_in(uuid).filter(person__in=people, starts_on__isnull=False)
    return {
        grant.person_id: Term(since=dt.datetime.combine(grant.starts_on, dt.time(), dt.UTC))
        for grant in rows
    }


def title_of(uuid: UUID) -> Any:
    found = Region.objects.filter(uuid=uuid).first()
    if found is None:
        raise LookupError(uuid)
    return found.name


def url_of(uuid: UUID) -> str:
    return f"/en/regions/{Region.objects.get(uuid=uuid).slug}/"


rosters.add(
    Roster(
        "region",
        title_of=title_of,
        url_of=url_of,
        people_of=people_of,
        of_person=of_person,
        terms_of=terms_of,
    )
)


def a_roster(people: int = 0, **told: Any) -> Region:
    """A region that stands for a cohort, with so many invented people."""
    region = RegionFactory(**told)
    for _number in range(people):
        expect(region)
    return region


def expect(region: Region, person: Person | None = None, *, since: dt.date | None = None) -> Person:
    """Let `person` (or somebody new, who can sign in) be expected at the sessions of `region`."""
    found = person or AccountFactory().person
    GrantFactory(person=found, role=ROLE, scope=("region", region.uuid), starts_on=since)
    return found


def crowd(region: Region, count: int) -> list[Person]:
    """So many people on record who are expected, without accounts; quick."""
    made = [
        Person(given_name=f"Inés {number:03}", family_name="Inventada", language="es")
        for number in range(count)
    ]
    made = Person.objects.bulk_create(made)
    Grant.objects.bulk_create(
        Grant(person=one, role=ROLE, scope_kind="region", scope_uuid=region.uuid) for one in made
    )
    return made


def a_session(region: Region | None = None, **told: Any) -> Session:
    """A session on site in Mexico, which begins in an hour and lasts two; `starts` says otherwise."""
    region = region or a_roster()
    given = {
        "about": ("region", region.uuid),
        "title": Text.of("es", "Taller de planeación"),
        "beginnings": [told.pop("starts", now() + dt.timedelta(hours=1))],
        "length": told.pop("length", dt.timedelta(hours=2)),
        "zone": MEXICO,
        "venue": "Casa de Cultura, calle 5 de Mayo 12",
        "by": None,
    } | told
    return sessions.plan(**given)[0]  # type: ignore[arg-type]


def a_past_session(region: Region | None = None, **told: Any) -> Session:
    """The same, which ended an hour ago."""
    return a_session(region, starts=now() - dt.timedelta(hours=3), **told)


def with_open_code(session: Session) -> Session:
    return codes.open_code(session, by=None)


def mark(session: Session, person: Person, state: str = "present", **told: Any) -> lists.Kept:
    """Let a keeper record one person."""
    minutes = told.pop("minutes", None)
    return lists.record(
        session,
        {person.pk: Record(state, minutes)},
        **({"by": None} | told),  # type: ignore[arg-type]
    )


__all__ = ["PersonFactory", "a_past_session", "a_roster", "a_session", "crowd", "expect", "mark"]
