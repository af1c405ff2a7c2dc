"""The journal's verbs: write an entry, deliver it, sweep up what a crash left, tell it in words."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from hilo.core.actors import uuid_of
from hilo.core.events import Event
from hilo.core.models import Entry
from hilo.core.time import now


def write(event: Event, *, by: Any, subject: tuple[str, UUID | None]) -> Entry:
    """Write `event` as an entry; call inside the transaction of the change it tells of."""
    data = json.loads(json.dumps(dataclasses.asdict(event), cls=DjangoJSONEncoder))
    kind, uuid = subject
    return Entry.objects.create(
        event=event.event_name(),
        at=now(),
        by=uuid_of(by),
        subject_kind=kind,
        subject=uuid,
        data=data,
    )


def deliver(entry_pk: UUID) -> None:
    """Hand the entry to each handler that has not dealt with it yet."""
    raise NotImplementedError
