"""What a calendar reads at a person's secret address."""

from __future__ import annotations

import datetime as dt

from hilo.attendance.access import sessions_of
from hilo.attendance.models import Feed, Session
from hilo.core.time import now

BACK = dt.timedelta(days=120)  # older sessions stay in calendars that took them in


def feed_of(token: str) -> Feed | None:
    """Whose address it is; None for one that nobody has (any more)."""
    if "\0" in token:  # PostgreSQL takes none
        return None
    rows = Feed.objects.select_related("person").filter(person__erased_at=None)
    return rows.filter(token=token).first()


def sessions_in(feed: Feed) -> list[Session]:
    """The sessions of its person, cancelled ones too, so that they are struck out."""
    rows = sessions_of(feed.person).filter(ends_at__gt=now() - BACK)
    return list(rows.select_related("place__parent").order_by("starts_at", "pk"))
