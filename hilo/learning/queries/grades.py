"""The grades of a cohort: people x quizzes and assignments, in four questions however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import FloatField
from django.db.models.functions import Cast

from hilo.learning.models import Attempt, Cohort, Enrolment, Page, Submission
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import counted

Grades = Mapping[tuple[int, UUID], float]  # enrolment and step -> per cent


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
    pages = Page.objects.filter(edition=edition, kind__in=("quiz", "assignment"))
    return [_work(page) for page in pages.only("step", "kind", "title", "content")]


def _work(page: Page) -> Work:
    content = page.content
    passed, counts = content.get("pass_percent", 60), content.get("counts", "best")
    return Work(page.step, page.kind, str(page.title), passed, counts)


def people_of(cohort: Cohort) -> Any:
    """Those who take part, by family name."""
    rows = Enrolment.objects.learning().filter(cohort=cohort).select_related("person")
    return rows.order_by("person__family_name", "person__given_name", "pk")


def grades_of(enrolments: Sequence[Enrolment], works: Sequence[Work]) -> Grades:
    """What counts of each work, in per cent of what can be had; missing where nothing is graded."""
    people = [one.pk for one in enrolments]
    return _of_quizzes(people, works) | _of_assignments(people)


def _of_quizzes(people: Sequence[int], works: Sequence[Work]) -> dict[tuple[int, UUID], float]:
    rows = Attempt.objects.filter(enrolment__in=people, state=Attempt.State.GRADED)
    numbers = {name: Cast(name, FloatField()) for name in ("marks", "marks_possible")}
    fields = ("enrolment", "page", *(f"{name}_" for name in numbers))
    told = rows.annotate(**{f"{name}_": one for name, one in numbers.items()})
    shares: dict[tuple[int, int], list[float]] = defaultdict(list)
    for person, page, marks, possible in told.order_by("number").values_list(*fields):
        shares[person, page].append(100 * marks / possible if possible else 0.0)
    steps = dict(
        Page.objects.filter(pk__in={page for _p, page in shares}).values_list("pk", "step")
    )
    counts = {work.step: work.counts for work in works}
    return _counted(shares, steps, counts)


def _counted(
    shares: Mapping[tuple[int, int], list[float]],
    steps: Mapping[int, UUID],
    counts: Mapping[UUID, str],
) -> dict[tuple[int, UUID], float]:
    """One per cent for each person and step; attempts on several editions are taken together."""
    together: dict[tuple[int, UUID], list[float]] = defaultdict(list)
    for (person, page), found in shares.items():
        together[person, steps[page]] += found
    return {
        key: found[0] if len(found) == 1 else float(_one(found, counts.get(key[1], "best")))
        for key, found in together.items()
    }


def _one(found: Sequence[float], which: str) -> Decimal:
    value = counted([Decimal(str(one)) for one in found], which)
    return Decimal(0) if value is None else value


def _of_assignments(people: Sequence[int]) -> dict[tuple[int, UUID], float]:
    rows = Submission.objects.filter(enrolment__in=people, state=Submission.State.GRADED)
    fields = ("enrolment", "step", "points", "page")
    found = list(rows.values_list(*fields))
    pages = Page.objects.filter(pk__in={row[3] for row in found}).values_list("pk", "content")
    most = {page: rubrics.most(rubrics.read(content.get("rubric", ()))) for page, content in pages}
    return {
        (person, step): float(100 * (points or 0) / most[page])
        for person, step, points, page in found
        if most[page]
    }
