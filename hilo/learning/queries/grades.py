"""The grades of a cohort: people x quizzes and assignments, in four questions however many they are.

415 people by 20 works are 8,300 numbers: they come as plain rows, not as objects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language

from hilo.core.keeping import kept
from hilo.learning.models import Attempt, Cohort, Enrolment, Page, Submission
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import counted
from hilo.people.models import Person

PART = 100  # people; of more the whole cohort is asked for
NAMES = ("given_name", "family_name", "name_order", "erased_at")

# Enrolment -> what counts of each work in per cent; None where nothing is graded yet.
Grades = Mapping[int, list[float | None]]


@dataclass(frozen=True)
class Work:
    """A quiz or an assignment of the cohort's edition: a column of the gradebook."""

    step: UUID
    kind: str
    title: str
    pass_percent: int
    counts: str


def works_of(cohort: Cohort) -> list[Work]:
    """The quizzes and assignments of the edition that the cohort takes, in their order."""
    edition = cohort.edition_id or cohort.course.edition_id
    return kept(("works of an edition", edition, get_language()), lambda: _works_in(edition))


def _works_in(edition: int | None) -> list[Work]:
    """What an edition asks never changes, so it is read once for all who look at grades."""
    pages = Page.objects.filter(edition=edition, kind__in=("quiz", "assignment"))
    return [_work(page) for page in pages.only("step", "kind", "title", "content")]


def _work(page: Page) -> Work:
    content = page.content
    passed, counts = content.get("pass_percent", 60), content.get("counts", "best")
    return Work(page.step, page.kind, str(page.title), passed, counts)


def people_of(cohort: Cohort) -> QuerySet[Person, Any]:
    """Those who take part, by the name that is shown, whatever its accents; each knows their `enrolment`."""
    states = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)
    rows = Person.objects.filter(enrolments__cohort=cohort, enrolments__state__in=states)
    named = rows.annotate(enrolment=F("enrolments__pk")).only("pk", *NAMES)
    return named.order_by("folded", "pk")


def grades_of(cohort: Cohort, people: Sequence[Any], works: Sequence[Work]) -> Grades:
    """What counts of each work, in its order, for each of these people."""
    found: dict[int, list[float | None]] = {one.enrolment: [None] * len(works) for one in people}
    columns = {work.step: at for at, work in enumerate(works)}
    several: dict[tuple[int, int], list[float]] = {}
    for enrolment, at, percent in _earned(cohort, found, columns):
        row = found[enrolment]
        before = row[at]
        if before is None:
            row[at] = percent
        else:
            several.setdefault((enrolment, at), [before]).append(percent)
    for (enrolment, at), percents in several.items():
        found[enrolment][at] = _one(percents, works[at].counts)
    return found


def _earned(
    cohort: Cohort, people: Mapping[int, Any], columns: Mapping[UUID, int]
) -> Iterable[tuple[int, int, float]]:
    """Enrolment, column and per cent of everything that was graded, the first attempt first."""
    steps = frozenset(columns)
    pages = kept(("pages of works", steps), lambda: _pages(steps)) if people else {}
    at = {page: columns[step] for page, step in pages.items()}
    for enrolment, page, marks, possible in _attempts(cohort, people) if people else ():
        if enrolment in people and page in at:
            yield enrolment, at[page], 100 * marks / possible if possible else 0.0
    yield from _works(cohort, people, columns)


def _pages(steps: Collection[UUID]) -> dict[int, UUID]:
    """The pages of these steps in all editions, by their keys."""
    return dict(Page.objects.filter(step__in=steps).values_list("pk", "step"))


def _attempts(cohort: Cohort, people: Mapping[int, Any]) -> list[tuple[int, int, float, float]]:
    """As the database answers: 8,300 rows through the fields' converters cost as much as a page."""
    if not people:
        return []
    rows = _of(Attempt.objects.filter(state=Attempt.State.GRADED), cohort, people)
    marks = (Cast("marks", FloatField()), Cast("marks_possible", FloatField()))
    asked = rows.order_by("number").values_list("enrolment", "page", *marks)
    sql, values = asked.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _of(rows: Any, cohort: Cohort, people: Mapping[int, Any]) -> Any:
    """Those of a part of the cohort, or of all of it."""
    is_part = len(people) <= PART
    return rows.filter(enrolment__in=people) if is_part else rows.filter(enrolment__cohort=cohort)


def _works(
    cohort: Cohort, people: Mapping[int, Any], columns: Mapping[UUID, int]
) -> Iterable[tuple[int, int, float]]:
    key = ("works graded", cohort.pk, frozenset(people))
    found = kept(key, lambda: _works_graded(cohort, people))
    pages = frozenset(row[3] for row in found)
    most = kept(("most points", pages), lambda: _most(pages))
    for enrolment, step, points, page in found:
        if enrolment in people and step in columns and most[page]:
            yield enrolment, columns[step], float(100 * (points or 0) / most[page])


def _works_graded(cohort: Cohort, people: Mapping[int, Any]) -> list[Any]:
    """Enrolment, step, points and page of each; whoever answers a work tells it in the journal."""
    rows = _of(Submission.objects.filter(state=Submission.State.GRADED), cohort, people)
    return list(rows.values_list("enrolment", "step", "points", "page"))


def _most(pages: Collection[int]) -> Mapping[int, Decimal]:
    """The points that can be had for the assignments at these pages."""
    rows = Page.objects.filter(pk__in=pages).values_list("pk", "content")
    return {page: rubrics.most(rubrics.read(content.get("rubric", ()))) for page, content in rows}


def _one(percents: Sequence[float], which: str) -> float:
    value = counted([Decimal(str(one)) for one in percents], which)
    return 0.0 if value is None else float(value)
