"""Evidence: the scan of the signed sheet is kept, found by the code at its foot, taken away again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.attendance import problems
from hilo.attendance.events import EvidenceKept, EvidenceRemoved
from hilo.attendance.models import Evidence, Session, SessionQuerySet
from hilo.attendance.rules.codes import read_sheet_code
from hilo.core import storage
from hilo.core.events import publish
from hilo.core.time import now

KINDS = ("document", "picture")


@transaction.atomic
def keep(session: Session, upload: Any, *, by: Any, note: str = "") -> Evidence:
    """Keep a scan or a photograph with `session`, private to its keepers; raises `FileRefused`.

    The same file again (by its content) is the one that is there.
    """
    file = storage.keep(upload, kinds=KINDS, by=by)
    same = session.evidence.select_related("file").filter(file__sha256=file.sha256).first()
    if same is not None:
        storage.remove(file)
        return same
    made = Evidence.objects.create(session=session, file=file, note=note, at=now(), by=by)
    event = EvidenceKept(session.uuid, made.uuid)
    publish(event, by=by, subject=("session", session.uuid))
    return made


@transaction.atomic
def remove(evidence: Evidence, *, by: Any) -> None:
    """Take evidence away, file and all."""
    session, file = evidence.session, evidence.file
    evidence.delete()
    storage.remove(file)
    publish(EvidenceRemoved(session.uuid), by=by, subject=("session", session.uuid))


def session_of_sheet(typed: str, among: SessionQuerySet) -> Session:
    """The session `among` some whose printed sheet bears this code; raises `SheetIsUnknown`."""
    found = among.filter(sheet_code=read_sheet_code(typed)).first()
    if found is None:
        raise problems.SheetIsUnknown(field="sheet_code")
    return found
