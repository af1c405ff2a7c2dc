"""How the reader writes dates and numbers: by language and territory, from CLDR.

Pages set the reader at their start (`hilo.ui.context`); mails and papers say `with reading_as(...)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import timezone
from django.utils.translation import get_language

# Where nothing says otherwise, each language is written as where most of our readers of it live.
HOME_TERRITORY = {"es": "MX", "fr": "MA", "ar": "TN", "en": "GB"}
# North of Africa writes 0-9; the East writes ٠-٩ (CLDR's default numbering for these territories).
LETTER_PAPER = {"MX", "US", "CA", "CL", "CO", "CR", "GT", "NI", "PA", "PH", "PR", "SV", "VE", "DO"}

_territory: ContextVar[str] = ContextVar("territory", default="")


def language() -> str:
    """The reader's language, two letters."""
    return (get_language() or "en")[:2]


def territory() -> str:
    """The reader's territory (ISO 3166-1), stated or supposed from the language."""
    return _territory.get() or HOME_TERRITORY.get(language(), "GB")


def read_as(code: str) -> None:
    """Let the rest of this request be written for `code` (ISO 3166-1; empty: by language)."""
    _territory.set(code)


@contextmanager
def reading_as(code: str) -> Iterator[None]:
    """Write what is inside for `code`, such as a mail to somebody who lives there."""
    token = _territory.set(code)
    try:
        yield
    finally:
        _territory.reset(token)


def eyes() -> tuple[str, str, str]:
    """All that decides how the same things are written for a reader: language, territory, time zone.

    Whatever is kept as it was written is kept for these.
    """
    return language(), territory(), timezone.get_current_timezone_name()


def locale() -> Locale:
    """The CLDR locale of the reader."""
    return _locale(language(), territory())


def paper() -> str:
    """The paper the reader prints on: `letter` in Mexico and its neighbours, `a4` elsewhere."""
    return "letter" if territory() in LETTER_PAPER else "a4"


@lru_cache(maxsize=256)
def _locale(language: str, territory: str) -> Locale:
    try:
        return Locale.parse(f"{language}_{territory}")
    except UnknownLocaleError:
        return Locale.parse(language)


def forget(**_signal: object) -> None:
    """Know nothing of a reader any more; the language alone tells, until a page says otherwise."""
    _territory.set("")
