"""Works that learners hand in: kept as a draft, handed in, taken back, answered, reviewed by peers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from hilo.core import storage
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.events import SubmissionHandedIn, SubmissionJudged, SubmissionTakenBack
from hilo.learning.models import Assignment, Enrolment, Page, PeerReview, Step, Submission
from hilo.learning.problems.assignments import (
    FileIsMissing,
    LevelMissing,
    NothingToHandIn,
    NotToBeHandedIn,
    NotToBeJudged,
    NotToBeTakenBack,
    PointsOutOfRange,
    SayWhatToImprove,
)
from hilo.learning.problems.quizzes import NotLearning
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import passes
from hilo.learning.services import progress
from hilo.learning.services.quizzes import written

FILES = ("picture", "sheet", "document", "audio")
LEARNING = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)
State = Submission.State


# By its author.


@transaction.atomic
def keep(
    enrolment: Enrolment,
    page: Page,
    *,
    by: Any,
    text: str,
    upload: Any = None,
    drops_file: bool = False,
    expected: int | None = None,
) -> Submission:
    """Keep what is written so far; raises `NotToBeHandedIn`, `NotLearning`, `FileRefused`, `Overtaken`."""
    if enrolment.state not in LEARNING:
        raise NotLearning
    row, is_new = Submission.objects.get_or_create(
        enrolment=enrolment, step=page.step, defaults={"page": page}
    )
    if not row.can("hand_in"):
        raise NotToBeHandedIn
    row.text, row.page = text, page
    if upload is not None:
        row.file = storage.keep(upload, kinds=FILES, by=by)
    elif drops_file:
        row.file = None
    row.save_version(expected=row.version if is_new or expected is None else expected)
    return row


@transaction.atomic
def hand_in(submission: Submission, *, by: Any) -> Submission:
    """Hand it in to be answered; peers get it where the assignment asks for it."""
    row = _locked(submission)
    if not row.can("hand_in"):
        raise NotToBeHandedIn
    takes = row.page.content.get("takes", Assignment.Takes.EITHER)
    if takes == Assignment.Takes.FILE and row.file is None:
        raise FileIsMissing(field="file")
    if not row.text.strip() and (row.file is None or takes == Assignment.Takes.TEXT):
        raise NothingToHandIn(field="text")
    row.state, row.handed_in_at = State.HANDED_IN, now()
    row.save_version(expected=row.version)
    _give_to_peers(row)
    event = SubmissionHandedIn(row.enrolment.uuid, row.step)
    publish(event, by=by, subject=("cohort", row.enrolment.cohort.uuid))
    return row


@transaction.atomic
def take_back(submission: Submission, *, by: Any) -> Submission:
    """Go on writing, as long as nobody has answered."""
    row = _locked(submission)
    if not row.can("take_back"):
        raise NotToBeTakenBack
    row.state = State.DRAFT
    row.save_version(expected=row.version)
    event = SubmissionTakenBack(row.enrolment.uuid, row.step)
    publish(event, by=by, subject=("cohort", row.enrolment.cohort.uuid))
    return row


# By a trainer.


@transaction.atomic
def send_back(
    submission: Submission, *, feedback: str, by: Any, expected: int | None = None
) -> Submission:
    """Ask for something better, and say what."""
    row = _locked(submission)
    if not row.can("return"):
        raise NotToBeJudged
    if not feedback.strip():
        raise SayWhatToImprove(field="feedback")
    row.state = State.RETURNED
    _answer(row, feedback, by, expected)
    return row


@transaction.atomic
def grade(
    submission: Submission,
    *,
    by: Any,
    levels: Mapping[str, int] | None = None,
    points: Decimal | None = None,
    feedback: str = "",
    expected: int | None = None,
) -> Submission:
    """Grade it by its rubric, or from 0 to 100; who passes has done the step, who no longer does has not."""
    row = _locked(submission)
    if not row.can("grade"):
        raise NotToBeJudged
    rubric = rubrics.read(row.page.content.get("rubric", ()))
    row.levels = dict(levels or {})
    row.points = rubrics.points_of(rubric, row.levels) if rubric else points
    most = rubrics.most(rubric)
    if rubric and row.points is None:
        raise LevelMissing
    if row.points is None or not 0 <= row.points <= most:
        raise PointsOutOfRange(field="points", most=most)
    row.state = State.GRADED
    _answer(row, feedback, by, expected)
    has_passed = passes(row.points, most, row.page.content.get("pass_percent", 60))
    (progress.do if has_passed else progress.undo)(row.enrolment, row.step, by=by)
    return row


def _answer(row: Submission, feedback: str, by: Any, expected: int | None) -> None:
    row.feedback, row.graded_at = feedback, now()
    row.graded_by = getattr(by, "person", None)
    row.save_version(expected=row.version if expected is None else expected)
    event = SubmissionJudged(row.enrolment.uuid, row.step)
    publish(event, by=by, subject=("cohort", row.enrolment.cohort.uuid))


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("enrolment__cohort", "page", "file").get(pk=submission.pk)


# By peers.


def _give_to_peers(row: Submission) -> None:
    """Other learners of the cohort get it to review; whoever has it already keeps it."""
    count = row.page.content.get("peers", 0) - row.peer_reviews.count()
    if count <= 0:
        return
    others = Enrolment.objects.active().filter(cohort=row.enrolment.cohort_id)
    others = others.exclude(pk=row.enrolment_id).exclude(peer_reviews__submission=row)
    load = Count("peer_reviews", filter=Q(peer_reviews__submission__step=row.step))
    loads = dict(others.annotate(load=load).values_list("pk", "load"))
    chosen = rubrics.reviewers(loads, count, start=row.pk)
    PeerReview.objects.bulk_create(PeerReview(submission=row, reviewer_id=one) for one in chosen)


@transaction.atomic
def review(one: PeerReview, *, by: Any, levels: Mapping[str, int], comment: str) -> None:
    """Say what one thinks of a peer's work, by its rubric; it can be said anew until it is graded."""
    if one.submission.state != State.HANDED_IN:
        raise NotToBeJudged
    rubric = rubrics.read(one.submission.page.content.get("rubric", ()))
    if rubric and rubrics.points_of(rubric, levels) is None:
        raise LevelMissing
    if not comment.strip():
        raise SayWhatToImprove(field="comment")
    one.levels, one.comment, one.at = dict(levels), comment, now()
    one.save(update_fields=["levels", "comment", "at"])


# As it is written.


@transaction.atomic
def change(assignment: Assignment, *, by: Any, expected: int | None = None, **changes: Any) -> None:
    """Set the task, the rubric, what passes; raises `Overtaken`."""
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.save()
    written(Step.objects.get(pk=assignment.step_id), "assignment", by, expected)


def with_words(
    rubric: list[dict[str, Any]], rows: list[Any], language: str
) -> list[dict[str, Any]]:
    """A rubric with its criteria as they stand in `rows` (title, levels as points and words).

    Criteria keep their codes and their words in other languages as long as they keep their place.
    """
    found = []
    for number, (title, levels) in enumerate(rows):
        old = rubric[number] if number < len(rubric) else {}
        before = [*old.get("levels", ()), *[{}] * len(levels)]
        found.append(
            {
                "code": old.get("code", f"c{number + 1}"),
                "title": _said(old.get("title"), language, title),
                "levels": [
                    {"points": str(points), "text": _said(was.get("text"), language, words)}
                    for (points, words), was in zip(levels, before, strict=False)
                ],
            }
        )
    return found


def _said(stored: Any, language: str, words: str) -> dict[str, Any]:
    return Text.read(stored).with_variant(language, words).stored()
