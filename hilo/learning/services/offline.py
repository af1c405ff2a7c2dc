"""What a phone did without a signal, taken once and in order (docs/algorithms/packs.md).

A quiz that goes along is reserved first: the server chooses its questions and signs that choice for
one learner. The attempt itself begins when the first answer comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from hilo.core.problems import Problem
from hilo.core.time import now
from hilo.learning import asked
from hilo.learning.models import Answer, Attempt, Enrolment, Page
from hilo.learning.problems.offline import AskedOtherwise, NeedsSignal, NotReserved, StepGone
from hilo.learning.problems.quizzes import NoAttemptLeft, NothingToAnswer, NotLearning
from hilo.learning.rules import responding
from hilo.learning.rules.moments import believed
from hilo.learning.rules.queue import Fields, Item
from hilo.learning.rules.quizzing import Plan
from hilo.learning.services import answers, attempts, progress
from hilo.ui.numerals import figure

SALT = "hilo.learning.offline"
LASTS = 120 * 24 * 3600  # seconds: longer than any course without a signal
LEARNING = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)


@dataclass(frozen=True)
class Outcome:
    """What became of one item: whether it counts, what is said of it, and where one reads on."""

    item: Item
    is_taken: bool
    sentence: str = ""
    url: str = ""


# Reserve.


@dataclass(frozen=True)
class Reservation:
    """The questions that a phone takes along, and the token by which they are known again."""

    attempt: Attempt
    token: str


def reserve(enrolment: Enrolment, page: Page) -> Reservation:
    """The attempt under way, or the questions of one that will begin; nothing is written.

    Raises `NotLearning`, `NeedsSignal`, `NothingToAnswer`, `NoAttemptLeft`.
    """
    if enrolment.state not in LEARNING:
        raise NotLearning
    plan = Plan.read(page.content)
    if plan.minutes_allowed:
        raise NeedsSignal
    before = list(Attempt.objects.filter(enrolment=enrolment, step=page.step))
    current = next((one for one in before if one.state == Attempt.State.OPEN), None)
    attempt = current or _to_come(enrolment, page, plan, len(before))
    return Reservation(attempt, _token(enrolment, page, attempt))


def _to_come(enrolment: Enrolment, page: Page, plan: Plan, before: int) -> Attempt:
    if not plan.questions:
        raise NothingToAnswer
    if plan.attempts_allowed and before >= plan.attempts_allowed:
        raise NoAttemptLeft
    seed = randbelow(attempts.SEEDS)
    return Attempt(
        enrolment=enrolment, page=page, step=page.step, number=before + 1, seed=seed,
        started_at=now(), marks_possible=plan.marks_possible,
    )  # fmt: skip


def _token(enrolment: Enrolment, page: Page, attempt: Attempt) -> str:
    told = {"enrolment": enrolment.pk, "page": page.pk, "seed": attempt.seed}
    told["number"] = attempt.number
    return signing.dumps(told, salt=SALT)


# Take.


def take(items: Sequence[Item], *, by: Any) -> list[Outcome]:
    """Take what `by` did, item by item; what is refused holds up no other."""
    rows = Enrolment.objects.select_related("course", "cohort", "person")
    named = rows.filter(person=by.person_id, course__slug__in={item.course for item in items})
    enrolments = {one.course.slug: one for one in named}
    return [_outcome(item, enrolments, by) for item in items]


def _outcome(item: Item, enrolments: Mapping[str, Enrolment], by: Any) -> Outcome:
    try:
        with transaction.atomic():
            return TAKES[item.kind](item, _enrolment(item, enrolments), by)
    except Problem as problem:
        return Outcome(item, False, str(problem))


def _enrolment(item: Item, enrolments: Mapping[str, Enrolment]) -> Enrolment:
    found = enrolments.get(item.course)
    if found is None or found.state not in LEARNING:
        raise NotLearning
    return found


def _read(item: Item, enrolment: Enrolment, by: Any) -> Outcome:
    edition = progress.edition_read_by(enrolment)
    if not Page.objects.filter(edition=edition, step=item.step, kind="lesson").exists():
        raise StepGone
    moment = believed(item.at, earliest=enrolment.enrolled_at, now=now())
    progress.do(enrolment, item.step, at=moment, by=by)
    return Outcome(item, True)


def _answer(item: Item, enrolment: Enrolment, by: Any) -> Outcome:
    begun = _attempt(item, enrolment, by)
    attempt = begun.attempt
    rows = Answer.objects.select_related("version").filter(attempt=attempt)
    row = next((one for one in rows if one.version.uuid == item.version), None)
    if row is None:
        raise AskedOtherwise
    question = asked.of([(row.version.uuid, row.version_id)])[row.version_id].question
    response = responding.read(question, Fields(item.fields), f"a{item.slot}")
    saved = answers.save(attempt, row.slot, response, key=item.key, sequence=item.sequence)
    if saved.is_kept:
        return Outcome(item, True, begun.sentence)
    return Outcome(item, True, _("Another device answered this later; that answer stands."))


def _hand_in(item: Item, enrolment: Enrolment, by: Any) -> Outcome:
    begun = _attempt(item, enrolment, by)
    attempt = attempts.hand_in(begun.attempt, by=by)
    return Outcome(item, True, begun.sentence, f"{attempt.get_absolute_url()}result/")


@dataclass(frozen=True)
class Begun:
    """The attempt that an item belongs to; what is said where it is a later one than was reserved."""

    attempt: Attempt
    sentence: str = ""


def _attempt(item: Item, enrolment: Enrolment, by: Any) -> Begun:
    """The attempt that was reserved, begun now if it was not; or the one under way on another device.

    Where another device handed in meanwhile, a next one begins, and its first item says so.
    """
    told = _reserved(item, enrolment)
    page = Page.objects.select_related("edition").filter(pk=told["page"], step=item.step).first()
    if page is None:
        raise NotReserved
    is_known = Attempt.objects.filter(enrolment=enrolment, step=item.step, key=item.begin).exists()
    attempt = attempts.begin(enrolment, page, by=by, key=item.begin, seed=told["seed"])
    if (
        is_known
        or attempt.key != item.begin
        or attempt.number <= told.get("number", attempt.number)
    ):
        return Begun(attempt)
    sentence = _(
        "Another device had handed this quiz in before. What you answered here went into a new attempt, "
        "number %(number)s."
    )
    return Begun(attempt, sentence % {"number": figure(attempt.number)})


def _reserved(item: Item, enrolment: Enrolment) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(item.token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as problem:
        raise NotReserved from problem
    if told["enrolment"] != enrolment.pk:
        raise NotReserved
    return told


TAKES: dict[str, Callable[[Item, Enrolment, Any], Outcome]] = {
    "read": _read,
    "answer": _answer,
    "hand_in": _hand_in,
}
