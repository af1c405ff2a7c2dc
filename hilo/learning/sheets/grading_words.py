"""What the sheet of works says: why a row is kept back, and why an answer is not taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from hilo.learning.models import Enrolment, Submission
from hilo.learning.rules.marking import Fault

State = Submission.State
IDENTITY = ("state", "handed_in_at", "graded_at")  # who answered which text, and when

SENTENCES = {
    Fault.NOT_HANDED_IN: gettext_noop(
        "No such work is handed in now: nothing was sent, or its author is still writing."
    ),
    Fault.ALREADY_GRADED: gettext_noop(
        "This work is graded already, so it cannot be sent back. Change its points instead."
    ),
    Fault.MARKS_AND_BACK: gettext_noop(
        "A work that is to be improved gets no points yet. Leave one of the two out."
    ),
    Fault.SAY_WHY: gettext_noop("Say what should be better; the learner reads it."),
    Fault.BY_CRITERIA: gettext_noop("This work is marked by its criteria. Leave the points empty."),
    Fault.NO_SUCH_CRITERION: gettext_noop("This work is not marked by this. Leave it empty."),
    Fault.CRITERION_MISSING: gettext_noop("Points are missing here; each criterion needs them."),
    Fault.NO_SUCH_LEVEL: gettext_noop(
        "No level of this criterion is worth %(points)s. Write one of: %(levels)s."
    ),
    Fault.TWO_LEVELS: gettext_noop(
        "Two levels of this criterion are worth %(points)s. Choose one on the page of the work."
    ),
    Fault.NO_POINTS: gettext_noop("Give points, or decide that the work is to be improved."),
}
COLUMNS = {
    Fault.ALREADY_GRADED: "decision",
    Fault.MARKS_AND_BACK: "decision",
    Fault.SAY_WHY: "feedback",
    Fault.BY_CRITERIA: "points",
    Fault.NO_POINTS: "points",
}
SINCE_THE_DOWNLOAD = gettext_noop(
    "This work was answered, or handed in anew, after the sheet was downloaded. "
    "Look at it before you take the row over."
)
HANDED_IN_ANEW = gettext_noop("Its author has handed it in anew since, so the answer stays.")
ANSWERED_AGAIN = gettext_noop("It was answered again since, and the later answer stays.")
BEING_IMPROVED = gettext_noop("Its author is improving it already, so the answer stays.")
CERTIFIED = gettext_noop("The learner has received a certificate since, so the grade stays.")
COMPLETED = gettext_noop("The learner has completed the course since, so the grade stays.")
TOLD = gettext_noop("%(name)s was told of the answer.")


def what_rests_on(now: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What rests on an answer since, by what is remembered of its work now and then."""
    is_open_again = now["state"] in (State.DRAFT, State.HANDED_IN)
    if is_open_again or now["handed_in_at"] != after["handed_in_at"]:
        return HANDED_IN_ANEW
    if any(now[name] != after[name] for name in IDENTITY):
        return ANSWERED_AGAIN
    if now["state"] == State.RETURNED and now["version"] != after["version"]:
        return BEING_IMPROVED
    if now["is_certified"] and not after["is_certified"]:
        return CERTIFIED
    completed = Enrolment.State.COMPLETED
    return COMPLETED if now["enrolment"] == completed != after["enrolment"] else ""
