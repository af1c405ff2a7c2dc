"""Answers, kept one by one as they are given: nothing is lost, and nothing is taken twice.

A phone sends each answer with a key that it made and a sequence that grows. The same key twice is
one answer. A higher sequence wins over a lower one, whatever arrives first; of equal ones the last
to arrive. The server's clock alone says whether an answer came in time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from hilo.core.prepared import Given, Prepared, whole
from hilo.core.time import now
from hilo.learning import asked
from hilo.learning.models import Answer, Attempt, Enrolment, Received
from hilo.learning.problems.quizzes import (
    AlreadyHandedIn,
    AlreadyTold,
    AnswerTooLong,
    NoSuchQuestion,
    NotLearning,
    TimeIsOver,
)

GRACE = dt.timedelta(seconds=20)  # an answer that was on its way when the time ended
LONGEST = 40_000  # letters of all that is written in one answer
MOST_SEQUENCE = 2**53  # beyond it a browser cannot count

# Lock: one attempt, because grading reads what answering writes.
LOCKED = Prepared(
    lambda: (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("enrolment")
        .only(*whole(Attempt), "enrolment__state")
        .filter(pk=Given("attempt"))
    )
)


@dataclass(frozen=True)
class Saved:
    """What became of an answer: whether it stands now, and the sequence of what stands."""

    is_kept: bool
    sequence: int
    response: Any


@transaction.atomic
def save(
    attempt: Attempt,
    slot: int,
    response: Any,
    *,
    key: UUID | None = None,
    sequence: int | None = None,
    at: dt.datetime | None = None,
) -> Saved:
    """Keep `response` to the question at `slot`; without a sequence it is the newest.

    Raises `AlreadyHandedIn`, `TimeIsOver`, `AlreadyTold`, `NotLearning`, `NoSuchQuestion`,
    `AnswerTooLong`; then nothing is changed.
    """
    known = Received.objects.filter(pk=key, enrolment=attempt.enrolment_id).first() if key else None
    if known:
        return Saved(**known.outcome)
    _open(attempt, at)
    row = Answer.objects.filter(attempt=attempt, slot=slot).first()
    if row is None:
        raise NoSuchQuestion
    saved = _kept(row, response, sequence, at)
    if key:
        _remember(key, attempt, saved, at)
    return saved


@transaction.atomic
def save_many(
    attempt: Attempt, responses: Mapping[int, Any], *, at: dt.datetime | None = None
) -> int:
    """Keep several answers as the newest, such as a form sends; answers how many changed.

    What was told already, or says what stands already, stays as it is.
    """
    _open(attempt, at)
    rows = list(Answer.objects.filter(attempt=attempt))
    changed = put_all(rows, responses, at or now())
    Answer.objects.bulk_update(changed, ["response", "sequence", "saved_at"])
    return len(changed)


def put_all(rows: Sequence[Answer], responses: Mapping[int, Any], at: dt.datetime) -> list[Answer]:
    """Let answers say what is new in `responses`, as the newest; those that changed. Nothing is saved."""
    changed = [
        row
        for row in rows
        if row.slot in responses and row.fraction is None and row.response != responses[row.slot]
    ]
    following = max((row.sequence for row in rows), default=0) + 1
    for row in changed:
        _write(row, responses[row.slot], following, at)
    return changed


@transaction.atomic
def tell(attempt: Attempt, slot: int, *, at: dt.datetime | None = None) -> Answer:
    """Grade one answer of an attempt under way, because its quiz tells at once; it is settled then."""
    _open(attempt, at)
    rows = Answer.objects.select_related("version")
    row = rows.filter(attempt=attempt, slot=slot).first()
    if row is None:
        raise NoSuchQuestion
    if row.fraction is None and row.response is not None:
        question = asked.of([(row.version.uuid, row.version_id)])[row.version_id]
        earned, _language = question.grade(row.response)
        if earned.state not in ("needs_grading", "not_answered"):
            row.fraction = fraction_kept(earned.fraction)
            row.save(update_fields=["fraction"])
    return row


def fraction_kept(value: Fraction) -> Decimal:
    """An exact fraction as an answer keeps it: seven decimals."""
    return Decimal(round(value * 10**7)).scaleb(-7)


def _open(attempt: Attempt, at: dt.datetime | None) -> None:
    """Lock the attempt, so that nobody hands it in meanwhile; raises where it takes no answer."""
    current = LOCKED.rows(attempt=attempt.pk)[0]
    if current.enrolment.state not in (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED):
        raise NotLearning
    if current.state != Attempt.State.OPEN:
        raise AlreadyHandedIn
    if current.due_at and (at or now()) > current.due_at + GRACE:
        raise TimeIsOver


def _kept(row: Answer, response: Any, sequence: int | None, at: dt.datetime | None) -> Saved:
    if row.fraction is not None:
        raise AlreadyTold
    if sequence is None:
        rows = Answer.objects.filter(attempt=row.attempt_id)
        sequence = (rows.aggregate(last=Max("sequence"))["last"] or 0) + 1
    if sequence < row.sequence:
        return Saved(False, row.sequence, row.response)
    _write(row, response, min(sequence, MOST_SEQUENCE), at)
    row.save(update_fields=["response", "sequence", "saved_at"])
    return Saved(True, row.sequence, row.response)


def _write(row: Answer, response: Any, sequence: int, at: dt.datetime | None) -> None:
    if letters_of(response) > LONGEST:
        raise AnswerTooLong(most=LONGEST)
    row.response, row.sequence, row.saved_at = response, sequence, at or now()


def letters_of(response: Any) -> int:
    """How many letters are written in a response, wherever they stand in it."""
    if isinstance(response, str):
        return len(response)
    if isinstance(response, dict):
        return sum(map(letters_of, response.values()))
    return sum(map(letters_of, response)) if isinstance(response, list) else 0


def _remember(key: UUID, attempt: Attempt, saved: Saved, at: dt.datetime | None) -> None:
    outcome = {"is_kept": saved.is_kept, "sequence": saved.sequence, "response": saved.response}
    Received.objects.get_or_create(
        pk=key,
        defaults={"enrolment_id": attempt.enrolment_id, "at": at or now(), "outcome": outcome},
    )
