"""A spreadsheet is a first-class door: what a domain declares, and the types of columns.

The verbs are in `hilo.core.sheets.services`, the screens in `hilo.ui.sheets`.
"""

from hilo.core.sheets.columns import (
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    EmailColumn,
    LookupColumn,
    MultiColumn,
    NumberColumn,
    Reading,
    TextColumn,
    YesNoColumn,
    ambiguous,
    unknown,
)
from hilo.core.sheets.declaration import WHOLE, Part, Scope, Sheet, Values, sheets
from hilo.core.sheets.messages import CellProblem, Message, error, warning
from hilo.core.sheets.money import Money, MoneyColumn

__all__ = [
    "WHOLE",
    "CellProblem",
    "ChoiceColumn",
    "CodeColumn",
    "Column",
    "DateColumn",
    "EmailColumn",
    "LookupColumn",
    "Message",
    "Money",
    "MoneyColumn",
    "MultiColumn",
    "NumberColumn",
    "Part",
    "Reading",
    "Scope",
    "Sheet",
    "TextColumn",
    "Values",
    "YesNoColumn",
    "ambiguous",
    "error",
    "sheets",
    "unknown",
    "warning",
]
