"""What an event is, and who listens to it: the ground of `core.events` and `core.journal`."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from hilo.core.plain import revived

_events: dict[str, type[Event]] = {}
_handlers: dict[str, list[Handler]] = {}


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events. `sentence` is what the history page says, with `%(actor)s` and fields.

    Fields are UUIDs, texts, numbers, `Decimal`s, days, times, `None`, and tuples or lists of them.
    An event without a sentence stays out of the history.
    """

    sentence: ClassVar[Any] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _events[cls.event_name()] = cls

    @classmethod
    def event_name(cls) -> str:
        """The name under which the journal keeps it: `selection.SelectionConfirmed`."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"

    @classmethod
    def revived(cls, data: dict[str, Any]) -> typing.Self:
        """The event as it was published, from what the journal kept; unknown fields are dropped."""
        hints = typing.get_type_hints(cls)
        known = [one.name for one in dataclasses.fields(cls) if one.name in data]
        return cls(**{name: revived(hints[name], data[name]) for name in known})

    def words(self) -> dict[str, Any]:
        """What `sentence` may name besides the actor; UUIDs of people become their names."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}


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
