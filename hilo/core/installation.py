"""What this installation is, and the refusal to mix invented people with real ones."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from hilo.core.models import Installation

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
