"""When something was done according to a phone, as far as that can be believed."""

from __future__ import annotations

import datetime as dt


def believed(said: str, *, earliest: dt.datetime, now: dt.datetime) -> dt.datetime:
    """The moment that a phone states (ISO 8601 with its offset), never before `earliest` nor after `now`."""
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        return now
    if moment.tzinfo is None or moment > now:
        return now
    return max(moment, earliest)
