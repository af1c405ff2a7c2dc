"""Works of learners put in by the hundred, as `services.assignments` would have left them.

Peers get what their assignment gives them, one after the other in the order in which works were handed in. Nobody is
written to, and nothing stands in the journal; a step that is done is written by whoever calls.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hilo.core.models import StoredFile
from hilo.learning.models import Cohort, Enrolment, Page, PeerReview, Submission
from hilo.learning.rules import rubrics
from hilo.people.models import Person

PORTION = 500
State = Submission.State
# What keeping, handing in and answering make of a version, each by one more than the one before.
DRAFT, HANDED_IN, ANSWERED = 2, 3, 4


@dataclass(frozen=True)
class Judged:
    """What a trainer said of a work: by the levels of its rubric; without levels it was sent back."""

    at: dt.datetime
    by: Person | None
    feedback: str
    levels: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Handed:
    """A work of somebody: a draft without `at`, waiting without `judged`."""

    enrolment: Enrolment
    page: Page
    text: str
    at: dt.datetime | None = None
    file: StoredFile | None = None
    judged: Judged | None = None


def put_in(cohort: Cohort, works: Sequence[Handed]) -> Sequence[Submission]:
    """Keep these works of a cohort, and give them to peers to review."""
    rows = [_row(one) for one in works]
    Submission.objects.bulk_create(rows, batch_size=PORTION)
    handed_in = [one for one in rows if one.handed_in_at]
    handed_in.sort(key=lambda one: (one.handed_in_at, one.pk))
    PeerReview.objects.bulk_create(_reviews(cohort, handed_in), batch_size=PORTION)
    return rows


def _row(one: Handed) -> Submission:
    row = Submission(
        enrolment=one.enrolment,
        step=one.page.step,
        page=one.page,
        text=one.text,
        file=one.file,
        handed_in_at=one.at,
        state=State.HANDED_IN if one.at else State.DRAFT,
        version=HANDED_IN if one.at else DRAFT,
    )
    if one.judged:
        _answer(row, one.judged)
    return row


def _answer(row: Submission, judged: Judged) -> None:
    row.feedback, row.graded_by, row.graded_at = judged.feedback, judged.by, judged.at
    row.state, row.version = State.RETURNED, ANSWERED
    if judged.levels is not None:
        rubric = rubrics.read(row.page.content.get("rubric", ()))
        row.state, row.levels = State.GRADED, dict(judged.levels)
        row.points = rubrics.points_of(rubric, judged.levels)


def _reviews(cohort: Cohort, rows: Sequence[Submission]) -> list[PeerReview]:
    """Whoever has fewest to review of an assignment gets the next one."""
    active = Enrolment.objects.active().filter(cohort=cohort)
    members = list(active.order_by("pk").values_list("pk", flat=True))
    loads: Counter[tuple[object, int]] = Counter()
    found = []
    for row in rows:
        others = {one: loads[row.step, one] for one in members if one != row.enrolment_id}
        for chosen in rubrics.reviewers(others, row.page.content.get("peers", 0), start=row.pk):
            loads[row.step, chosen] += 1
            found.append(PeerReview(submission=row, reviewer_id=chosen))
    return found
