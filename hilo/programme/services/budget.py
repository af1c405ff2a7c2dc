"""The verbs of the budget: add a line, change what is planned or spent, remove it."""

from __future__ import annotations

from typing import Any

from hilo.programme.events import BudgetLineAdded, BudgetLineChanged, BudgetLineRemoved
from hilo.programme.models import BudgetLine, Programme
from hilo.programme.services import parts


def add(programme: Programme, *, by: Any, **fields: Any) -> BudgetLine:
    """Plan money; raises `NumberTaken`, `OfAnother`, `ProgrammeIsArchived`, ValidationError."""
    row = BudgetLine(programme=programme, **fields)
    added: BudgetLine = parts.add(row, BudgetLineAdded, by=by)
    return added


def change(line: BudgetLine, *, expected: int, by: Any, **changes: Any) -> BudgetLine:
    """Change the named fields; raises as `add` does, and `Overtaken`."""
    parts.change(line, BudgetLineChanged, by=by, expected=expected, changes=changes)
    return line


def remove(line: BudgetLine, *, by: Any) -> None:
    """Take a line out of the budget; raises `ProgrammeIsArchived`."""
    parts.remove(line, BudgetLineRemoved, by=by)
