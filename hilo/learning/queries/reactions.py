"""What learners said of a course, together; nothing of fewer than five (docs/algorithms/ratings.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max

from hilo.core.prepared import Given, Prepared
from hilo.learning.enums import Asked
from hilo.learning.models import Cohort, Reaction
from hilo.ui.charts.small import SMALLEST

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One statement: how many answered, and the mean from 1 to 5; None where fewer than five did."""

    label: Any
    n: int
    mean: Decimal | None


@dataclass(frozen=True)
class Heard:
    """How many were asked and answered; the statements, and what was written, of five or more."""

    asked: int
    answered: int
    lines: tuple[Line, ...] = ()
    helped: tuple[str, ...] = ()
    better: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.answered >= SMALLEST


STAMP: Prepared[Any] = Prepared(
    lambda: (
        Reaction.objects.filter(enrolment__cohort=Given("cohort"))
        .order_by()
        .values("enrolment__cohort")
        .annotate(number=Count("pk"), last=Max("at"))
        .values_list("number", "last")
    )
)


def stamp_of(cohort: Cohort) -> tuple[Any, ...]:
    """How many have answered, and when the last of them did: the journal does not tell who said something."""
    return tuple(STAMP.rows(cohort=cohort.pk))


def heard_of(cohort: Cohort) -> Heard:
    """What was said of the course in one cohort; the words in no order that tells who wrote them."""
    asked = cohort.enrolments.learning().count()
    rows = list(Reaction.objects.filter(enrolment__cohort=cohort))
    if len(rows) < SMALLEST:
        return Heard(asked, len(rows))
    lines = tuple(_line(value, label, rows) for value, label in Asked.choices)
    return Heard(
        asked,
        len(rows),
        lines,
        tuple(sorted(one.helped for one in rows if one.helped)),
        tuple(sorted(one.better for one in rows if one.better)),
    )


def _line(value: str, label: Any, rows: Iterable[Reaction]) -> Line:
    given = [one.answers[value] for one in rows if value in one.answers]
    if len(given) < SMALLEST:
        return Line(label, len(given), None)
    return Line(label, len(given), (Decimal(sum(given)) / len(given)).quantize(PLACES))
