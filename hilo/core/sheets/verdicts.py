"""What each line would do: the dry run. Nothing is changed here but the batch's own rows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from hilo.core.models import BatchRow
from hilo.core.sheets.declaration import Key, Part, Scope, Sheet
from hilo.core.sheets.messages import ERROR, Message, error, warning
from hilo.core.sheets.understanding import Understood, missing

Verdict = BatchRow.Verdict
Names = dict[Key, tuple[str, ...]]  # what a row says by each way of naming


@dataclass
class Judged:
    """A line with its verdict, the object it speaks of, and what that object says now."""

    row: Understood
    verdict: str = ""
    thing: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    names: Names = field(default_factory=dict)

    def as_row(self, batch: Any, sheet: Sheet) -> BatchRow:
        """The row that keeps this verdict."""
        messages = self.row.messages
        if any(message.level == ERROR for message in messages) and self.verdict != Verdict.GONE:
            self.verdict = Verdict.ERROR
        return BatchRow(
            batch=batch,
            line=self.row.line,
            raw=self.row.raw,
            values=self.values,
            verdict=self.verdict,
            is_warned=any(message.level != ERROR for message in messages),
            messages=[message.dump() for message in messages],
            kind=sheet.kind if self.thing else "",
            object=self.thing.uuid if self.thing else None,
            before=self.before,
            remembered=self._seen(sheet),
        )

    def _seen(self, sheet: Sheet) -> dict[str, Any]:
        if self.verdict != Verdict.CHANGE:
            return {}
        return {"seen": sheet.remembered(self.thing)}


def judge(rows: list[Understood], sheet: Sheet, scope: Scope) -> list[Judged]:
    """The verdicts of a chunk of lines; objects are looked for once per way of naming."""
    judged = [Judged(row, names=names_in(row.values, sheet)) for row in rows]
    found = {key: _load(judged, key, sheet, scope) for key in sheet.keys}
    for one in judged:
        if not one.row.is_broken:
            _judge(one, found, sheet)
    return judged


def names_in(values: dict[str, Any], sheet: Sheet) -> Names:
    """What `values` say by each way of naming whose columns are filled in.

    A weak way may lack what not everybody has (a family name); that counts as empty.
    """
    names = {key: _name(values, key, sheet) for key in sheet.keys}
    return {key: name for key, name in names.items() if name}


def _name(values: dict[str, Any], key: Key, sheet: Sheet) -> tuple[str, ...]:
    texts = []
    for name in key:
        column, value = sheet.column(name), values.get(name)
        if value is None and (column.is_required or key not in sheet.weak):
            return ()
        texts.append("" if value is None else column.key(column.dump(value)))
    return tuple(texts)


def _load(
    judged: list[Judged], key: Key, sheet: Sheet, scope: Scope
) -> dict[tuple[str, ...], list[Any]]:
    wanted = {one.names[key] for one in judged if key in one.names and not one.row.is_broken}
    return sheet.load(key, wanted, scope) if wanted else {}


def _judge(one: Judged, found: dict[Key, dict[tuple[str, ...], list[Any]]], sheet: Sheet) -> None:
    things = {
        key: [thing for thing in found[key].get(name, []) if sheet.fits(thing, one.row.values, key)]
        for key, name in one.names.items()
    }
    problem = _contradiction(things, sheet)
    if problem is not None:
        one.row.messages.append(problem)
        return
    one.thing = next((several[0] for several in things.values() if several), None)
    _compare(one, sheet)
    if _speaks_of_gone(things, one.thing, sheet):
        one.verdict = Verdict.GONE
        text = _("Nothing here has this key any more. To add the row as new, empty the key's cell.")
        one.row.messages.append(error(text, _own_key(things, sheet)))


def _contradiction(things: dict[Key, list[Any]], sheet: Sheet) -> Message | None:
    """What keeps a row from naming one object: several share its name, or its names disagree."""
    named: set[UUID] = set()
    for key, several in things.items():
        if key in sheet.weak and named:
            continue
        if len(several) > 1:
            text = _(
                "Several entries here (%(count)s) match this row. Say which by its key (see a download)."
            )
            return error(text, key[0], count=len(several))
        named |= {thing.uuid for thing in several}
    if len(named) > 1:
        return error(
            _("The key and the other columns of this row belong to two different entries."),
            next(iter(things))[0],
        )
    return None


def _speaks_of_gone(things: dict[Key, list[Any]], thing: Any, sheet: Sheet) -> bool:
    return bool(_own_key(things, sheet)) and thing is None


def _own_key(things: dict[Key, list[Any]], sheet: Sheet) -> str:
    return next((key[0] for key in things if key[0] in sheet.own_keys), "")


def _compare(one: Judged, sheet: Sheet) -> None:
    given = sheet.dump(one.row.values)
    if one.thing is None or not sheet.is_here(one.thing):
        _judge_new(one, sheet, given)
    else:
        _judge_known(one, sheet, given)
    if one.verdict != Verdict.SAME:
        one.row.messages.extend(sheet.look(one.row.values, one.thing))


def _judge_known(one: Judged, sheet: Sheet, given: dict[str, Any]) -> None:
    now, closed, private = (
        sheet.present(one.thing),
        sheet.closed(one.thing),
        sheet.private(one.thing),
    )
    compared = {name: value for name, value in given.items() if name not in private}
    other = {name: value for name, value in compared.items() if value != now[name]}
    one.values = {name: value for name, value in other.items() if name not in closed}
    one.before = {name: now[name] for name in one.values}
    one.verdict = Verdict.CHANGE if one.values else Verdict.SAME
    if left := [name for name in other if name in closed]:
        one.row.messages.append(warning(sheet.closed_because, ",".join(left)))
    if kept := [name for name in given if name in private]:
        one.row.messages.append(warning(sheet.private_because, ",".join(kept)))


def _judge_new(one: Judged, sheet: Sheet, given: dict[str, Any]) -> None:
    one.verdict = Verdict.CREATE
    one.values = {name: value for name, value in given.items() if one.row.values[name] is not None}
    one.row.messages.extend(missing(one.row, sheet))
    if not one.names and not one.row.is_broken:
        text = _("Nothing in this row tells what it is about. Fill in a key column.")
        one.row.messages.append(error(text, sheet.keys[-1][0]))


# --- Rows of one file that name the same thing ------------------------------------------------------


@dataclass(frozen=True)
class Mention:
    """That a line names something, and whether it has a way of naming that nobody shares."""

    line: int
    says: str
    is_sure: bool


class Doubles:
    """Who names what, over the whole file; some 200 bytes per line."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.mentions: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
        self.parts = [SharedPart(part, sheet) for part in sheet.parts]

    def note(self, judged: Iterable[Judged]) -> None:
        """Remember what these lines name."""
        for one in judged:
            if one.row.is_broken or one.verdict == Verdict.GONE:
                continue
            strong = [key for key in one.names if key not in self.sheet.weak]
            mention = Mention(one.row.line, _digest(one.row.raw), bool(strong))
            for key, name in one.names.items():
                self.mentions[(key[0], str(key in self.sheet.weak), *name)].append(mention)
            if one.thing is not None:
                self.mentions[("", "False", str(one.thing.uuid))].append(mention)
            else:
                for part in self.parts:
                    part.note(one)

    def settle(self, batch: Any) -> None:
        """Mark rows that name the same: all but the first where they say the same, else all."""
        marks: dict[int, tuple[bool, str, list[int]]] = {}
        for (column, is_weak, *_name), mentions in self.mentions.items():
            for line, is_copy, others in _clashes(mentions, is_weak == "True"):
                marks.setdefault(line, (is_copy, column, others))
        rows = list(batch.rows.filter(line__in=list(marks))) if marks else []
        for row in rows:
            _mark(row, *marks[row.line])
        batch.rows.bulk_update(rows, ["verdict", "is_warned", "messages"], batch_size=200)
        for part in self.parts:
            part.settle(batch, but=marks)


