"""What is handed over of the sessions of a thing: its meetings, and who was there for how long.

Codes stay here, and so do excuses: why somebody could not come is between them and who keeps the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from hilo.attendance.models import Presence, Session
from hilo.core.handover import Held

CODES = frozenset({"code", "code_opens_at", "code_closes_at", "sheet_code", "code_at"})


def tables_about(kind: str, uuids: Collection[UUID]) -> Iterator[Held]:
    """The sessions of the things of `kind` with these keys, and their presences."""
    sessions = Session.objects.filter(about_kind=kind, about__in=uuids).order_by("pk")
    yield Held("sessions", sessions, without=CODES)
    rows = Presence.objects.filter(session__in=sessions).select_related("person").order_by("pk")
    yield Held("presences", rows, _person, without=CODES)


def _person(presence: Any) -> dict[str, Any]:
    return {"person_uuid": presence.person.uuid}
