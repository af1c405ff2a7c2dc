"""Certificates of a course: what is certified is put on record once, and issued to those who earned it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hilo.core.text import Text
from hilo.credentials.enums import Kind
from hilo.credentials.models import Achievement, Batch, Certificate, Template
from hilo.credentials.services import achievements, batches
from hilo.learning.certifying import earned_among, trainers_of_cohort
from hilo.learning.models import Cohort, Course
from hilo.learning.problems.issuing import NobodyHasEarnedIt, NoTemplateYet
from hilo.people.models import Person


def template_for(course: Course, kind: str) -> Template:
    """The programme's template for this kind of certificate, else the whole installation's.

    Raises `NoTemplateYet`.
    """
    rows = Template.objects.current().filter(kind=kind)
    own = rows.owned_by("programme", course.programme.uuid).first()
    found = own or rows.owned_by("", None).first()
    if found is None:
        raise NoTemplateYet
    return found


def achievement_of(course: Course, kind: str) -> Achievement | None:
    """What is certified of this course, if it is on record."""
    return Achievement.objects.about("course", course.uuid).filter(kind=kind).first()


@transaction.atomic
def ensure(course: Course, kind: str, *, by: Any) -> Achievement:
    """What is certified of this course, put on record with its name, aims, competences and hours.

    It stays as it is where it is there: its words are the office's to change. Raises `NoTemplateYet`.
    """
    found = achievement_of(course, kind)
    if found is not None:
        return found
    return achievements.ensure(
        about=("course", course.uuid),
        template=template_for(course, kind),
        kind=kind,
        name=course.name,
        description=course.summary,
        criteria=criteria_of(course),
        competences=course.competences.all(),
        hours=int(course.hours) or None,
        by=by,
    )


def criteria_of(course: Course) -> Text:
    """What people can do afterwards, as the certificate names it; at most what fits."""
    texts = {code: value[:1000] for code, value in course.aims.texts.items()}
    return Text(course.aims.original, texts) if texts else Text()


def waiting_in(cohort: Cohort, kind: str = Kind.COMPLETION) -> QuerySet[Person]:
    """Who of `cohort` (for `Kind.TRAINER`: who teaches it) has earned it and holds no valid one, by name."""
    if kind == Kind.TRAINER:
        keys: Any = trainers_of_cohort(cohort).values("pk")
    else:
        keys = earned_among(cohort.enrolments.all(), kind)
    earned = Person.objects.present().filter(pk__in=keys)
    held = Certificate.objects.valid().filter(
        achievement__about_kind="course",
        achievement__about=cohort.course.uuid,
        achievement__kind=kind,
    )
    return earned.exclude(pk__in=held.values("person")).order_by("folded", "pk")


@transaction.atomic
def issue_to_cohort(cohort: Cohort, *, kind: str = Kind.COMPLETION, by: Any) -> Batch:
    """Issue to everybody of `cohort` who waits, in the background; its batch tells how far it is.

    Raises `NobodyHasEarnedIt`, `NoTemplateYet`.
    """
    people = list(waiting_in(cohort, kind))
    if not people:
        raise NobodyHasEarnedIt
    return batches.issue_many(people, achievement=ensure(cohort.course, kind, by=by), by=by)
