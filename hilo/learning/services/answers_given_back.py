"""The answer to a work taken back: it is again exactly what it was, as if nobody had answered since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from hilo.core.events import publish
from hilo.credentials.models import Certificate
from hilo.learning.events import AnswerTakenBack
from hilo.learning.models import Done, Enrolment, Submission
from hilo.learning.services import enrolments, progress
from hilo.people.models import Person

Remembered = Mapping[str, Any]


def with_what_hangs_on_it(rows: QuerySet[Submission]) -> QuerySet[Any]:
    """Works with what `remembered` asks for: when the step was done, whether the course is certified."""
    done = Done.objects.filter(enrolment=OuterRef("enrolment"), step=OuterRef("step"))
    certified = Certificate.objects.valid().filter(
        person=OuterRef("enrolment__person"),
        achievement__about_kind="course",
        achievement__about=OuterRef("enrolment__course__uuid"),
    )
    return rows.annotate(done_at=Subquery(done.values("at")[:1]), is_certified=Exists(certified))


def remembered(work: Any) -> dict[str, Any]:
    """The answer to `work`, and what it did, as JSON; `work` comes out of `with_what_hangs_on_it`."""
    return {
        "version": work.version,
        "state": work.state,
        "handed_in_at": _told(work.handed_in_at),
        "levels": work.levels,
        "points": None if work.points is None else str(work.points),
        "feedback": work.feedback,
        "graded_by": str(work.graded_by.uuid) if work.graded_by else None,
        "graded_at": _told(work.graded_at),
        "done_at": _told(work.done_at),
        "enrolment": work.enrolment.state,
        "is_certified": work.is_certified,
    }


def _told(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat() if moment else None


@transaction.atomic
def give_back(work: Submission, before: Remembered, *, by: Any) -> None:
    """`work` is answered as `before` says, its step is done or not as it was then; nobody is written to.

    Whoever completed the course by this answer takes part again. Raises `Overtaken`.
    """
    rows = Submission.objects.select_for_update(of=("self",))
    row = rows.select_related("enrolment__cohort").get(pk=work.pk)
    row.state, row.feedback, row.levels = before["state"], before["feedback"], before["levels"]
    row.points = None if before["points"] is None else Decimal(before["points"])
    row.graded_at = _moment(before["graded_at"])
    row.graded_by = Person.objects.filter(uuid=before["graded_by"]).first()
    row.save_version(expected=work.version)
    _give_back_step(row, _moment(before["done_at"]))
    _count_anew(row.enrolment, before["enrolment"], by)
    event = AnswerTakenBack(row.enrolment.uuid, row.step)
    publish(event, by=by, subject=("cohort", row.enrolment.cohort.uuid))


def _moment(told: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(told) if told else None


def _give_back_step(row: Submission, done_at: dt.datetime | None) -> None:
    steps = Done.objects.filter(enrolment=row.enrolment_id)
    there = steps.filter(step=row.step)
    if there.values_list("at", flat=True).first() == done_at:
        return
    there.delete()
    if done_at is not None:
        Done.objects.create(enrolment=row.enrolment, step=row.step, at=done_at)
    last = steps.aggregate(at=Max("at"))["at"]
    Enrolment.objects.filter(pk=row.enrolment_id).update(advanced_at=last)


def _count_anew(enrolment: Enrolment, before: str, by: Any) -> None:
    was_active = before == Enrolment.State.ACTIVE
    if was_active and enrolment.can("reopen"):
        enrolments.reopen(enrolment, by=by)
    else:
        progress.refresh(enrolment, by=by)


__all__ = ["give_back", "remembered", "with_what_hangs_on_it"]
