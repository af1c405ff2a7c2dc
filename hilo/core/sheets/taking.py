"""Taking over the good rows, a chunk per transaction (docs/algorithms/sheets.md).

Lock: each chunk locks its batch first. Whoever holds it takes the next open rows and marks them in
the same transaction as the change; so a crash loses at most the chunk under way, a second runner
goes on where the first stopped, and no row is ever taken twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from hilo.core.models import Batch, BatchRow, Overtaken
from hilo.core.problems import Problem
from hilo.core.sheets.batches import scope_of, sheet_of
from hilo.core.sheets.declaration import Scope, Sheet
from hilo.core.sheets.messages import Message, error
from hilo.core.sheets.verdicts import names_in

CHUNK = 100
CHANGED_MEANWHILE = _(
    "This was changed here meanwhile. Send the row again if your value should stand."
)
Verdict, Outcome = BatchRow.Verdict, BatchRow.Outcome


class RowRefused(Exception):
    """Something moved since the dry run; the row stays as it was."""

    def __init__(self, text: str, column: str = "", **params: Any) -> None:
        super().__init__(text)
        self.message = error(text, column, **params)


def take_next(batch: Batch, *, by: Any) -> int:
    """Take over the next chunk of good rows of a batch in state «applying»; 0 when none is left."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != Batch.State.APPLYING:
            return 0
        rows = list(open_rows(held)[:CHUNK])
        _take_all(rows, sheet_of(held), scope_of(held), by)
        return len(rows)


def open_rows(batch: Batch) -> Any:
    """Good rows that are not dealt with yet, as the coordinator chose them."""
    rows = batch.rows.good().filter(outcome=Outcome.NONE).order_by("line")
    return rows if batch.takes_warned else rows.filter(is_warned=False)


def _take_all(rows: list[BatchRow], sheet: Sheet, scope: Scope, by: Any) -> None:
    known = sheet.by_uuid([row.object for row in rows if row.object], scope)
    loaded = load_values(rows, sheet)
    present = _already_there(rows, loaded, sheet, scope)
    for row, values in zip(rows, loaded, strict=True):
        attempt(row, partial(_take, row, values, known, present, sheet, scope, by))
    sheet.finish(by=by)
    _remember(rows, sheet, scope)
    keep_rows(rows, ["outcome", "messages", "kind", "object", "after", "remembered"])


def keep_rows(rows: Iterable[BatchRow], fields: list[str]) -> None:
    """Write rows one by one: three times quicker than one statement with a case for each."""
    for row in rows:
        row.save(update_fields=fields)


def attempt(row: BatchRow, act: Callable[[], None]) -> None:
    """Do `act` in a savepoint of its own; what people or rules object to is told on the row."""
    try:
        with transaction.atomic():
            act()
    except RowRefused as refused:
        _refuse(row, refused.message)
    except Problem as problem:
        _refuse(row, said(problem))
    except ValidationError as problem:
        _refuse(row, error(" ".join(problem.messages)))
    except Overtaken:
        _refuse(row, error(CHANGED_MEANWHILE))
    except (IntegrityError, DataError):
        text = _("What this row says does not fit with what is here. Check it and send it again.")
        _refuse(row, error(text))


def said(problem: Problem) -> Message:
    """The sentence of a domain's refusal, in the language of whoever took the rows over."""
    return error(str(problem), problem.field)


def _refuse(row: BatchRow, message: Message) -> None:
    row.outcome = Outcome.REFUSED
    if message.dump() not in row.messages:
        row.messages = [*row.messages, message.dump()]


def load_values(rows: list[BatchRow], sheet: Sheet, what: str = "values") -> list[dict[str, Any]]:
    """The values of many rows as objects again; each lookup column is asked once."""
    kept = [getattr(row, what) for row in rows]
    things = {
        column.name: column.objects(
            {values[column.name] for values in kept if values.get(column.name)}
        )
        for column in sheet.lookups
    }
    return [
        {
            name: things[name].get(value) if name in things else sheet.column(name).load(value)
            for name, value in values.items()
        }
        for values in kept
    ]


def _already_there(
    rows: list[BatchRow], loaded: list[dict[str, Any]], sheet: Sheet, scope: Scope
) -> dict[int, Any]:
    """Objects that new rows would double because somebody made them since the dry run, by line."""
    new = [
        (row, values, names_in(values, sheet))
        for row, values in zip(rows, loaded, strict=True)
        if not row.object
    ]
    there: dict[int, Any] = {}
    for key in sheet.keys:
        wanted = {names[key] for _row, _values, names in new if key in names}
        found = sheet.load(key, wanted, scope) if wanted else {}
        for row, values, names in new:
            things = [t for t in found.get(names.get(key, ()), []) if sheet.fits(t, values, key)]
            if things:
                there.setdefault(row.line, things[0])
    return there


def _take(
    row: BatchRow,
    values: dict[str, Any],
    known: dict[Any, Any],
    present: dict[int, Any],
    sheet: Sheet,
    scope: Scope,
    by: Any,
) -> None:
    if row.verdict == Verdict.CREATE:
        if row.line in present:
            raise RowRefused(
                _("Somebody added this meanwhile. Send the row again to see what it would change.")
            )
        row.object, row.kind = sheet.create(values, by=by, scope=scope).uuid, sheet.kind
    else:
        thing = known.get(row.object)
        if thing is None:
            raise RowRefused(_("This entry was removed meanwhile."))
        if kept := sheet.private(thing).intersection(values):
            raise RowRefused(sheet.private_because, ",".join(sorted(kept)))
        for name in moved_on(sheet.present(thing), row.before):
            raise RowRefused(CHANGED_MEANWHILE, name)
        if sheet.has_moved(thing, row.remembered.get("seen", {})):
            raise RowRefused(CHANGED_MEANWHILE)
        row.remembered["before"] = sheet.remembered(thing)
        sheet.change(thing, values, by=by, scope=scope)
    row.outcome = Outcome.TAKEN


def moved_on(present: dict[str, Any], remembered: dict[str, Any]) -> list[str]:
    """The columns in which an object no longer says what it said."""
    return [name for name, value in remembered.items() if present.get(name) != value]


def _remember(rows: Iterable[BatchRow], sheet: Sheet, scope: Scope) -> None:
    """Keep what the objects say now, so that undoing can tell whether anybody changed them since."""
    taken = [row for row in rows if row.outcome == Outcome.TAKEN]
    things = sheet.by_uuid([row.object for row in taken if row.object], scope)
    for row in taken:
        thing = things.get(row.object) if row.object else None
        now = sheet.answerable(thing) if thing else {}
        row.remembered["after"] = sheet.remembered(thing) if thing else {}
        is_new = row.verdict == Verdict.CREATE
        row.after = now if is_new else {name: now.get(name) for name in row.before}
