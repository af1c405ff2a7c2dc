"""One cohort of hundreds in a course of twenty graded steps, in a demonstration only: to measure pages of many.

    grow(415)      # bin/hilo demo scale --learners 415
    shrink()

They are people of the house, who take one course more; how they answer is invented as everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from django.db import transaction

from hilo.core import search, storage
from hilo.core.installation import WrongMode, the_installation
from hilo.core.text import Text
from hilo.core.time import today
from hilo.learning.loading.submissions import Handed, Judged, put_in
from hilo.learning.models import Cohort, Course, Edition, Enrolment, Pack, Page, Question, Step
from hilo.learning.services import cohorts, courses, enrolments, outline, progress, publishing
from hilo.learning.services import quizzes as quizzes_of
from hilo.people.models import Person
from hilo.programme.models import Programme
from hilo.site.demonstration.furnish import moment
from hilo.site.demonstration.groups import paces, tries
from hilo.site.demonstration.groups.paces import Pace, Walk

SLUG = "curso-para-medir"
QUIZZES, ASSIGNMENTS = 18, 2
QUESTIONS = 3  # in each quiz
LASTS = 120  # days until today
SEED = 415
POINTS = (0, 10, 20)


@dataclass(frozen=True)
class Since:
    """From when to when people learn."""

    starts_on: dt.date
    day: dt.date


@transaction.atomic
def grow(count: int) -> int:
    """A cohort of `count` people, or of as many as the house has; answers how many they are.

    What was there of it before is taken away first. Raises `WrongMode` where the people are real.
    """
    if not the_installation().is_demonstration:
        raise WrongMode("Invented learners are put into a demonstration only.")
    shrink()
    since = Since(today() - dt.timedelta(days=LASTS), today())
    cohort = cohorts.open_cohort(
        _course(), slug=SLUG, name=_words("Un grupo para medir"), starts_on=since.starts_on, by=None
    )
    people = Person.objects.filter(joined_at__isnull=False, erased_at__isnull=True)
    enrolments.enrol_many(cohort, list(people.order_by("pk")[:count]), by=None, is_told=False)
    _learn(cohort, since)
    return cohort.enrolments.count()


@transaction.atomic
def shrink() -> int:
    """Take the course, its cohort and all that was done in it away; answers how many people were in it."""
    course = Course.objects.filter(slug=SLUG).first()
    if course is None:
        return 0
    gone, _what = Enrolment.objects.filter(course=course).delete()
    Cohort.objects.filter(course=course).delete()
    search.forget("course", course.uuid)
    Course.objects.filter(pk=course.pk).update(edition=None)
    for pack in Pack.objects.filter(edition__course=course).select_related("stored"):
        pack.delete()
        storage.remove(pack.stored)
    Edition.objects.filter(course=course).delete()
    course.delete()
    return gone


def _words(text: str) -> Text:
    return Text.of("es", text)


def _course() -> Course:
    programme = Programme.objects.order_by("order", "pk")[0]
    course = courses.begin(
        programme,
        slug=SLUG,
        name=_words("Un curso para medir"),
        summary=_words("Veinte pasos con calificación, para medir páginas con mucha gente."),
        aims=_words("Medir."),
        hours=Decimal(20),
        languages=["es"],
        by=None,
    )
    module = outline.add_module(course, title=_words("Todo"), by=None)
    questions = Question.objects.filter(programme=programme).exclude(kind="essay").order_by("pk")
    asked = list(questions[: QUIZZES * QUESTIONS])
    for number in range(QUIZZES):
        title = _words(f"Cuestionario {number + 1}")
        step = outline.add_step(module, Step.Kind.QUIZ, title=title, minutes=5, by=None)
        quizzes_of.fill(step.quiz, asked[number * QUESTIONS :][:QUESTIONS], by=None)
    for number in range(ASSIGNMENTS):
        _assignment(outline.add_step(
            module, Step.Kind.ASSIGNMENT, title=_words(f"Tarea {number + 1}"), minutes=30, by=None
        ))  # fmt: skip
    publishing.publish(course, by=None)
    return course


def _assignment(step: Step) -> None:
    levels = [{"points": points, "text": _words(f"{points}").stored()} for points in POINTS]
    row = step.assignment
    row.task = _words("Escriba tres renglones.")
    row.rubric = [{"code": "todo", "title": _words("Todo").stored(), "levels": levels}]
    row.save()


def _learn(cohort: Cohort, since: Since) -> None:
    """Everybody has done a part of it, most of them most."""
    assert cohort.edition is not None
    pages = list(cohort.edition.pages.order_by("order"))
    rows = cohort.enrolments.select_related("person__account", "cohort").order_by("pk")
    walks = [_walk(row, pages, since) for row in rows]
    works = [
        Handed(walk.row, page, "Tres renglones.", at, judged=Judged(at, None, "", {"todo": 2}))
        for walk in walks
        for page in pages
        if page.kind == "assignment" and (at := walk.done.get(page.step))
    ]
    put_in(cohort, works)
    tries.take(since, cohort, walks)
    paces.write(walks)
    progress.refresh_many(cohort)


def _walk(row: Enrolment, pages: Sequence[Page], since: Since) -> Walk:
    chance = Random(f"{SEED}/{row.person.email}")
    count = round(len(pages) * min(1.0, chance.triangular(0, 1.3, 1)))
    days = (since.day - since.starts_on).days
    done = {
        page.step: moment(
            since.starts_on + dt.timedelta(days=days * (place + 1) // (count + 1)), 18
        )
        for place, page in enumerate(pages[:count])
    }
    following = pages[count] if count < len(pages) else None
    return Walk(row, Pace("steady", count / len(pages)), done, following)
