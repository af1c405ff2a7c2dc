"""What learning does when something has happened: presence is counted anew, editions are made ready to take along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from hilo.attendance.events import (
    PresenceCorrected,
    PresenceRecorded,
    SessionCancelled,
    SessionChanged,
    SessionHeld,
    SessionReopened,
    SessionsPlanned,
)
from hilo.attendance.models import Session
from hilo.core.events import handles
from hilo.core.time import now
from hilo.learning import messages, outcomes, packing
from hilo.learning.events import CourseCompleted, CoursePublished, EssaysRead, SubmissionJudged
from hilo.learning.models import Attempt, Cohort, Edition, Enrolment, Submission
from hilo.learning.rosters import KIND
from hilo.learning.services import progress
from hilo.notifications import services as notifications

NEWS = dt.timedelta(days=2)
A_TERM = dt.timedelta(days=120)  # essays are read weeks after they were handed in


@handles(CoursePublished)
def make_packs(event: CoursePublished) -> None:
    rows = Edition.objects.select_related("course")
    edition = rows.filter(course__uuid=event.course, number=event.number).first()
    if edition is not None:
        packing.soon(edition)


@handles(SessionsPlanned)
def count_planned(event: SessionsPlanned) -> None:
    _count(event.about_kind, event.about)


@handles(SessionHeld)
def count_held(event: SessionHeld) -> None:
    _count(event.about_kind, event.about)


@handles(SessionReopened)
def count_reopened(event: SessionReopened) -> None:
    _count(event.about_kind, event.about)


@handles(SessionChanged)
def count_changed(event: SessionChanged) -> None:
    if {"starts_at", "ends_at"} & set(event.fields):
        _count_session(event.session)


@handles(SessionCancelled)
def count_cancelled(event: SessionCancelled) -> None:
    _count_session(event.session)


@handles(PresenceRecorded)
def count_recorded(event: PresenceRecorded) -> None:
    _count(event.about_kind, event.about, event.people)


@handles(PresenceCorrected)
def count_corrected(event: PresenceCorrected) -> None:
    _count(event.about_kind, event.about, event.people)


@handles(CourseCompleted)
def tell_of_completing(event: CourseCompleted) -> None:
    """Ask how the course was while it is fresh; what was entered long afterwards is no news."""
    rows = Enrolment.objects.filter(course__uuid=event.course, person__uuid=event.person)
    row = rows.select_related("person").first()
    if row is not None and _is_news(row.completed_at):
        notifications.notify(row.person, messages.Completed(row.uuid))


@handles(SubmissionJudged)
def tell_of_answer(event: SubmissionJudged) -> None:
    """Tell the author that their work was answered, once for each answer."""
    rows = Submission.objects.filter(enrolment__uuid=event.enrolment, step=event.step)
    row = rows.select_related("enrolment__person", "page").first()
    if row is not None and _is_news(row.graded_at):
        told = messages.WorkAnswered(row.uuid, outcomes.of_work(row), str(row.handed_in_at))
        notifications.notify(row.enrolment.person, told)


@handles(EssaysRead)
def tell_of_essays(event: EssaysRead) -> None:
    """Tell the learner that somebody has read what they wrote, and what the quiz comes to."""
    rows = Attempt.objects.filter(uuid=event.attempt, state=Attempt.State.GRADED)
    row = rows.select_related("enrolment__person").first()
    if row is not None and _is_news(row.ended_at, A_TERM):
        told = messages.EssaysAnswered(row.uuid, str(row.marks))
        notifications.notify(row.enrolment.person, told)


def _is_news(at: dt.datetime | None, lasts: dt.timedelta = NEWS) -> bool:
    """Whether something happened so lately that it is worth a message: what was entered long afterwards is not."""
    return at is not None and now() - at < lasts


def _count_session(uuid: UUID) -> None:
    found = Session.objects.filter(uuid=uuid).first()
    if found is not None:
        _count(*found.roster)


def _count(kind: str, uuid: UUID, people: Iterable[UUID] | None = None) -> None:
    """Count the cohort anew, or only `people` of it; other rosters are none of ours."""
    cohort = Cohort.objects.filter(uuid=uuid).first() if kind == KIND else None
    if cohort is not None:
        progress.refresh_many(cohort, people=people)
