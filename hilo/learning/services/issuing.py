"""Certificates of a course: what is certified is put on record once, and issued to those who earned it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hilo.core.text import Text
from hilo.credentials.enums import Kind
from hilo.credentials.models import Achievement, Batch, Certificate, Template
from hilo.credentials.services import achievements, batches
from hilo.learning import words
from hilo.learning.certifying import earned_among, trainers_of_cohort
from hilo.learning.models import Cohort, Course
from hilo.learning.problems.issuing import NobodyHasEarnedIt, NoTemplateYet
from hilo.learning.queries.outline import outline_of
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
    """What is certified of this course, put on record with its name, what it takes, competences and hours.

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
        criteria=criteria_of(course, kind),
        competences=course.competences.all(),
        hours=int(course.hours) or None,
        by=by,
    )


def criteria_of(course: Course, kind: str) -> Text:
    """What it takes to earn it, as the course's page says it, in every language of the house."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts[language] = " ".join(_asked_for(course, kind))
    return Text(course.name.original, texts) if all(texts.values()) else Text()


def _asked_for(course: Course, kind: str) -> list[str]:
    if kind == Kind.TRAINER:
        return [_("Teach a cohort of this course.")]
    edition = course.edition if kind == Kind.COMPLETION else None
    return words.asked_for(course, outline_of(edition) if edition else None)


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
