"""The sessions of a cohort: who is expected there, and since when each belongs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hilo.attendance.rosters import Roster, rosters
from hilo.attendance.rules.counting import Term
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


def title_of(uuid: UUID) -> Any:
    """Its name; raises LookupError for one that is not there."""
    return _cohort(uuid).name


def url_of(uuid: UUID) -> str:
    return _cohort(uuid).get_absolute_url()


def _cohort(uuid: UUID) -> Cohort:
    found = Cohort.objects.filter(uuid=uuid).first()
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
    came, left = _moves(uuid)
    here = Enrolment.objects.filter(cohort__uuid=uuid)
    rows = here.values_list("pk", "person", "state", "enrolled_at", "ended_at")
    terms = {
        person: Term(since=came.get(pk, since), until=_end(state, ended))
        for pk, person, state, since, ended in rows
    }
    gone = Enrolment.objects.filter(pk__in=left).exclude(cohort__uuid=uuid)
    for pk, person, since in gone.values_list("pk", "person", "enrolled_at"):
        terms[person] = Term(since=came.get(pk, since), until=left[pk])
    wanted = set(people)
    return {person: term for person, term in terms.items() if person in wanted}


def _moves(uuid: UUID) -> tuple[dict[int, dt.datetime], dict[int, dt.datetime]]:
    """When each enrolment last came into the cohort, and when it last went out of it."""
    came: dict[int, dt.datetime] = {}
    left: dict[int, dt.datetime] = {}
    into = Move.objects.filter(to_cohort__uuid=uuid).order_by("at")
    out = Move.objects.filter(from_cohort__uuid=uuid).order_by("at")
    came.update(into.values_list("enrolment", "at"))
    left.update(out.values_list("enrolment", "at"))
    return came, left


def _end(state: str, ended: dt.datetime | None) -> dt.datetime | None:
    return ended if state == Enrolment.State.WITHDRAWN else None
