"""What people of the first region rated before and after their courses, and what all say who have completed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hilo.competences import services as competences
from hilo.competences.enums import Purpose
from hilo.competences.models import Occasion
from hilo.competences.services import Answer
from hilo.learning.enums import Asked
from hilo.learning.models import Cohort, Enrolment, Reaction
from hilo.learning.services import evaluation
from hilo.people.models import Person
from hilo.programme.counting import publishing
from hilo.programme.models import Programme
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment

# How well people say they can do something, from 1 to 5, before and after; and how many answer.
LEVELS = {Purpose.BEFORE: 2.5, Purpose.AFTER: 3.1}
ANSWERING = {Purpose.BEFORE: 0.8, Purpose.AFTER: 0.7}
SAYING = 0.7  # of those who have completed
HELPED = (
    "Los ejemplos de otros municipios.",
    "Hacer el presupuesto paso a paso.",
    "Conocer a quienes trabajan del otro lado.",
    "Leer en el teléfono, sin conexión.",
)
BETTER = (
    "Más tiempo en las sesiones en línea.",
    "Más casos de municipios pequeños.",
    "Que las tareas se revisen antes.",
)


def load(day: dt.date) -> None:
    """Ratings of the cohorts that began first; what was said of the course, wherever somebody completed it."""
    first = Cohort.objects.order_by("starts_on").values_list("region", flat=True).first()
    for cohort in Cohort.objects.filter(region=first).select_related("course", "audience"):
        if not evaluation.occasions_of(cohort):
            for purpose in LEVELS:
                _rated(cohort, purpose)
    if not Reaction.objects.exists():
        _said(day)
    for programme in Programme.objects.filter(courses__cohorts__isnull=False).distinct():
        publishing.tell_inside(programme)


@transaction.atomic
def _rated(cohort: Cohort, purpose: Purpose) -> None:
    occasion = evaluation.open_rating(cohort, purpose, by=None)
    urn = Urn(files.shares()["seed"], cohort.slug, purpose)
    for person in _people(cohort):
        if urn.chance.random() < ANSWERING[purpose]:
            _rate(occasion, person, urn, LEVELS[purpose])
    competences.close_occasion(occasion, by=None)
    _as_long_ago(occasion, cohort)


def _as_long_ago(occasion: Occasion, cohort: Cohort) -> None:
    """As if it had been answered and closed when the course began, or ended."""
    ended_on = cohort.ends_on or cohort.starts_on
    at = moment(ended_on if occasion.purpose == Purpose.AFTER else cohort.starts_on, 20)
    occasion.ratings.update(rated_at=at)
    Occasion.objects.filter(pk=occasion.pk).update(changed_at=at)


def _people(cohort: Cohort) -> Sequence[Person]:
    rows = cohort.enrolments.learning().filter(person__joined_at__isnull=False)
    return [one.person for one in rows.select_related("person__account").order_by("person")]


def _rate(occasion: Occasion, person: Person, urn: Urn, level: float) -> None:
    leaning = urn.chance.gauss(0, 0.4)
    said = {
        one.code: Answer(_number(urn, 4.2), _number(urn, level + leaning)) for one in occasion.asked
    }
    competences.rate(occasion, person, said, by=person.account, is_finished=True)


def _number(urn: Urn, level: float) -> int:
    return min(5, max(1, round(urn.chance.gauss(level, 0.7))))


def _said(day: dt.date) -> None:
    urn = Urn(files.shares()["seed"], "reactions")
    rows = Enrolment.objects.filter(state=Enrolment.State.COMPLETED).order_by("pk")
    Reaction.objects.bulk_create(
        Reaction(
            enrolment=row,
            answers={name: _number(urn, 4.3) for name in Asked.values},
            helped=urn.one(HELPED) if urn.chance.random() < 0.5 else "",
            better=urn.one(BETTER) if urn.chance.random() < 0.3 else "",
            at=moment(day, 12),
        )
        for row in rows
        if urn.chance.random() < SAYING
    )
