"""What the platform says to people: each message is a class, its words are built when it is sent.

    @dataclass(frozen=True)
    class PlaceOffered(Message):
        \"\"\"A seat came free for whoever waits.\"\"\"
        registration: UUID
        name = "workshops.place_offered"
        category = "invitations"
        subject = _("A place for you: %(workshop)s")
        template = "workshops/messages/place_offered.txt"
        action = _("Take the place")
        reason = _("You get this because you are on the waiting list.")

        def values(self) -> dict[str, Any]: ...   # texts for subject and template
        def path(self) -> str: ...                # where the button leads

`values`, `facts` and `path` are called in the recipient's language, territory and zone. Fields are ids
and plain values that may lie in a table; they are also what makes a message the same as another one
(it is said once). What is the same for all 830 recipients belongs into a `cached_property`: it is read
once per batch. A message whose object is gone raises `NothingToSay`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import typing
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from hilo.core.plain import plain, revived
from hilo.core.registries import Label
from hilo.core.registry import Registry
from hilo.notifications.recipients import Recipient


class NothingToSay(Exception):
    """What this message would tell of is gone, or no longer true."""


@dataclasses.dataclass(frozen=True)
class Message:
    """Base of all messages; see the module for how to write one."""

    name: ClassVar[str] = ""
    category: ClassVar[str] = ""
    subject: ClassVar[Label] = ""
    about: ClassVar[Label] = ""  # the kind of message, for lists of operators
    template: ClassVar[str] = ""
    action: ClassVar[Label] = ""
    reason: ClassVar[Label] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            messages.add(cls)

    def values(self, to: Recipient) -> dict[str, Any]:
        """Texts for the subject and the template, by name."""
        return {}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        """Label and value of what should be seen at a glance."""
        return []

    def path(self, to: Recipient) -> str:
        """The address to which the action leads; empty for a message that asks for nothing."""
        return ""

    def calendar(self, to: Recipient) -> tuple[str, str] | None:
        """What calendars shall take in (RFC 6047): the method and the iCalendar text; None for nothing."""
        return None

    def written(self, to: Recipient) -> tuple[str, str, str] | None:
        """Subject, text and HTML of a letter that looks different from ours; None for our usual one."""
        return None

    def became(self, state: str, why: str) -> None:
        """What became of the mail (one of `rules.states`), and what the server said; told each time."""

    def sentence(self, to: Recipient) -> str:
        """The message in one line, for lists and digests: its subject."""
        return " ".join((str(self.subject) % self.values(to)).split())

    def data(self) -> dict[str, Any]:
        """The ids, as they lie in the table."""
        return plain(dataclasses.asdict(self))

    def key(self) -> str:
        """What makes this message the same as another one to the same person."""
        digest = hashlib.sha256(json.dumps(self.data(), sort_keys=True).encode()).hexdigest()
        return f"{self.name}:{digest[:32]}"


messages: Registry[type[Message]] = Registry("messages")


def restore(name: str, data: dict[str, Any]) -> Message:
    """The message that was stored as `name` and `data`; raises NothingToSay for one we no longer know."""
    if name not in messages:
        raise NothingToSay(name)
    cls = messages.get(name)
    hints = typing.get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}
    try:
        return cls(**{key: revived(hints[key], data[key]) for key in data if key in known})
    except TypeError as problem:
        raise NothingToSay(name) from problem


def gone() -> str:
    """What stands in a list where the thing itself no longer exists."""
    return _("This is no longer there.")
