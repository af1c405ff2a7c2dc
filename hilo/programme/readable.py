"""What people read of a programme that is handed over, beside its tables (`whole.py`): its logframe, its snapshots,
its plan as sheets that another installation takes in, its documents, its history.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hilo.core import journal
from hilo.core.models import Entry, StoredFile
from hilo.core.sheets import Scope, writing
from hilo.programme.counting import frozen
from hilo.programme.counting.dashboard import View
from hilo.programme.models import Declaration, Policy, Programme
from hilo.programme.queries import indicators as reads
from hilo.programme.sheets import OF_A_PROGRAMME
from hilo.programme.showing import logframe

File = tuple[str, Any]  # its name in the archive, its content


def files_of(programme: Programme) -> Iterator[File]:
    """The files that need no program to be read, in the reader's language."""
    content = frozen.content_of(programme, View(reads.today_of(programme)))
    yield "logframe.xlsx", logframe.workbook(content)
    for one in programme.snapshots.all():
        yield f"snapshots/{one.number}.xlsx", logframe.workbook(one.content)
    scope, language = Scope("programme", programme.uuid), get_language() or ""
    for kind in OF_A_PROGRAMME:
        made = writing.export(kind(programme), scope=scope, language=language)
        yield f"sheets/{kind.name}.xlsx", made.content
    yield "history.txt", _history(programme)


def _history(programme: Programme) -> str:
    """What happened to the programme, its indicators and its policies, earliest first."""
    parts = (programme.indicators, programme.policies)
    about = {
        programme.uuid,
        *(one for rows in parts for one in rows.values_list("uuid", flat=True)),
    }
    lines = journal.lines_of(Entry.objects.filter(subject__in=about).order_by("at", "pk"))
    return "".join(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.sentence}\n" for one in lines)


def documents_of(programme: Programme) -> Iterator[StoredFile]:
    """What proves its declared values and its policies, each once."""
    values = Declaration.objects.filter(indicator__programme=programme)
    policies = Policy.objects.filter(programme=programme)
    keys = [*values.values_list("file", flat=True), *policies.values_list("file", flat=True)]
    yield from StoredFile.objects.filter(pk__in={one for one in keys if one}).order_by("pk")


def place_of(stored: StoredFile | None) -> str:
    """Where a document lies in the archive; two may bear one name."""
    return f"documents/{stored.pk}-{PurePath(stored.name).name}" if stored else ""


def contents() -> tuple[tuple[str, str], ...]:
    """What lies where in the archive."""
    return (
        ("logframe.xlsx", _("The logframe and every value, as of the day of this file.")),
        ("snapshots", _("The snapshots as they were issued, by their numbers.")),
        ("sheets", _("The plan as spreadsheets, which another installation of Hilo can take in.")),
        ("documents", _("What proves declared values and policies.")),
        ("history.txt", _("What was done, when, and by whom.")),
        ("json, csv", _("Every table, for machines.")),
    )
