"""Now and today, the one place where they are asked.

Times are stored in UTC; a day is a day and has no zone. `today` takes the zone in which the day is
meant.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today(zone: str | None = None) -> dt.date:
    """The day it is in `zone` (an IANA name), or in the installation's own."""
    return timezone.now().astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()
