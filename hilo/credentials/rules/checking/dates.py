"""Dates: whether a credential holds at a moment, by what it says itself and by what its token says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .opening import Opened
from .reports import FAILED, NOT_CHECKED, OK, Check
from .structure import model, when

SKEW = dt.timedelta(minutes=5)  # clocks of two servers may differ by so much


def check(opened: Opened, now: dt.datetime) -> Check:
    """The check `dates`; an unreadable date is not guessed at."""
    if _is_unreadable(opened.credential):
        return Check("dates", NOT_CHECKED, "dates.unreadable")
    start, end = span(opened)
    if start and end and end < start:
        return Check("dates", FAILED, "dates.backwards", {"from": start, "until": end})
    if start and start > now + SKEW:
        return Check("dates", FAILED, "dates.early", {"from": start})
    if end and end < now:
        return Check("dates", FAILED, "dates.expired", {"until": end})
    if end:
        return Check("dates", OK, "dates.until", {"until": end})
    return Check("dates", OK, "dates.open") if start else Check("dates", NOT_CHECKED, "dates.none")


def span(opened: Opened) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when and until when it holds: the later of the beginnings and the earlier of the ends it names."""
    first, last = names(opened.credential)
    claims = opened.token.claims if opened.token else {}
    starts = [when(opened.credential.get(first)), _moment(claims.get("nbf"))]
    ends = [when(opened.credential.get(last)), _moment(claims.get("exp"))]
    return max(filter(None, starts), default=None), min(filter(None, ends), default=None)


def names(credential: Mapping[str, Any]) -> tuple[str, str]:
    """What beginning and end are called in the data model that the credential follows."""
    return (
        ("issuanceDate", "expirationDate")
        if model(credential) == "1.1"
        else ("validFrom", "validUntil")
    )


def _is_unreadable(credential: Mapping[str, Any]) -> bool:
    return any(name in credential and when(credential[name]) is None for name in names(credential))


def _moment(seconds: Any) -> dt.datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
