"""What can be issued to a cohort, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from hilo.credentials.enums import Kind
from hilo.credentials.models import Certificate
from hilo.learning.models import Cohort
from hilo.learning.services.issuing import achievement_of, waiting_in
from hilo.people.models import Person

SHOWN = 60  # names that one offer lists


@dataclass(frozen=True)
class Offer:
    """One kind of certificate: who waits for it, how many of the cohort hold it."""

    kind: str
    title: str
    names: list[Person]
    waiting: int
    held: int
    button: str


def offers_of(cohort: Cohort) -> list[Offer]:
    """Every kind that the cohort can earn; attendance only where the course asks for it."""
    kinds = [Kind.COMPLETION, Kind.ATTENDANCE, Kind.TRAINER]
    if cohort.course.attendance_percent is None:
        kinds.remove(Kind.ATTENDANCE)
    return [_offer(cohort, kind) for kind in kinds]


def _offer(cohort: Cohort, kind: Kind) -> Offer:
    names = list(waiting_in(cohort, kind))
    button = ngettext("Issue %(count)s certificate", "Issue %(count)s certificates", len(names))
    return Offer(
        kind=kind,
        title=str(kind.label),
        names=names[:SHOWN],
        waiting=len(names),
        held=_held(cohort, kind),
        button=button % {"count": len(names)},
    )


def _held(cohort: Cohort, kind: Kind) -> int:
    found = achievement_of(cohort.course, kind)
    if found is None:
        return 0
    rows = Certificate.objects.valid().filter(achievement=found)
    return rows.filter(person__in=cohort.enrolments.values("person")).count()
