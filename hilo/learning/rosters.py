"""The sessions of a cohort: who is expected there, and since when each belongs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField

from hilo.attendance.rosters import Roster, rosters
from hilo.attendance.rules.counting import Term
from hilo.core.prepared import Given, Prepared
from hilo.learning.models import Cohort, Enrolment, Move
from hilo.people.models import Person

KIND = "cohort"


def enter() -> None:
    """Tell attendance that cohorts meet; called once, when the application starts."""
    rosters.add(
        Roster(
            KIND,
            title_of=title_of,
            url_of=url_of,
            people_of=people_of,
            of_person=of_person,
            terms_of=terms_of,
            order=10,
        )
    )


FIELDS = ("pk", "person", "state", "enrolled_at", "ended_at")
MOVED = ("enrolment", "at")
COHORT, PERSON = Given("cohort", UUIDField()), Given("person")
# Of one person, asked whenever they have done a step: in a cohort of hundreds the others are left out.
NAMED = Prepared(lambda: Cohort.objects.filter(uuid=COHORT).only("uuid", "slug", "name"))
HERE: Prepared[Any] = Prepared(
    lambda: Enrolment.objects.filter(cohort__uuid=COHORT, person=PERSON).values_list(*FIELDS)
)
MOVES: Prepared[Any] = Prepared(
    lambda: (
        Move.objects.filter(enrolment__person=PERSON)
        .filter(Q(to_cohort__uuid=COHORT) | Q(from_cohort__uuid=COHORT))
        .order_by("at")
        .values_list(*MOVED, "to_cohort__uuid")
    )
)


def title_of(uuid: UUID) -> Any:
    """Its name; raises LookupError for one that is not there."""
    return _cohort(uuid).name


def url_of(uuid: UUID) -> str:
    return _cohort(uuid).get_absolute_url()


def _cohort(uuid: UUID) -> Cohort:
    found = NAMED.row(cohort=uuid)
    if found is None:
        raise LookupError(uuid)
    return found


def people_of(uuid: UUID) -> QuerySet[Person]:
    """Whoever takes part now, or has completed."""
    rows = Enrolment.objects.learning().filter(cohort__uuid=uuid)
    return Person.objects.filter(pk__in=rows.values("person"))


def of_person(person: Any) -> Iterable[UUID]:
    rows = Enrolment.objects.learning().filter(person=person)
    return rows.values_list("cohort__uuid", flat=True)


def terms_of(uuid: UUID, people: Collection[int]) -> Mapping[int, Term]:
    """Since when and until when each belongs: enrolled or moved here, until they left or moved on."""
    wanted = set(people)
    told = _told_of_one(uuid, *wanted) if len(wanted) == 1 else _told_of_all(uuid)
    came, left = dict(told.came), dict(told.left)
    terms = {
        person: _term(state, came.get(pk, since), ended)
        for pk, person, state, since, ended in told.here
    }
    if left:
        gone = Enrolment.objects.filter(pk__in=left).exclude(cohort__uuid=uuid)
        for pk, person, since in gone.values_list("pk", "person", "enrolled_at"):
            terms[person] = Term(since=came.get(pk, since), until=left[pk])
    return {person: term for person, term in terms.items() if person in wanted}


@dataclass(frozen=True)
class Told:
    """The enrolments of a cohort, and when each last came into it and last went out of it."""

    here: Sequence[Any]
    came: Sequence[tuple[int, dt.datetime]]
    left: Sequence[tuple[int, dt.datetime]]


def _told_of_all(uuid: UUID) -> Told:
    return Told(
        list(Enrolment.objects.filter(cohort__uuid=uuid).values_list(*FIELDS)),
        list(Move.objects.filter(to_cohort__uuid=uuid).order_by("at").values_list(*MOVED)),
        list(Move.objects.filter(from_cohort__uuid=uuid).order_by("at").values_list(*MOVED)),
    )


def _told_of_one(uuid: UUID, person: int) -> Told:
    here = HERE.rows(cohort=uuid, person=person)
    moves = MOVES.rows(cohort=uuid, person=person)
    came = [(pk, at) for pk, at, into in moves if into == uuid]
    return Told(here, came, [(pk, at) for pk, at, into in moves if into != uuid])


def term_of(enrolment: Enrolment, came: dt.datetime | None) -> Term:
    """Since when and until when somebody belongs to their cohort, who last `came` into it by a move."""
    return _term(enrolment.state, came or enrolment.enrolled_at, enrolment.ended_at)


def _term(state: str, since: dt.datetime, ended: dt.datetime | None) -> Term:
    return Term(since=since, until=ended if state == Enrolment.State.WITHDRAWN else None)
