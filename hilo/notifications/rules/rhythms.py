"""When a digest is due: a local hour in the reader's zone, whatever clocks do (docs/algorithms/digests.md)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

AT_ONCE = "at_once"
DAILY = "daily"
WEEKLY = "weekly"
NEVER = "never"
DIGESTED = (DAILY, WEEKLY)


def at_local_hour(day: dt.date, hour: int, zone: str) -> dt.datetime:
    """The instant (UTC) at which clocks in `zone` show `hour` on `day`.

    Where clocks skip that hour, the digest comes one hour later by the clock; where they show it
    twice, it comes the first time.
    """
    local = dt.datetime.combine(day, dt.time(hour, fold=0), ZoneInfo(zone))
    return local.astimezone(dt.UTC)


def local_day(instant: dt.datetime, zone: str) -> dt.date:
    """The day it is in `zone` at `instant`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def next_digest(
    now: dt.datetime,
    *,
    rhythm: str,
    hour: int,
    weekday: int,
    zone: str,
    last_day: dt.date | None = None,
) -> dt.datetime:
    """The first digest of `rhythm` strictly after `now`, on a local day later than `last_day`.

    `weekday` counts from Monday = 0 and matters for the weekly rhythm alone.
    """
    day = local_day(now, zone)
    if last_day is not None:
        day = max(day, last_day + dt.timedelta(days=1))
    while True:
        is_day = rhythm == DAILY or day.weekday() == weekday
        if is_day and at_local_hour(day, hour, zone) > now:
            return at_local_hour(day, hour, zone)
        day += dt.timedelta(days=1)


def rhythm_in_force(*, chosen: str | None, usual: str, is_required: bool, mail_is_on: bool) -> str:
    """The rhythm of a category's mails for one person.

    What must be said (safety of the account) is said at once, whatever was chosen.
    """
    if is_required:
        return AT_ONCE
    if not mail_is_on:
        return NEVER
    return chosen or usual
