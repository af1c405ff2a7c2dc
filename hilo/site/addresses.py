"""Where an object of any kind has its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from hilo.people.models import Person


def url_of(subject: Any) -> str:
    """The address of the object's page in the reader's language; nothing where it has none."""
    if isinstance(subject, Person):
        return reverse("people:person", kwargs={"uuid": subject.uuid})
    return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""
