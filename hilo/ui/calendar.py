"""Days and hours as the reader's territory writes them, from CLDR, in the reader's digits."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Literal

from babel import Locale, dates
from django.utils import timezone

from hilo.ui import reader
from hilo.ui.numerals import DIGITS

Length = Literal["short", "medium", "long", "full"]

# CLDR's short and medium Arabic dates are figures between invisible marks; words are read sooner.
ARABIC_IN_WORDS = {"medium": "d MMM y", "short": "d MMM"}
_EASTERN = str.maketrans("0123456789", DIGITS["arab"])


def day(date: dt.date, length: Length = "medium") -> str:
    """A day in words: `21 nov 2026`, `21 نوفمبر 2026`."""
    return _day(dt.date(date.year, date.month, date.day), length, reader.locale())


@lru_cache(maxsize=4096)
def _day(date: dt.date, length: Length, locale: Locale) -> str:
    wanted = ARABIC_IN_WORDS.get(length, length) if locale.language == "ar" else length
    return in_digits(dates.format_date(date, format=wanted, locale=locale), locale)


def hour(moment: dt.datetime) -> str:
    """The hour and minute of an instant already in its zone."""
    return _hour(moment.hour, moment.minute, reader.locale())


@lru_cache(maxsize=4096)
def _hour(hour: int, minute: int, locale: Locale) -> str:
    # CLDR gives French of the Maghreb «2:58 AM»; whoever reads French there writes 02:58.
    wanted = "HH:mm" if locale.language == "fr" else "short"
    shown = dates.format_time(dt.time(hour, minute), format=wanted, locale=locale)
    return in_digits(shown, locale)


def moment(local: dt.datetime, length: Length = "medium") -> str:
    """A day and its hour; `local` is already in the reader's zone."""
    locale = reader.locale()
    comma = "،" if locale.language == "ar" else ","
    return f"{_day(local.date(), length, locale)}{comma} {_hour(local.hour, local.minute, locale)}"


def in_digits(text: str, locale: Locale) -> str:
    """`text` in the digits of the territory: ٠-٩ from Egypt eastwards."""
    return text.translate(_EASTERN) if locale.default_numbering_system == "arab" else text


def local_moment(instant: dt.datetime, length: Length = "medium") -> str:
    """An instant in the reader's zone."""
    return moment(timezone.localtime(instant), length)
