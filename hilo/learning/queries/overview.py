"""Those who learn, counted for coordinators: distinct people by region, audience, gender; and where they are stuck."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hilo.learning.models import Cohort, Done, Enrolment, Page
from hilo.learning.queries.standing import with_standing

State = Enrolment.State
QUIET = ("stuck", "vanished")


def taking_part(cohorts: QuerySet[Cohort]) -> QuerySet[Enrolment]:
    """The enrolments in these cohorts that count as taking part."""
    return Enrolment.objects.learning().filter(cohort__in=cohorts)


def totals(rows: QuerySet[Enrolment]) -> tuple[int, int]:
    """Distinct people who take part, and who have completed a course."""
    people = Count("person", distinct=True)
    completed = Count("person", distinct=True, filter=Q(state=State.COMPLETED))
    told = rows.aggregate(people=people, completed=completed)
    return told["people"], told["completed"]


def by(rows: QuerySet[Enrolment], field: str) -> dict[Any, tuple[int, int]]:
    """Distinct people by the value of `field`: who take part, who have completed."""
    counted = (
        rows.order_by()
        .values_list(field)
        .annotate(
            people=Count("person", distinct=True),
            completed=Count("person", distinct=True, filter=Q(state=State.COMPLETED)),
        )
    )
    return {value: (people, completed) for value, people, completed in counted}


@dataclass(frozen=True)
class StepLine:
    """A step of a cohort's course: who has done it, who is before it, who of those is stuck or gone quiet."""

    page: Page
    done: int
    waiting: int
    quiet: int


def steps_of(cohort: Cohort) -> list[StepLine]:
    """Every step with where the people of the cohort are; three questions."""
    rows = with_standing(cohort.enrolments.learning())
    waiting: Counter[UUID | None] = Counter()
    quiet: Counter[UUID | None] = Counter()
    for step, standing, count in (
        rows.order_by().values_list("next_step", "standing").annotate(Count("pk"))
    ):
        waiting[step] += count
        quiet[step] += count if standing in QUIET else 0
    done = _done_in(cohort)
    edition = cohort.edition_id or cohort.course.edition_id
    pages = Page.objects.filter(edition=edition).order_by("order")
    return [
        StepLine(page, done[page.step], waiting[page.step], quiet[page.step])
        for page in pages.only("step", "kind", "title", "order", "is_required")
    ]


def _done_in(cohort: Cohort) -> dict[UUID, int]:
    learning = Enrolment.objects.learning().filter(cohort=cohort)
    counted = Done.objects.filter(enrolment__in=learning.values("pk")).order_by()
    found: dict[UUID, int] = defaultdict(int)
    found.update(counted.values_list("step").annotate(Count("pk")))
    return found
