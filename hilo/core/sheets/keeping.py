"""What batches keep of people, and for how long: told to the schedules and to the register of personal data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core.models import BatchRow
from hilo.core.registries import PersonalData, Schedule, personal_data, schedules
from hilo.core.sheets import services, work


def register() -> None:
    """Enter both; called once, when the application is ready."""
    schedules.add(Schedule("core.forget_files", work.forget_files, dt.timedelta(days=1)))
    personal_data.add(
        PersonalData(
            "sheets",
            _("Uploaded sheets"),
            export=rows_about,
            erase=erase_rows,
            keeps=_("How many rows a sheet had; never whose."),
        )
    )


def rows_about(person: Any) -> list[dict[str, Any]]:
    """The rows of uploaded sheets that speak of `person`, as their author wrote them."""
    rows = BatchRow.objects.filter(kind="person", object=person.uuid).select_related("batch")
    return [
        {
            "sheet": row.batch.name,
            "sent_at": row.batch.created_at,
            "line": row.line,
            "cells": dict(zip(row.batch.headings, row.raw, strict=False)),
        }
        for row in rows
    ]


def erase_rows(person: Any, at: dt.datetime) -> None:
    """Forget what batches remember of `person`, and the files that named them."""
    services.forget_object("person", person.uuid)
