"""Undoing a batch: row by row, with the reason where later work stands in the way.

Same lock and same chunks as taking over; the last lines go first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from hilo.core.models import Batch, BatchRow
from hilo.core.problems import Problem
from hilo.core.sheets.batches import scope_of, sheet_of
from hilo.core.sheets.declaration import Scope, Sheet
from hilo.core.sheets.messages import Message, error
from hilo.core.sheets.taking import CHUNK, RowRefused, attempt, keep_rows, load_values, moved_on

Verdict, Outcome = BatchRow.Verdict, BatchRow.Outcome


@dataclass
class Plan:
    """What undoing would do now: rows to take out, to restore, to leave; who was written to."""

    removed: int = 0
    restored: int = 0
    kept: list[tuple[BatchRow, Message]] = field(default_factory=list)
    written_to: list[tuple[BatchRow, Message]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.removed + self.restored


def plan_undo(batch: Batch) -> Plan:
    """Look at every row that was taken over, without changing any."""
    plan, sheet, scope = Plan(), sheet_of(batch), scope_of(batch)
    rows = list(batch.rows.taken().order_by("line"))
    for start in range(0, len(rows), 500):
        _plan(plan, rows[start : start + 500], sheet, scope)
    return plan


def _plan(plan: Plan, rows: list[BatchRow], sheet: Sheet, scope: Scope) -> None:
    things, reasons = _standing(rows, sheet, scope)
    told = sheet.written_to(list(things.values()))
    for row in rows:
        reason = _reason(row, things, reasons, sheet)
        if reason is not None:
            plan.kept.append((row, reason))
        elif row.verdict == Verdict.CREATE:
            plan.removed += 1
        else:
            plan.restored += 1
        if row.object in told:
            plan.written_to.append((row, told[row.object]))


def _standing(
    rows: list[BatchRow], sheet: Sheet, scope: Scope
) -> tuple[dict[UUID, Any], dict[UUID, Message]]:
    """The objects of these rows that are still here, and what rests on those that the rows made."""
    things = sheet.by_uuid([row.object for row in rows if row.object], scope)
    made = [
        things[row.object] for row in rows if row.verdict == Verdict.CREATE and row.object in things
    ]
    return things, sheet.dependents(made) if made else {}


def _reason(
    row: BatchRow, things: dict[UUID, Any], reasons: dict[UUID, Message], sheet: Sheet
) -> Message | None:
    """Why this row cannot be undone; None where it can."""
    thing = things.get(row.object) if row.object else None
    if thing is None:
        is_new = row.verdict == Verdict.CREATE
        return (
            None
            if is_new
            else error(_("This entry was removed since; nothing is left to restore."))
        )
    if row.verdict != Verdict.CREATE and (
        rests := sheet.stays(thing, row.remembered.get("after", {}))
    ):
        return rests
    private = sheet.private(thing)
    if row.verdict != Verdict.CREATE and (kept := private.intersection(row.after)):
        return error(sheet.private_because, ",".join(sorted(kept)))
    left = {name: value for name, value in row.after.items() if name not in private}
    for name in moved_on(sheet.present(thing), left):
        return error(_("This was changed since, and the later change stays."), name)
    return reasons.get(row.object) if row.object and row.verdict == Verdict.CREATE else None


def undo_next(batch: Batch, *, by: Any, before: int | None) -> int | None:
    """Undo the next chunk above line `before`; answers the line to go on from, None at the end."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != Batch.State.UNDOING:
            return None
        taken = held.rows.taken().order_by("-line")
        rows = list((taken.filter(line__lt=before) if before is not None else taken)[:CHUNK])
        _undo_all(rows, sheet_of(held), scope_of(held), by)
        return rows[-1].line if rows else None


def _undo_all(rows: list[BatchRow], sheet: Sheet, scope: Scope, by: Any) -> None:
    things, reasons = _standing(rows, sheet, scope)
    whys = {row.line: _reason(row, things, reasons, sheet) for row in rows}
    gone = _remove_together(rows, whys, things, sheet, scope, by)
    for row, before in zip(rows, load_values(rows, sheet, "before"), strict=True):
        row.outcome = Outcome.UNDONE
        if row.line not in gone:
            attempt(row, partial(_undo, row, before, whys[row.line], things, sheet, scope, by))
        row.outcome = Outcome.KEPT if row.outcome == Outcome.REFUSED else row.outcome
    sheet.finish(by=by)
    keep_rows(rows, ["outcome", "messages"])


def _remove_together(
    rows: list[BatchRow],
    whys: dict[int, Message | None],
    things: dict[UUID, Any],
    sheet: Sheet,
    scope: Scope,
    by: Any,
) -> set[int]:
    """Take back at once what the rows made; where one of them objects, none: then one by one."""
    made = {
        row.line: things[row.object]
        for row in rows
        if row.verdict == Verdict.CREATE and row.object in things and whys[row.line] is None
    }
    try:
        with transaction.atomic():
            sheet.remove_all(list(made.values()), by=by, scope=scope)
    except (Problem, IntegrityError):
        return set()
    return set(made)


def _undo(
    row: BatchRow,
    before: dict[str, Any],
    reason: Message | None,
    things: dict[UUID, Any],
    sheet: Sheet,
    scope: Scope,
    by: Any,
) -> None:
    if reason is not None:
        raise RowRefused(reason.text, reason.column, **reason.params)
    thing = things.get(row.object) if row.object else None
    if thing is None:
        return
    if row.verdict == Verdict.CREATE:
        sheet.remove(thing, by=by, scope=scope)
    else:
        values = {name: None if value in ("", []) else value for name, value in before.items()}
        then = row.remembered.get("before", {})
        sheet.restore(thing, values, then, by=by, scope=scope)
