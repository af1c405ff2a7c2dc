"""A value against its target, and against the time that has passed (docs/algorithms/counting.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hilo.programme.rules.periods import Period

SLACK = Decimal("0.9")
Standing = Literal["reached", "on_course", "behind", "missed", "unknown"]


@dataclass(frozen=True)
class Progress:
    """How far a value is on its way (1 is the target), and how much of the time has passed (0 to 1)."""

    share: Decimal | None
    elapsed: Decimal
    is_over: bool = False

    @property
    def standing(self) -> Standing:
        if self.share is None:
            return "unknown"
        if self.share >= 1:
            return "reached"
        if self.is_over:
            return "missed"
        return "behind" if self.share < SLACK * self.elapsed else "on_course"


def progress(
    value: Decimal | None,
    target: Decimal,
    period: Period,
    day: dt.date,
    *,
    baseline: Decimal | None,
) -> Progress:
    """Where `value` stands on `day` between `baseline` (0 where there is none) and `target`."""
    share = None if value is None else share_of_the_way(value, target, baseline)
    return Progress(share, elapsed(period, day), period.is_over(day))


def share_of_the_way(value: Decimal, target: Decimal, baseline: Decimal | None) -> Decimal | None:
    """How far `value` is from `baseline` (0 where there is none) to `target`; None where there is no way."""
    start = baseline or Decimal(0)
    way = target - start
    if not way:
        return Decimal(1) if value == target else None
    return (value - start) / way


def elapsed(period: Period, day: dt.date) -> Decimal:
    """The share of the days of `period` that are over at the end of `day`."""
    days = (period.ends_on - period.starts_on).days + 1
    passed = (day - period.starts_on).days + 1
    return Decimal(min(max(passed, 0), days)) / days
