"""What came of what a learner handed in, as a word that a message can keep."""

from __future__ import annotations

from hilo.learning.models import Attempt, Submission
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import Plan, passes

RETURNED, ACCEPTED, REFUSED, WAITING = "returned", "accepted", "refused", "waiting"
USUAL_PERCENT = 60


def of_work(work: Submission) -> str:
    """`returned` to be improved, `accepted` or `refused`; `waiting` where nobody has answered."""
    if work.state == Submission.State.RETURNED:
        return RETURNED
    if work.state != Submission.State.GRADED:
        return WAITING
    content = work.page.content
    most = rubrics.most(rubrics.read(content.get("rubric", ())))
    has_passed = passes(work.points, most, content.get("pass_percent", USUAL_PERCENT))
    return ACCEPTED if has_passed else REFUSED


def of_attempt(attempt: Attempt) -> str:
    """`accepted` where it passes, `refused` where not; `waiting` where an essay is still to be read."""
    if attempt.state != Attempt.State.GRADED:
        return WAITING
    percent = Plan.read(attempt.page.content).pass_percent
    return ACCEPTED if passes(attempt.marks, attempt.marks_possible, percent) else REFUSED
