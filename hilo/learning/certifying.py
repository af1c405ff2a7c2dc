"""Who has earned a certificate of a course: who completed it, was there, or taught it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from hilo.core.time import today
from hilo.credentials.awardables import Awardable, awardables
from hilo.credentials.enums import Kind
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.rules.progress import ATTENDANCE, NO_SESSION, OUT_OF_REACH
from hilo.people.models import Grant, Person
from hilo.people.roles import Trainer

OF_PRESENCE = {ATTENDANCE, NO_SESSION, OUT_OF_REACH}


def enter() -> None:
    """Tell credentials that certificates may be about courses; called once, at the start."""
    awardables.add(Awardable("course", earned_by=earned_by, url_of=url_of, order=10))


def url_of(uuid: UUID) -> str:
    found = Course.objects.filter(uuid=uuid).first()
    return found.get_absolute_url() if found else ""


def earned_by(uuid: UUID, kind: str) -> QuerySet[Person]:
    """Whoever has earned a certificate of `kind` about the course."""
    if kind == Kind.TRAINER:
        return trainers_of(uuid)
    rows = Enrolment.objects.filter(course__uuid=uuid)
    return Person.objects.filter(pk__in=earned_among(rows, kind))


def earned_among(rows: QuerySet[Enrolment], kind: str) -> list[int]:
    """The keys of the people among `rows` who completed, or for `Kind.ATTENDANCE` were there enough."""
    if kind == Kind.COMPLETION:
        rows = rows.filter(state=Enrolment.State.COMPLETED)
        return list(rows.values_list("person", flat=True))
    learning = rows.filter(
        state__in=(Enrolment.State.ACTIVE, Enrolment.State.COMPLETED),
        attendance__isnull=False,
        course__attendance_percent__isnull=False,
    )
    return [
        person
        for person, missing in learning.values_list("person", "missing")
        if not OF_PRESENCE & {one["code"] for one in missing}
    ]


def trainers_of(uuid: UUID) -> QuerySet[Person]:
    """Whoever teaches, or taught, the course or one of its cohorts."""
    cohorts = Cohort.objects.filter(course__uuid=uuid).values_list("uuid", flat=True)
    return _trainers([("course", uuid), *(("cohort", one) for one in cohorts)])


def trainers_of_cohort(cohort: Cohort) -> QuerySet[Person]:
    """Whoever teaches, or taught, this cohort."""
    return _trainers([("cohort", cohort.uuid)])


def _trainers(scopes: Iterable[tuple[str, UUID]]) -> QuerySet[Person]:
    uuids = [uuid for _kind, uuid in scopes]
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today())
    grants = Grant.objects.filter(begun, role=Trainer.name, scope_uuid__in=uuids)
    grants = grants.filter(scope_kind__in=("course", "cohort"))
    return Person.objects.filter(pk__in=grants.values("person"))
