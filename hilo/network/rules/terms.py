"""Where a term lies that lasts from one day to another; days are inclusive, an empty one is open."""

from __future__ import annotations

import datetime as dt

PAST, CURRENT, COMING = "past", "current", "coming"


def moment(starts_on: dt.date | None, ends_on: dt.date | None, day: dt.date) -> str:
    """Where the term lies on `day`: past, current or coming."""
    if starts_on is not None and starts_on > day:
        return COMING
    if ends_on is not None and ends_on < day:
        return PAST
    return CURRENT


def overlap(
    one: tuple[dt.date | None, dt.date | None], other: tuple[dt.date | None, dt.date | None]
) -> bool:
    """Whether two terms (first and last day) share a day."""
    first, last = dt.date.min, dt.date.max
    return (one[0] or first) <= (other[1] or last) and (other[0] or first) <= (one[1] or last)
