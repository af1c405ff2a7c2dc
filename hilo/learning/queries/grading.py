"""What waits for a trainer: works that were handed in, attempts with essays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from hilo.core.keeping import kept
from hilo.core.prepared import Prepared
from hilo.learning.models import Attempt, Cohort, Submission

MOST = 200  # lines on one page


def works_waiting(cohort: Cohort) -> QuerySet[Submission]:
    """The works of a cohort that wait, the oldest first."""
    rows = Submission.objects.select_related("enrolment__person", "page")
    waiting = rows.filter(enrolment__cohort=cohort, state=Submission.State.HANDED_IN)
    return waiting.order_by("handed_in_at")[:MOST]


def works_answered(cohort: Cohort) -> QuerySet[Submission]:
    """Those that were answered, the newest first."""
    rows = Submission.objects.select_related("enrolment__person", "page", "graded_by")
    answered = rows.filter(enrolment__cohort=cohort, graded_at__isnull=False)
    return answered.exclude(state=Submission.State.HANDED_IN).order_by("-graded_at")[:20]


def attempts_waiting(cohort: Cohort) -> QuerySet[Attempt]:
    """The attempts of a cohort in which an essay waits, the oldest first."""
    rows = Attempt.objects.select_related("enrolment__person", "page")
    waiting = rows.filter(enrolment__cohort=cohort, state=Attempt.State.HANDED_IN)
    return waiting.order_by("ended_at")[:MOST]


def waiting_by_cohort() -> tuple[dict[int, int], dict[int, int]]:
    """How many works wait in each cohort, and how many attempts with essays; kept until anything happens."""
    return kept("waiting by cohort", lambda: (dict(WORKS.rows()), dict(ESSAYS.rows())))


def cohorts_waiting(
    cohorts: QuerySet[Cohort, Any], works: Mapping[int, int], essays: Mapping[int, int]
) -> list[Any]:
    """Cohorts in which something waits: their `works` and `essays` say how many."""
    rows = cohorts.filter(pk__in={*works, *essays}, cancelled_at__isnull=True)
    found = list(rows.select_related("course").only("slug", "name", "course__name"))
    for one in found:
        one.works, one.essays = works.get(one.pk, 0), essays.get(one.pk, 0)
    return found


def _counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """How many of them each cohort has."""
    counted = rows.order_by().values("enrolment__cohort").annotate(held=Count("pk"))
    return counted.values_list("enrolment__cohort", "held")


WORKS: Prepared[Any] = Prepared(
    lambda: _counted(Submission.objects.filter(state=Submission.State.HANDED_IN))
)
ESSAYS: Prepared[Any] = Prepared(
    lambda: _counted(Attempt.objects.filter(state=Attempt.State.HANDED_IN))
)
