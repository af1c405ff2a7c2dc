"""Cohorts with their numbers, side by side with their twins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from hilo.attendance.models import Session
from hilo.core.time import today
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.queries.standing import with_standing
from hilo.learning.rules.progress import percent_of
from hilo.people.models import Grant, Person
from hilo.people.roles import Trainer
from hilo.programme.models import Audience

State = Enrolment.State


@dataclass
class Numbers:
    """How many of a cohort stand where; `done` of `due` steps of all who take part together."""

    active: int = 0
    completed: int = 0
    asked: int = 0
    vanished: int = 0
    near: int = 0
    done: int = 0
    due: int = 0

    @property
    def taking_part(self) -> int:
        return self.active + self.completed

    @property
    def percent(self) -> int:
        """The steps done of those due, in whole per cent, rounded down."""
        return percent_of(self.done, self.due) if self.due else 0


@dataclass
class Twins:
    """The cohorts of one region in one programme, by audience; `is_lopsided` where one side has nobody."""

    region: Any
    sides: dict[int | None, list[Cohort]] = field(default_factory=lambda: defaultdict(list))
    missing: list[Audience] = field(default_factory=list)

    @property
    def is_lopsided(self) -> bool:
        return bool(self.missing)


def numbers_of(cohorts: Collection[Cohort]) -> dict[int, Numbers]:
    """The numbers of each cohort, in one question."""
    rows = with_standing(Enrolment.objects.filter(cohort__in=list(cohorts)))
    counted = (
        rows.order_by()
        .values_list("cohort", "standing")
        .annotate(Count("pk"), Sum("done"), Sum("due"))
    )
    found: dict[int, Numbers] = defaultdict(Numbers)
    for cohort, standing, count, done, due in counted:
        _add(found[cohort], standing, count, done, due)
    return found


def _add(numbers: Numbers, standing: str, count: int, done: int, due: int) -> None:
    if standing == "gone":
        return
    if standing == "asked":
        numbers.asked += count
        return
    numbers.done, numbers.due = numbers.done + done, numbers.due + due
    numbers.vanished += count if standing == "vanished" else 0
    numbers.near += count if standing == "near" else 0
    if standing == "completed":
        numbers.completed += count
    else:
        numbers.active += count


def side_by_side(cohorts: Iterable[Cohort], numbers: Mapping[int, Numbers]) -> list[Twins]:
    """Cohorts by region; those with nobody on one side name the audience that is missing.

    `cohorts` come with their region and audience. Those without a region stand together at the end.
    """
    rows = [one for one in cohorts if not one.cancelled_at]
    audiences = {one.audience_id: one.audience for one in rows if one.audience}
    found: dict[int, Twins] = {}
    for one in rows:
        twins = found.setdefault(one.region_id or 0, Twins(one.region))
        twins.sides[one.audience_id].append(one)
    for twins in found.values():
        if twins.region is not None:
            twins.missing = [
                audience
                for pk, audience in audiences.items()
                if audience and not _has_people(twins.sides.get(pk, []), numbers)
            ]
    return sorted(found.values(), key=_by_region)


def _by_region(twins: Twins) -> Any:
    region = twins.region
    return (region is None, getattr(region, "order", 0), getattr(region, "pk", 0))


def _has_people(cohorts: Iterable[Cohort], numbers: Mapping[int, Numbers]) -> bool:
    return any(numbers[one.pk].taking_part for one in cohorts if one.pk in numbers)


def twins_of(cohort: Cohort) -> QuerySet[Cohort]:
    """The other cohorts of the same region in the same programme that were not called off."""
    if cohort.region_id is None:
        return Cohort.objects.none()
    rows = Cohort.objects.standing().exclude(pk=cohort.pk).filter(region=cohort.region_id)
    return rows.filter(course__programme=cohort.course.programme_id)


def trainers_of(cohort: Cohort) -> list[Person]:
    """Who holds the role of a trainer in the cohort itself, today."""
    grants = Grant.objects.in_force().filter(role=Trainer.name)
    found = grants.filter(scope_kind="cohort", scope_uuid=cohort.uuid)
    return list(Person.objects.filter(pk__in=found.values("person")))


def targets_for(cohort: Cohort) -> QuerySet[Cohort]:
    """Where somebody of `cohort` can go on: other cohorts of the same course that are not over."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
    rows = Cohort.objects.standing().filter(lasts, course=cohort.course_id)
    return rows.exclude(pk=cohort.pk).select_related("region", "audience")


def sessions_of(cohort: Cohort) -> QuerySet[Session]:
    """Its sessions that were not cancelled, the first one first."""
    rows = Session.objects.of("cohort", cohort.uuid).standing()
    return rows.select_related("place__parent").order_by("starts_at", "pk")


def requests_of(cohort: Cohort) -> list[Enrolment]:
    """Who asks to take part, the first one first."""
    rows = cohort.enrolments.filter(state=State.ASKED)
    return list(rows.select_related("person").order_by("enrolled_at", "pk"))


def enrollable(cohort: Cohort, people: QuerySet[Person]) -> QuerySet[Person]:
    """Who of `people` does not take the course yet."""
    taken = Enrolment.objects.filter(course=cohort.course_id).exclude(
        state__in=(State.WITHDRAWN, State.REFUSED)
    )
    return people.exclude(pk__in=taken.values("person"))


__all__ = [
    "Numbers",
    "Twins",
    "enrollable",
    "numbers_of",
    "requests_of",
    "sessions_of",
    "side_by_side",
    "targets_for",
    "trainers_of",
    "twins_of",
]
