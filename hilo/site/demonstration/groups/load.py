"""The eighteen groups, one after the other; a group that is there already is left as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.services import cohorts, enrolments, progress
from hilo.people.models import Person
from hilo.places.models import Region
from hilo.programme.models import Audience, Participation, Programme
from hilo.site.demonstration import files
from hilo.site.demonstration.furnish import moment, text
from hilo.site.demonstration.groups import (
    opinions,
    paces,
    proofs,
    sittings,
    trainers,
    tries,
    works,
)

EARLY = 12  # days before the first day on which people were enrolled
COLONS = {"fr": "\N{NO-BREAK SPACE}: "}  # French sets a space before it


@dataclass(frozen=True)
class Plan:
    """One group that shall be there: `number` is the place of its region among the nine."""

    told: dict[str, Any]
    course: Course
    audience: Audience
    region: Region
    number: int
    day: dt.date

    @property
    def slug(self) -> str:
        return f"{self.region.slug}-{self.audience.slug}"

    @property
    def starts_on(self) -> dt.date:
        days = self.told["first_begins"] + self.number * self.told["apart"]
        return self.day + dt.timedelta(days=days)

    @property
    def ends_on(self) -> dt.date:
        return self.starts_on + dt.timedelta(days=self.told["lasts"])

    @property
    def elapsed(self) -> float:
        """Which share of its time is over, from 0 to 1."""
        return min(1.0, (self.day - self.starts_on).days / self.told["lasts"])

    @cached_property
    def people(self) -> list[Person]:
        """Whoever takes part in the programme in this region and audience."""
        seats = Participation.objects.present().filter(audience=self.audience, region=self.region)
        found = seats.select_related("person__account", "person__territory").order_by("person_id")
        return [seat.person for seat in found]


def load(day: dt.date) -> str:
    """All groups of `cohorts.toml`; answers how many there are."""
    for plan in plans(files.cohorts(), day):
        if not Cohort.objects.filter(slug=plan.slug).exists():
            _group(plan)
    proofs.load(day)
    opinions.load(day)
    return f"{Cohort.objects.count()} cohorts"


def plans(told: dict[str, Any], day: dt.date) -> list[Plan]:
    """The groups of both audiences in every region of the programme; none where it is not there."""
    programme = Programme.objects.filter(slug=told["programme"]).first()
    if programme is None:
        return []
    courses = {one.slug: one for one in Course.objects.published().filter(programme=programme)}
    audiences = {one.slug: one for one in programme.audiences.all()}
    regions = list(Region.objects.filter(owner=programme.uuid).order_by("order"))
    return [
        Plan(told, courses[course], audiences[audience], region, number, day)
        for number, region in enumerate(regions)
        for audience, course in told["courses"].items()
        if course in courses
    ]


@transaction.atomic
def _group(plan: Plan) -> None:
    """One group with its people, sessions and all that was done; nobody is written to."""
    cohort = _opened(plan)
    trainers.of(plan, cohort)
    enrolments.enrol_many(cohort, plan.people, by=None, is_told=False)
    since = moment(plan.starts_on - dt.timedelta(days=EARLY), 9)
    cohort.enrolments.update(enrolled_at=since)
    walks = paces.walks(plan, cohort)
    works.hand_in(plan, cohort, walks)
    tries.take(plan, cohort, walks)
    paces.write(walks)
    sittings.hold(plan, cohort)
    progress.refresh_many(cohort)
    last = moment(min(plan.ends_on, plan.day), 18)
    cohort.enrolments.filter(state=Enrolment.State.COMPLETED).update(completed_at=last)


def _opened(plan: Plan) -> Cohort:
    called = plan.told["audiences"][plan.audience.slug]
    names = {
        language: f"{plan.region.name.shown(language).value}{COLONS.get(language, ': ')}{words}"
        for language, words in called.items()
    }
    return cohorts.open_cohort(
        plan.course,
        slug=plan.slug,
        name=text(names, plan.told["original"]),
        region=plan.region,
        audience=plan.audience,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        by=None,
    )
