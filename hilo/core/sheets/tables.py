"""A file of rows, whatever its format: one line at a time, never the whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hilo.core.sheets.messages import Message
from hilo.core.storage.foreign import FileRefused

MOST_ROWS = 50_000
MOST_COLUMNS = 300

# The pages of a workbook of ours that hold no rows: what it is, and the lists to choose from.
META = "_meta"
LISTS = "LISTS"
MOST_EMPTY = 2_000  # so many empty lines in a row are the end, whatever the file claims


class SheetRefused(FileRefused):
    """The file as a whole cannot be read; the sentence says why and what to do."""


class FormulaCell:
    """The value that a formula last showed."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class BrokenCell:
    """A cell in which the spreadsheet itself shows an error: #N/A, #REF!"""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value


@dataclass(frozen=True)
class Line:
    """One line of the file: its number as the author sees it, and its cells."""

    number: int
    cells: list[Any]

    @property
    def is_blank(self) -> bool:
        return all(is_blank(cell) for cell in self.cells)


@dataclass
class Table:
    """The rows of a file. `lines()` reads from the top each time it is called.

    `meta` is what the file says of itself (sheet, language, version) if we wrote it; `notes` are
    sentences about the file as a whole, complete once the lines were read.
    """

    read_lines: Callable[[Table], Iterator[Line]]
    meta: dict[str, str] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    is_1904: bool = False

    def lines(self) -> Iterator[Line]:
        """Lines that say something, until the end or too many empty ones."""
        empty = 0
        for line in self.read_lines(self):
            if not line.is_blank:
                empty = 0
                yield line
            elif (empty := empty + 1) > MOST_EMPTY:
                return


def is_blank(cell: Any) -> bool:
    """Whether a cell says nothing; spaces and invisible marks say nothing."""
    if isinstance(cell, str):
        return not cell.strip(" \t\r\n\u00a0\u200b\u200e\u200f\ufeff")
    return cell is None
