"""The periods of an indicator: calendar months, quarters, half years or years, cut to a programme's days."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ONCE = "once"


@dataclass(frozen=True, order=True)
class Period:
    """Some days, both ends inclusive."""

    starts_on: dt.date
    ends_on: dt.date

    def is_over(self, day: dt.date) -> bool:
        """Whether its last day lies before `day`."""
        return self.ends_on < day

    def lies_in(self, other: Period) -> bool:
        """Whether all of its days are days of `other`."""
        return other.starts_on <= self.starts_on and self.ends_on <= other.ends_on


def periods_of(starts_on: dt.date, ends_on: dt.date, frequency: str) -> list[Period]:
    """The periods of `frequency` (month, quarter, half, year, once) from the first day to the last.

    The first and the last one are cut to these days; upside down, there are none.
    """
    if ends_on < starts_on:
        return []
    if frequency == ONCE:
        return [Period(starts_on, ends_on)]
    whole = _calendar(starts_on, ends_on, MONTHS[frequency])
    return [Period(max(starts_on, one.starts_on), min(ends_on, one.ends_on)) for one in whole]


def _calendar(starts_on: dt.date, ends_on: dt.date, months: int) -> Iterator[Period]:
    """The whole periods of so many `months` that touch these days."""
    day = starts_on
    while day <= ends_on:
        one = _whole(day, months)
        yield one
        if one.ends_on == dt.date.max:
            return
        day = one.ends_on + dt.timedelta(days=1)


def calendar_period(day: dt.date, frequency: str) -> Period:
    """The whole month, quarter, half year or year that holds `day`."""
    return _whole(day, MONTHS[frequency])


def _whole(day: dt.date, months: int) -> Period:
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    ends_on = dt.date(day.year, last, monthrange(day.year, last)[1])
    return Period(dt.date(day.year, first, 1), ends_on)


def missing(periods: Iterable[Period], answered: Iterable[Period], *, day: dt.date) -> list[Period]:
    """The periods that are over on `day` and have no answer."""
    known = set(answered)
    return [one for one in periods if one.is_over(day) and one not in known]
