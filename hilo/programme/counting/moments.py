"""Days of a programme as moments: midnight where the programme is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings

from hilo.programme.models import Programme
from hilo.programme.rules.periods import Period

Span = tuple[dt.datetime, dt.datetime]  # from, and up to but not including


def zone_of(programme: Programme) -> ZoneInfo:
    """The zone in which the days of `programme` begin."""
    return ZoneInfo(programme.zone or settings.TIME_ZONE)


def house_zone() -> ZoneInfo:
    """The zone of the installation."""
    return ZoneInfo(settings.TIME_ZONE)


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The first moment of `day`, in UTC."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def span_of(period: Period, zone: ZoneInfo) -> Span:
    """From the first moment of `period` to the first one after it."""
    return midnight(period.starts_on, zone), midnight(period.ends_on + dt.timedelta(days=1), zone)


def edges_of(periods: Sequence[Period], zone: ZoneInfo) -> list[dt.datetime]:
    """The moments between which `periods` lie, which follow each other without a gap."""
    return [span_of(one, zone)[0] for one in periods] + [span_of(periods[-1], zone)[1]]
