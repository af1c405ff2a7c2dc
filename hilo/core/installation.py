"""What this installation is, and the refusal to mix invented people with real ones."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from hilo.core.models import Installation

DEVELOPMENT_KEY = "only-for-development"
SHORT_KEY = 40  # characters
MODES = {True: "demonstration", False: "real"}


class WrongMode(ImproperlyConfigured):
    """The database holds invented people and the settings say they are real, or the reverse."""


def the_installation() -> Installation:
    """The row of this installation; a database that has none yet is born in the mode in force."""
    row, _is_new = Installation.objects.get_or_create(
        pk=1, defaults={"is_demonstration": settings.IS_DEMONSTRATION}
    )
    return row


@transaction.atomic
def declare_demonstration_day(day: dt.date) -> Installation:
    """Fix the day on which the demonstration takes place; raises `WrongMode` for real people."""
    row = the_installation()
    if not row.is_demonstration:
        raise WrongMode("A real installation has no demonstration day.")
    row.demonstration_day = day
    row.save(update_fields=["demonstration_day"])
    return row


def refuse_wrong_mode() -> None:
    """Raise `WrongMode`, in words, if this database belongs to the other mode.

    Called when a server or worker starts. A database that is not there yet, or that nobody
    migrated, says nothing here: `bin/hilo doctor` does.
    """
    try:
        row = Installation.objects.filter(pk=1).first()
    except DatabaseError:
        return
    if row and row.is_demonstration != settings.IS_DEMONSTRATION:
        raise WrongMode(wrong_mode_in_words(row))


class UnsafeSettings(ImproperlyConfigured):
    """Settings under which strangers could forge what this installation signs, or read its secrets."""


def refuse_unsafe_settings() -> None:
    """Raise `UnsafeSettings`, in words, before real people or the internet meet such settings.

    Called when a server or worker starts. On one's own machine a demonstration may be careless.
    """
    host = urlsplit(settings.ADDRESS).hostname
    if settings.IS_DEMONSTRATION and host in {"127.0.0.1", "localhost", "::1"}:
        return
    if settings.DEBUG:
        raise UnsafeSettings(
            "HILO_DEBUG=yes shows programmers' error pages, with secrets, to whoever comes by. "
            "Nothing was started. Set HILO_DEBUG=no, or HILO_ADDRESS to this machine."
        )
    if settings.SECRET_KEY.startswith(DEVELOPMENT_KEY) or len(settings.SECRET_KEY) < SHORT_KEY:
        raise UnsafeSettings(
            "HILO_SECRET_KEY is the one that everybody knows, or shorter than "
            f"{SHORT_KEY} characters. Nothing was started. Set a long random text."
        )


def wrong_mode_in_words(row: Installation) -> str:
    """What is wrong and the two ways out."""
    kept, asked = MODES[row.is_demonstration], MODES[settings.IS_DEMONSTRATION]
    return (
        f"This database was made for mode «{kept}», and the settings say «{asked}». Nothing was "
        f"started, because invented and real people must never mix. Set HILO_MODE={kept} to go on "
        f"with this database, or name another one (HILO_DATA or DATABASE_URL) for mode «{asked}»."
    )


def note_birth(sender: Any, **_options: Any) -> None:
    """After migrations (`post_migrate`): write down what a new database is for."""
    # The table is missing while core itself is migrated back to nothing.
    with suppress(DatabaseError), transaction.atomic():
        the_installation()