class SharedPart:
    """What new rows say of a part that they may share, by what names it."""

    def __init__(self, part: Part, sheet: Sheet) -> None:
        self.part, self.sheet = part, sheet
        self.said: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)

    def note(self, one: Judged) -> None:
        """Remember what a new row says of it."""
        if name := self._key(one, self.part.column):
            told = tuple(self._key(one, column) for column in self.part.alike)
            self.said[name].append((one.row.line, told))

    def _key(self, one: Judged, column: str) -> str:
        value = one.values.get(column)
        return "" if value is None else self.sheet.column(column).key(value)

    def settle(self, batch: Any, *, but: Collection[int]) -> None:
        """Mark the rows that contradict each other, but for those that are marked already."""
        others = {
            line: [other for other, _told in said if other != line]
            for said in self.said.values()
            if _disagree([told for _line, told in said])
            for line, _told in said
            if line not in but
        }
        rows = list(batch.rows.filter(line__in=list(others))) if others else []
        for row in rows:
            _refuse(row, self.part.otherwise, self.part.column, others[row.line])
        batch.rows.bulk_update(rows, ["verdict", "messages"], batch_size=200)


def _disagree(told: list[tuple[str, ...]]) -> bool:
    """Whether two rows say different things in one column; an empty cell says nothing."""
    return any(len(set(column) - {""}) > 1 for column in zip(*told, strict=True))


def _digest(raw: list[str]) -> str:
    return hashlib.blake2s("\x1f".join(raw).rstrip("\x1f").encode(), digest_size=12).hexdigest()


def _clashes(mentions: list[Mention], is_weak: bool) -> list[tuple[int, bool, list[int]]]:
    """(line, is it a mere copy of an earlier one, the other lines) for lines that cannot stand."""
    if len(mentions) < 2:
        return []
    if len({mention.says for mention in mentions}) == 1:
        return [(mention.line, True, [mentions[0].line]) for mention in mentions[1:]]
    return [
        (one.line, False, [other.line for other in mentions if other.line != one.line])
        for one in mentions
        if not (is_weak and one.is_sure)
    ]


def _mark(row: BatchRow, is_copy: bool, column: str, others: list[int]) -> None:
    if is_copy:
        text = _("This repeats line %(lines)s word for word; it is taken once.")
        row.verdict, row.is_warned = Verdict.SAME, True
        row.messages.append(warning(text, lines=_told(others)).dump())
        return
    text = _("The same is named in line %(lines)s. Keep the right one and take the other out.")
    _refuse(row, text, column, others)


def _refuse(row: BatchRow, text: str, column: str, others: list[int]) -> None:
    row.verdict = Verdict.ERROR
    row.messages.append(error(text, column, lines=_told(others)).dump())


def _told(lines: list[int]) -> str:
    return ", ".join(str(line) for line in lines[:5])
