"""Where an object of any kind has its page."""

from __future__ import annotations

from typing import Any

from hilo.people.models import Person
from hilo.ui.addresses import address_of


def url_of(subject: Any) -> str:
    """The address of the object's page in the reader's language; nothing where it has none."""
    if isinstance(subject, Person):
        return address_of("people:person", subject.uuid)
    return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""
