"""Periods in words: «2026», «1st quarter 2026», «March 2026», or from day to day."""

from __future__ import annotations

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from hilo.programme.rules.periods import Period, calendar_period
from hilo.ui import calendar, reader

SKELETONS = {"month": "yMMMM", "quarter": "yQQQQ", "year": "y"}


def in_words(period: Period) -> str:
    """A whole month, quarter or year by its name; anything else from its first day to its last."""
    for frequency, skeleton in SKELETONS.items():
        if period == calendar_period(period.starts_on, frequency):
            named = format_skeleton(skeleton, period.starts_on, locale=reader.locale())
            return calendar.in_digits(named, reader.locale())
    days = {"start": calendar.day(period.starts_on), "end": calendar.day(period.ends_on)}
    return _("%(start)s to %(end)s") % days
