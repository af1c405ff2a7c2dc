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

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import transaction

_events: dict[str, type[Event]] = {}
_handlers: dict[str, list[Handler]] = {}


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events. `sentence` is what the history page says, with `%(actor)s` and fields."""

    sentence: ClassVar[Any] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _events[cls.event_name()] = cls

    @classmethod
    def event_name(cls) -> str:
        """The name under which the journal keeps it: `selection.SelectionConfirmed`."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"


Handler = Callable[[Any], None]
EventType = TypeVar("EventType", bound=Event)


def handler_name(handler: Handler) -> str:
    """The name that a delivery mark carries; renaming a handler means delivering again."""
    return f"{handler.__module__.removeprefix('hilo.')}.{handler.__qualname__}"


def handles(event: type[EventType]) -> Callable[[Handler], Handler]:
    """Subscribe the decorated function to `event`."""

    def subscribe(handler: Handler) -> Handler:
        subscribed = _handlers.setdefault(event.event_name(), [])
        if handler not in subscribed:
            subscribed.append(handler)
        return handler

    return subscribe


def handlers_of(event_name: str) -> list[Handler]:
    """Who listens to the event called `event_name`."""
    return _handlers.get(event_name, [])


def event_class(event_name: str) -> type[Event] | None:
    """The class behind a journal entry, or None where it no longer exists."""
    return _events.get(event_name)


def publish(event: Event, *, by: Any = None, subject: tuple[str, UUID | None] = ("", None)) -> None:
    """Write `event` into the journal and have it delivered once the transaction is committed."""
    from hilo.core import journal

    entry = journal.write(event, by=by, subject=subject)
    transaction.on_commit(lambda: journal.deliver(entry.pk), robust=True)
