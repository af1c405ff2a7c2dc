"""What waits for a trainer: works that were handed in, attempts with essays."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

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


def cohorts_waiting(cohorts: QuerySet[Cohort, Any]) -> list[Any]:
    """Cohorts in which something waits: `works` and `essays` say how many."""
    works = _counted(Submission.objects.filter(state=Submission.State.HANDED_IN))
    essays = _counted(Attempt.objects.filter(state=Attempt.State.HANDED_IN))
    rows = cohorts.filter(pk__in={*works, *essays}, cancelled_at__isnull=True)
    found = list(rows.select_related("course").only("slug", "name", "course__name"))
    for one in found:
        one.works, one.essays = works.get(one.pk, 0), essays.get(one.pk, 0)
    return found


def _counted(rows: QuerySet[Any, Any]) -> dict[int, int]:
    """How many of them each cohort has."""
    counted = rows.order_by().values("enrolment__cohort").annotate(held=Count("pk"))
    return dict(counted.values_list("enrolment__cohort", "held"))
