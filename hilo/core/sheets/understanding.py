"""What the lines of a file say: cells read by their columns, names looked up for many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from hilo.core.sheets import cells
from hilo.core.sheets.blanks import erases
from hilo.core.sheets.columns import BESIDE, Column, LookupColumn, Reading
from hilo.core.sheets.declaration import Sheet
from hilo.core.sheets.headings import Headings
from hilo.core.sheets.messages import ERROR, CellProblem, Message, error, warning
from hilo.core.sheets.tables import BrokenCell, FormulaCell, Line, is_blank

Answers = dict[str, dict[str, Any]]  # what each lookup column made of each text


@dataclass
class Understood:
    """One line: its cells as texts, what they mean by column, and what to tell its author.

    `values` holds only columns whose cell says something; None means «erase».
    """

    line: int
    raw: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    @property
    def is_broken(self) -> bool:
        return any(message.level == ERROR for message in self.messages)


def understand(
    lines: Iterable[Line], sheet: Sheet, headings: Headings, reading: Reading
) -> list[Understood]:
    """Read a chunk of lines; each lookup column is asked once for all of them."""
    chunk = list(lines)
    answers = {
        column.name: column.resolve(_texts(chunk, column, headings), reading.language)
        for column in sheet.lookups
        if column.name in headings.places
    }
    return [_understand(line, sheet, headings, reading, answers) for line in chunk]


def _texts(chunk: list[Line], column: LookupColumn, headings: Headings) -> list[str]:
    found = {_asked(line, column, headings) for line in chunk}
    return sorted(found - {""})


def _asked(line: Line, column: LookupColumn, headings: Headings) -> str:
    """What a lookup column is asked for a line: its own cell, and the one beside it."""
    text = _text(_cell(line, headings.places[column.name]))
    other = headings.places.get(column.beside)
    beside = _text(_cell(line, other)) if other is not None else ""
    return f"{text}{BESIDE}{beside}" if text and beside else text


def _text(cell: Any) -> str:
    """The text under which a lookup column is asked for a cell."""
    if isinstance(cell, FormulaCell):
        cell = cell.value
    if is_blank(cell) or isinstance(cell, BrokenCell) or erases(cell):
        return ""
    return cells.unquoted(cells.plain(cell))


def _cell(line: Line, place: int) -> Any:
    return line.cells[place] if place < len(line.cells) else None


def raw_texts(line: Line, width: int) -> list[str]:
    """The cells of a line as its author reads them, `width` of them."""
    return [_raw(_cell(line, place)) for place in range(width)]


def _raw(cell: Any) -> str:
    if isinstance(cell, FormulaCell | BrokenCell):
        cell = cell.value
    return "" if is_blank(cell) else cells.plain(cell)


def _understand(
    line: Line, sheet: Sheet, headings: Headings, reading: Reading, answers: Answers
) -> Understood:
    row = Understood(line.number, raw_texts(line, len(headings.texts)))
    for column in sheet.writable:
        place = headings.places.get(column.name)
        if place is None:
            continue
        answer = None
        if isinstance(column, LookupColumn):
            answer = answers[column.name].get(_asked(line, column, headings))
        _read(row, column, _cell(line, place), sheet, reading, answer)
    return row


def _read(
    row: Understood, column: Column, cell: Any, sheet: Sheet, reading: Reading, answer: Any
) -> None:
    try:
        for message in _peculiarities(cell):
            row.messages.append(message.about(column.name))
        cell = cell.value if isinstance(cell, FormulaCell) else cell
        if is_blank(cell):
            return
        row.values[column.name] = _value(column, cell, sheet, reading, answer)
    except CellProblem as problem:
        row.messages.append(problem.message.about(column.name))


def _peculiarities(cell: Any) -> Iterator[Message]:
    """What is odd about a cell before it is read: a formula, what looks like one, an error of the spreadsheet."""
    if isinstance(cell, BrokenCell) or (
        isinstance(cell, FormulaCell) and str(cell.value).startswith("#")
    ):
        raise CellProblem(
            _("The spreadsheet shows an error here (%(value)s). Write the value itself."),
            value=str(cell.value),
        )
    if isinstance(cell, FormulaCell):
        if is_blank(cell.value):
            raise CellProblem(
                _(
                    "This cell holds a formula without a value. Paste its value instead of the formula."
                )
            )
        yield warning(
            _("This cell holds a formula; its last value «%(value)s» was read."),
            value=cells.plain(cell.value),
        )
    elif isinstance(cell, str) and cells.plain(cell).startswith("="):
        yield warning(
            _("This cell begins like a formula; it was read as text, and nothing was calculated.")
        )


def _value(column: Column, cell: Any, sheet: Sheet, reading: Reading, answer: Any) -> Any:
    if erases(cell):
        if column.name in sheet.erasable and not column.is_required:
            return None
        raise CellProblem(
            _("This column cannot be erased. Leave the cell empty to change nothing.")
        )
    if isinstance(column, LookupColumn):
        if isinstance(answer, CellProblem):
            raise answer
        return answer
    return column.read(cell, reading)


def missing(row: Understood, sheet: Sheet) -> list[Message]:
    """What a new row would need and does not say."""
    spoken = {message.column for message in row.messages}
    return [
        error(_("Write something here: a new row needs it."), column.name)
        for column in sheet.writable
        if column.is_required and row.values.get(column.name) is None and column.name not in spoken
    ]
