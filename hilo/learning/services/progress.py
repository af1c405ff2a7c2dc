"""What somebody has done in a course, and how far that is: written once, counted anew after each change.

`do` is called by whatever finishes a step: a lesson that was read, a quiz that was passed, an
assignment that was accepted. Lists read what `refresh` has written into the enrolment.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hilo.attendance.queries import attendance_of
from hilo.attendance.rules.counting import Share
from hilo.core.events import publish
from hilo.core.keeping import kept
from hilo.core.prepared import Addition, Change, Given, Prepared, whole
from hilo.core.time import now
from hilo.learning.events import CourseCompleted
from hilo.learning.models import Cohort, Done, Edition, Enrolment, Move, Page
from hilo.learning.queries.done import steps_done
from hilo.learning.rosters import KIND, term_of
from hilo.learning.rules.progress import Demands, Progress, StepDue, demands_told, progress_of

KEPT = (
    *("done", "due", "attendance", "next_step", "missing"),
    *("advanced_at", "seen_at", "state", "completed_at"),
)
READ = ("cohort__uuid", "cohort__edition", "course__uuid", "course__edition", "person__uuid")
SAVED = Change(lambda: Enrolment.objects.filter(pk=Given("enrolment")), *KEPT)
DO = Addition(Done, "enrolment", "step", "at")
UNSEEN = dt.timedelta(minutes=30)  # somebody who reads on is not written down at every page
PORTION = 500


@transaction.atomic(savepoint=False)
def do(enrolment: Enrolment, step: UUID, *, by: Any, at: dt.datetime | None = None) -> Enrolment:
    """`enrolment` has done `step` (its uuid); doing it again changes nothing.

    `at` is when it was done where that was earlier (a phone without signal). The last thing that was
    missing completes the course, told by `CourseCompleted`.
    """
    moment = at or now()
    found = _locked(enrolment)
    DO.make(enrolment=found.pk, step=step, at=moment)
    found.seen_at = max(found.seen_at or moment, moment)
    found.advanced_at = max(found.advanced_at or moment, moment)
    _write([found], by=by)
    return found


@transaction.atomic
def undo(enrolment: Enrolment, step: UUID, *, by: Any) -> Enrolment:
    """`step` was not done after all: a mark was corrected. A completed course stays completed."""
    found = _locked(enrolment)
    Done.objects.filter(enrolment=found, step=step).delete()
    _write([found], by=by)
    return found


def seen(enrolment: Enrolment) -> None:
    """Its person is here; written at most every half hour."""
    moment = now()
    if enrolment.seen_at and moment - enrolment.seen_at < UNSEEN:
        return
    Enrolment.objects.filter(pk=enrolment.pk).update(seen_at=moment)
    enrolment.seen_at = moment


@transaction.atomic
def refresh(enrolment: Enrolment, *, by: Any = None) -> Enrolment:
    """Count one enrolment anew and write what lists show of it."""
    found = _locked(enrolment)
    _write([found], by=by)
    return found


@transaction.atomic
def refresh_many(cohort: Cohort, *, people: Iterable[UUID] | None = None, by: Any = None) -> int:
    """Count everybody of `cohort` anew, or only `people`; answers how many."""
    rows = _lockable().filter(cohort=cohort).order_by("pk")
    if people is not None:
        rows = rows.filter(person__uuid__in=list(people))
    found = list(rows)
    _write(found, by=by)
    return len(found)


def _lockable() -> QuerySet[Enrolment]:
    # Lock: the enrolment, because two steps done at once must both be counted.
    rows = Enrolment.objects.select_for_update(of=("self",))
    rows = rows.select_related("cohort", "course", "person").only(*whole(Enrolment), *READ)
    return rows.annotate(was_moved=Exists(Move.objects.filter(enrolment=OuterRef("pk"))))


LOCKED = Prepared(lambda: _lockable().filter(pk=Given("enrolment")))


def _locked(enrolment: Enrolment) -> Enrolment:
    # Whoever was moved while we waited stands beside their new cohort at the second look.
    found = LOCKED.row(enrolment=enrolment.pk) or LOCKED.row(enrolment=enrolment.pk)
    if found is None:
        raise Enrolment.DoesNotExist
    return found


def _write(rows: Sequence[Enrolment], *, by: Any) -> None:
    """Count `rows` anew; who has everything now has completed."""
    completed = []
    for row, progress, share in counted(rows):
        row.done, row.due = progress.done, progress.due
        row.next_step, row.attendance = progress.next_step, attendance_kept(share)
        row.missing = [one.stored() for one in progress.missing]
        if row.can("complete") and progress.is_complete:
            row.state, row.completed_at = Enrolment.State.COMPLETED, now()
            completed.append(row)
    _save(rows)
    for row in completed:
        event = CourseCompleted(row.course.uuid, row.person.uuid)
        publish(event, by=by, subject=("cohort", row.cohort.uuid))


def _save(rows: Sequence[Enrolment]) -> None:
    if len(rows) == 1:
        SAVED.make(enrolment=rows[0].pk, **{name: getattr(rows[0], name) for name in KEPT})
    else:
        Enrolment.objects.bulk_update(rows, KEPT, batch_size=PORTION)


def counted(rows: Sequence[Enrolment]) -> Iterable[tuple[Enrolment, Progress, Share]]:
    """Each enrolment with its progress and its share of sessions: two questions for each cohort."""
    done, demands = _done_by(rows), _demands_by_edition(rows)
    moves = list(_moves_of(rows))
    earlier = _earlier_shares(rows, moves)
    came = {(one.enrolment_id, one.to_cohort_id): one.at for one in moves}
    for cohort, members in _by_cohort(rows).items():
        terms = {one.person_id: term_of(one, came.get((one.pk, one.cohort_id))) for one in members}
        shares = attendance_of(KIND, cohort, list(terms), terms=terms)
        for row in members:
            share = together(shares.get(row.person_id, Share()), *earlier[row.pk])
            yield row, progress_of(demands[edition_read_by(row)], done[row.pk], share), share


def _earlier_shares(rows: Sequence[Enrolment], moves: Iterable[Move]) -> Mapping[int, list[Share]]:
    """The shares in the cohorts from which somebody was moved: what they attended there counts on."""
    found: dict[int, list[Share]] = defaultdict(list)
    known = {one.pk: one for one in rows}
    for enrolment, cohort in {(known[one.enrolment_id], one.from_cohort) for one in moves}:
        if cohort.pk != enrolment.cohort_id:
            shares = attendance_of(KIND, cohort.uuid, [enrolment.person_id])
            found[enrolment.pk].extend(shares.values())
    return found


def _moves_of(rows: Sequence[Any]) -> Iterable[Move]:
    """Their moves, the last one last, with the cohorts from which they went."""
    moved = [one.pk for one in rows if one.was_moved]
    if not moved:
        return []
    moves = Move.objects.select_related("from_cohort").filter(enrolment__in=moved)
    return moves.order_by("at").only("enrolment", "to_cohort", "at", "from_cohort__uuid")


def together(*shares: Share) -> Share:
    """The minutes and sessions of several cohorts as one share."""
    names = Share.__dataclass_fields__
    return Share(**{name: sum(getattr(one, name) for one in shares) for name in names})


def _by_cohort(rows: Iterable[Enrolment]) -> Mapping[UUID, list[Enrolment]]:
    found: dict[UUID, list[Enrolment]] = defaultdict(list)
    for row in rows:
        found[row.cohort.uuid].append(row)
    return found


def _done_by(rows: Sequence[Enrolment]) -> Mapping[int, set[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    if len(rows) == 1:
        return {rows[0].pk: steps_done(rows[0])}
    chosen = Q(enrolment__in=[one.pk for one in rows])
    if len(rows) > PORTION:
        chosen = Q(enrolment__cohort__in={one.cohort_id for one in rows})
    for enrolment, step in Done.objects.filter(chosen).values_list("enrolment", "step"):
        found[enrolment].add(step)
    return found


def attendance_kept(share: Share) -> Decimal | None:
    """The share as it is kept: four decimals, rounded down, so that 79.999 % never reads 80 %."""
    exact = share.exact
    if exact is None:
        return None
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.0001"), ROUND_DOWN)


EDITION: Prepared[Any] = Prepared(
    lambda: Edition.objects.filter(pk=Given("edition")).values_list("uuid", flat=True)
)


def _demands_by_edition(rows: Iterable[Enrolment]) -> Mapping[int | None, Demands]:
    """What each edition that `rows` read asks for; one question for each, mostly for one."""
    wanted = {edition_read_by(row) for row in rows}
    found: dict[int | None, Demands] = {None: Demands(())}
    return found | {pk: _demands(_uuid_of(pk)) for pk in wanted if pk}


def _uuid_of(edition: int) -> UUID:
    """Which edition has this key: that never changes, so a process asks once in a while."""
    key = ("uuid of an edition", edition)
    return kept(key, lambda: EDITION.rows(edition=edition)[0], whatever_happens=True, is_small=True)


def edition_read_by(enrolment: Enrolment) -> int | None:
    """The key of the edition that its learner reads: their own, their cohort's, or the one on offer."""
    return enrolment.edition_id or enrolment.cohort.edition_id or enrolment.course.edition_id


@lru_cache(maxsize=64)
def _demands(edition: UUID) -> Demands:
    """Of one edition, which never changes: asked of the database once by each process."""
    outline = Edition.objects.values_list("outline", flat=True).get(uuid=edition)
    rows = Page.objects.filter(edition__uuid=edition).order_by("order")
    steps = [StepDue(*one) for one in rows.values_list("step", "kind", "is_required")]
    return demands_told(outline.get("course", {}), steps)


__all__ = ["counted", "do", "edition_read_by", "refresh", "refresh_many", "seen", "undo"]
