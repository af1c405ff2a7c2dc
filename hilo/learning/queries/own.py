"""What a learner's own pages ask: the courses one takes, where one goes on, the groups one can join."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from hilo.core.keeping import once_per_request
from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.queries.outline import StepLine, outline_of

MINE = Prepared(
    lambda: (
        Enrolment.objects.filter(person=Given("person"))
        .select_related("cohort__region", "course", "edition", "cohort__edition")
        .defer("edition__outline", "cohort__edition__outline")
        .order_by("state", "-enrolled_at", "pk")
    )
)


def enrolments_of(person: Any) -> list[Enrolment]:
    """All courses that somebody takes, took or asks for, those under way first."""
    asked = partial(MINE.rows, person=person.pk)
    return list(once_per_request(("enrolments of", person.pk), asked))


def stamp_of(row: Enrolment) -> tuple[Any, ...]:
    """What changes whenever a learner's page of this enrolment says something else."""
    kept = ("pk", "cohort_id", "state", "done", "due", "attendance", "next_step", "edition_id")
    return (*(getattr(row, name) for name in kept), repr(row.missing))


def next_step_of(enrolment: Enrolment) -> StepLine | None:
    """Where somebody goes on; None where every step is done, or nothing is published."""
    edition = enrolment.edition or enrolment.cohort.edition
    if edition is None or enrolment.next_step is None:
        return None
    outline = outline_of(edition)
    at = outline.place.get(enrolment.next_step)
    return outline.steps[at] if at is not None else None


def open_to(person: Any) -> QuerySet[Cohort]:
    """The cohorts in which one can ask to take part, of courses that one does not take."""
    taken = Enrolment.objects.filter(person=person).values("course")
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
    rows = Cohort.objects.standing().filter(lasts, way_in=Cohort.WayIn.APPROVAL)
    return rows.exclude(course__in=taken).select_related("course", "region")
