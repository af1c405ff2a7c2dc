"""Numbers of what is counted in confidence: those that were told inside, as of the last month that is over.

Insiders read them, and nothing else; who is counted is told to nobody. The rule:
docs/algorithms/small-numbers.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hilo.core.keeping import once_per_request
from hilo.programme.models import Indicator, InsidePublication, Programme
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import HIDDEN, NOTHING, Joined, percentage
from hilo.programme.rules.periods import Period

Cells = Mapping[tuple[str, str], int | None]  # by split and value: how many, or None where hidden
EVERYBODY: Mapping[str, str] = {}


def told_inside(programme: Programme, day: dt.date) -> InsidePublication | None:
    """What insiders saw on `day`; None before the first month was over."""
    rows = InsidePublication.objects.filter(programme=programme, as_of__lte=day)
    return once_per_request(("told inside", programme.pk, day), rows.first)


@dataclass(frozen=True)
class InConfidence:
    """The numbers of one indicator: everybody to date, and by one split; nothing period by period."""

    indicator: Indicator

    def within(self, period: Period, where: Mapping[str, str] = EVERYBODY) -> Joined:
        return NOTHING

    def to_date(self, day: dt.date, where: Mapping[str, str] = EVERYBODY) -> Joined:
        part, whole = self._cells(day)
        if not part or len(where) > 1:
            return NOTHING
        cell = next(iter(where.items()), ("", ""))
        these, all_of_them = part.get(cell, 0), whole.get(cell, 0)
        if self.indicator.counting != Indicator.Counting.PERCENTAGE:
            return HIDDEN if these is None else Joined(Decimal(these))
        if these is None or all_of_them is None:
            return HIDDEN
        return _share(Decimal(these), Decimal(all_of_them))

    def groups(self, split: str) -> list[str]:
        part, whole = self._cells(reads.today_of(self.indicator.programme))
        return sorted({value for name, value in (*part, *whole) if name == split})

    def _cells(self, day: dt.date) -> tuple[Cells, Cells]:
        """What was told of the number itself, and of the whole of a percentage."""
        made = told_inside(self.indicator.programme, day)
        people = made.content["people"] if made else {}
        code = self.indicator.code
        part, whole = (people.get(name, ()) for name in (code, f"{code}/"))
        return cells_of(part), cells_of(whole)


def cells_of(rows: Iterable[Any]) -> Cells:
    return {(split, value): number for split, value, number in rows}


def _share(part: Decimal, whole: Decimal) -> Joined:
    return Joined(percentage(part, whole), part=part, whole=whole)
