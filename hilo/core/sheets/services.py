"""The verbs of the sheet engine.

    batch = sheets.read(sheet, upload, by=account, language="es")   # the file is kept, its headings are right
    sheets.dry_run(batch)                                           # a verdict per line, nothing changed
    sheets.apply(batch, by=account)                                 # the good rows
    sheets.undo(batch, by=account)                                  # back again, row by row

`begin_dry_run`, `begin_apply` and `begin_undo` do the same in the background where a file is long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core import storage
from hilo.core.actors import uuid_of
from hilo.core.events import publish
from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import taking, undoing
from hilo.core.sheets.batches import MovedOn, State, keep_counts, move, scope_of, sheet_of
from hilo.core.sheets.columns import Reading
from hilo.core.sheets.declaration import WHOLE, Scope, Sheet
from hilo.core.sheets.events import SheetApplied, SheetUndone
from hilo.core.sheets.headings import Headings, find_headings, notes_of
from hilo.core.sheets.messages import warning
from hilo.core.sheets.opening import open_table
from hilo.core.sheets.tables import MOST_ROWS, Line, SheetRefused, Table
from hilo.core.sheets.understanding import understand
from hilo.core.sheets.verdicts import Doubles, judge
from hilo.core.time import now

KEPT_FOR = dt.timedelta(days=90)
CHUNK = 500
Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """For work that nobody watches."""


def read(sheet: Sheet, upload: File[Any], *, by: Any, scope: Scope = WHOLE, language: str) -> Batch:
    """Keep the file and open a batch for it; raises `FileRefused` where it is not this sheet at all."""
    storage.check(upload, kinds=("sheet",))
    table = open_table(upload)
    headings = find_headings(table, sheet)
    count = sum(1 for _line in islice(_rows(table, headings), MOST_ROWS + 1))
    _check_length(count)
    stored = storage.keep(upload, kinds=("sheet",), by=by, expires_at=now() + KEPT_FOR)
    return Batch.objects.create(
        sheet=sheet.name,
        scope_kind=scope.kind,
        scope=scope.uuid,
        file=stored,
        name=stored.name,
        language=headings.language or table.meta.get("language") or language,
        headings=headings.texts,
        counts={"lines": count},
        by=uuid_of(by),
        forget_at=now() + KEPT_FOR,
    )


def _check_length(count: int) -> None:
    if not count:
        raise SheetRefused(
            _("There are no rows under the headings. Fill in at least one and send the file again.")
        )
    if count > MOST_ROWS:
        raise SheetRefused(
            _("This file has more than %(most)s rows. Send it in several parts."), most=MOST_ROWS
        )


def _rows(table: Table, headings: Headings) -> Iterator[Line]:
    return (line for line in table.lines() if line.number > headings.line)


def dry_run(batch: Batch, *, step: Step = no_step) -> None:
    """Give each line of a draft its verdict; done again from the start after a crash."""
    if batch.state != State.DRAFT or batch.file is None:
        return
    sheet, total = sheet_of(batch), batch.counts.get("lines", 0)
    BatchRow.objects.filter(batch=batch).delete()
    doubles = Doubles(sheet)
    with (
        default_storage.open(str(batch.file.file.name), "rb") as file,
        translation.override(batch.language),
    ):
        table = open_table(file)
        headings = find_headings(table, sheet)
        reading = Reading(batch.language, table.is_1904)
        lines, done = _rows(table, headings), 0
        while chunk := list(islice(lines, CHUNK)):
            _judge_chunk(batch, chunk, sheet, headings, reading, doubles)
            done += len(chunk)
            step(done, max(total, done))
    _finish_dry_run(batch, table, headings, doubles)


def _judge_chunk(
    batch: Batch,
    chunk: list[Line],
    sheet: Sheet,
    headings: Headings,
    reading: Reading,
    doubles: Doubles,
) -> None:
    judged = judge(understand(chunk, sheet, headings, reading), sheet, scope_of(batch))
    BatchRow.objects.bulk_create([one.as_row(batch, sheet) for one in judged], batch_size=200)
    doubles.note(judged)


@transaction.atomic
def _finish_dry_run(batch: Batch, table: Table, headings: Headings, doubles: Doubles) -> None:
    doubles.settle(batch)
    keep_counts(batch)
    notes = [*table.notes, *notes_of(headings)]
    move(batch, State.CHECKED, notes=[note.dump() for note in notes])


def apply(batch: Batch, *, by: Any, takes_warned: bool = True) -> None:
    """Take over the good rows, all in one transaction; raises `MovedOn` where somebody was first.

    For long files use `begin_apply`, which works in chunks and in the background.
    """
    with transaction.atomic():
        start_applying(batch, by=by, takes_warned=takes_warned)
        go_on_applying(batch, by=by)


def start_applying(batch: Batch, *, by: Any, takes_warned: bool = True) -> None:
    """Say that the rows are being taken over: of two who try at once, one does."""
    move(
        batch,
        State.APPLYING,
        takes_warned=takes_warned,
        applied_by=uuid_of(by),
        applied_at=now(),
    )


def go_on_applying(batch: Batch, *, by: Any, step: Step = no_step) -> None:
    """Take over what is left of a batch in state «applying»; safe to call again at any time."""
    total, done = taking.open_rows(batch).count(), 0
    with translation.override(batch.language):
        while taken := taking.take_next(batch, by=by):
            done += taken
            step(done, max(total, done))
    _finish(batch, State.APPLIED, by)


def undo(batch: Batch, *, by: Any) -> None:
    """Take back what the batch did, all in one transaction; see `begin_undo` for long ones."""
    with transaction.atomic():
        start_undoing(batch, by=by)
        go_on_undoing(batch, by=by)


def start_undoing(batch: Batch, *, by: Any) -> None:
    """Say that the batch is being undone: of two who try at once, one does."""
    if batch.forget_at <= now():
        raise MovedOn(
            _("The rows of this sheet were forgotten after 90 days; it cannot be undone.")
        )
    move(batch, State.UNDOING, undone_by=uuid_of(by), undone_at=now())


def go_on_undoing(batch: Batch, *, by: Any, step: Step = no_step) -> None:
    """Undo what is left of a batch in state «undoing»; safe to call again at any time."""
    total, done = batch.rows.taken().count(), 0
    line: int | None = undoing.undo_next(batch, by=by, before=None)
    while line is not None:
        done += taking.CHUNK
        step(min(done, total), total)
        line = undoing.undo_next(batch, by=by, before=line)
    kept = batch.rows.filter(outcome=BatchRow.Outcome.KEPT).exists()
    _finish(batch, State.PARTLY_UNDONE if kept else State.UNDONE, by)


@transaction.atomic
def _finish(batch: Batch, state: str, by: Any) -> None:
    """Close the work once: a second runner that comes here too finds it closed."""
    batch.refresh_from_db()
    if batch.state not in (State.APPLYING, State.UNDOING):
        return
    try:
        move(batch, state)
    except MovedOn:
        return
    keep_counts(batch)
    publish(_told(batch), by=by, subject=("batch", batch.uuid))


def _told(batch: Batch) -> SheetApplied | SheetUndone:
    counts = batch.counts
    if batch.state != State.APPLIED:
        return SheetUndone(batch.uuid, batch.sheet, counts["undone"], counts["kept"])
    taken = batch.rows.filter(outcome=BatchRow.Outcome.TAKEN)
    created = taken.filter(verdict=BatchRow.Verdict.CREATE).count()
    return SheetApplied(
        batch.uuid, batch.sheet, created, taken.count() - created, counts["refused"]
    )


def plan_undo(batch: Batch) -> undoing.Plan:
    """What undoing would do now; see `undoing.Plan`."""
    return undoing.plan_undo(batch)


def forget_old() -> int:
    """Forget the rows and the file of batches whose 90 days are over; what they did stays counted."""
    over = Batch.objects.filter(forget_at__lte=now()).exclude(
        state__in=[State.EXPIRED, State.APPLYING, State.UNDOING]
    )
    count = 0
    for batch in over[:1000]:
        forget(batch)
        count += 1
    return count


@transaction.atomic
def forget(batch: Batch) -> None:
    """Forget the rows and the file of one batch."""
    batch.rows.all().delete()
    stored, batch.file = batch.file, None
    Batch.objects.filter(pk=batch.pk).update(
        state=State.EXPIRED, file=None, headings=[], notes=[note.dump() for note in [FORGOTTEN]]
    )
    if stored is not None:
        storage.remove(stored)


FORGOTTEN = warning(gettext_noop("The file and its rows were forgotten after 90 days."))


@transaction.atomic
def forget_object(kind: str, uuid: UUID) -> int:
    """Erase what batches remember of one object, and the files that named it; answers how many rows."""
    rows = BatchRow.objects.filter(kind=kind, object=uuid)
    for batch in Batch.objects.filter(rows__in=rows, file__isnull=False).distinct():
        stored = batch.file
        Batch.objects.filter(pk=batch.pk).update(file=None)
        if stored is not None:
            storage.remove(stored)
    blank: dict[str, Any] = {"values": {}, "before": {}, "after": {}, "remembered": {}}
    return rows.update(raw=[], messages=[], object=None, **blank)
