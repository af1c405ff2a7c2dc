"""What can be issued to a cohort, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import ngettext

from hilo.credentials.enums import Kind
from hilo.credentials.models import Certificate
from hilo.learning.models import Cohort
from hilo.learning.services.issuing import achievement_of, waiting_in
from hilo.people.models import Person

SHOWN = 60  # names that one offer lists


@dataclass(frozen=True)
class Offer:
    """One kind of certificate: who waits for it, who of the cohort holds it; the first `SHOWN` of each."""

    kind: str
    title: str
    names: list[Person]
    waiting: int
    holders: list[Certificate]
    held: int
    button: str


def offers_of(cohort: Cohort) -> list[Offer]:
    """Every kind that the cohort can earn; attendance only where the course asks for it."""
    kinds = [Kind.COMPLETION, Kind.ATTENDANCE, Kind.TRAINER]
    if cohort.course.attendance_percent is None:
        kinds.remove(Kind.ATTENDANCE)
    return [_offer(cohort, kind) for kind in kinds]


def _offer(cohort: Cohort, kind: Kind) -> Offer:
    names, held = list(waiting_in(cohort, kind)), _held(cohort, kind)
    button = ngettext("Issue %(count)s certificate", "Issue %(count)s certificates", len(names))
    return Offer(
        kind=kind,
        title=str(kind.label),
        names=names[:SHOWN],
        waiting=len(names),
        holders=list(held[:SHOWN]),
        held=held.count(),
        button=button % {"count": len(names)},
    )


def _held(cohort: Cohort, kind: Kind) -> QuerySet[Certificate]:
    found = achievement_of(cohort.course, kind)
    if found is None:
        return Certificate.objects.none()
    rows = Certificate.objects.valid().filter(achievement=found)
    inside = rows.filter(person__in=cohort.enrolments.values("person"))
    return inside.select_related("person").defer("content").order_by("person__folded", "pk")
