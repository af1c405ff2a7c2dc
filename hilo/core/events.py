"""What has happened: frozen, in the past tense, ids only.

    @dataclass(frozen=True)
    class SelectionConfirmed(Event):
        \"\"\"A call's choice is made and will not change. …a paragraph of contract…\"\"\"
        call: UUID
        sentence = _("%(actor)s confirmed the selection.")

`publish(SelectionConfirmed(...), by=account, subject=("call", call.uuid))` writes the journal
inside the caller's transaction and delivers to handlers after commit. Handlers are idempotent: a
sweep (`core.journal.sweep`) delivers again what a crash left undone.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.core import journal
from hilo.core.happenings import (
    Event,
    Handler,
    event_class,
    handler_name,
    handlers_of,
    handles,
)

__all__ = [
    "Event",
    "Handler",
    "NoTransaction",
    "event_class",
    "handler_name",
    "handlers_of",
    "handles",
    "publish",
]


class NoTransaction(RuntimeError):
    """An event was published outside the transaction of the change that it tells of."""


def publish(event: Event, *, by: Any = None, subject: tuple[str, UUID | None] = ("", None)) -> None:
    """Write `event` into the journal and have it delivered once the transaction is committed.

    Raises `NoTransaction` outside `transaction.atomic`: the entry must live or die with the change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction(f"{event.event_name()} must be published inside transaction.atomic")
    entry = journal.write(event, by=by, subject=subject)
    if entry.due_at:
        transaction.on_commit(lambda: journal.deliver(entry.pk), robust=True)
