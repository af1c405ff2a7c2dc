"""Whom a message is for: language, territory, zone and address, as they are when it is built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from babel import numbers
from django.utils import timezone, translation

from hilo.core.text import direction_of
from hilo.notifications.zones import zone_of
from hilo.ui import calendar, reader


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for. `address` is empty for somebody who has no way in (yet)."""

    uuid: UUID
    name: str
    language: str
    country: str
    zone: str
    address: str = ""

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Write what is inside in this person's language, territory and zone."""
        with (
            translation.override(self.language),
            reader.reading_as(self.country),
            timezone.override(self.zone),
        ):
            yield


def of(person: Any) -> Recipient:
    """The recipient for `person`; read people with `people_to_write_to` to spare queries."""
    account = getattr(person, "account", None)
    place = person.territory
    return Recipient(
        uuid=person.uuid,
        name=person.given_name,
        language=person.language,
        country=place.code[:2] if place else "",
        zone=zone_of(place),
        address=account.email if account is not None and account.is_active else "",
    )


def day(date: dt.date) -> str:
    """A day in full, as whoever reads writes it."""
    return calendar.day(date, "long")


def moment(at: dt.datetime) -> str:
    """An instant in the reader's zone: day, hour and minute."""
    return calendar.local_moment(at, "long")


def number(n: int) -> str:
    """A whole number in the reader's digits."""
    return numbers.format_decimal(n, locale=reader.locale(), numbering_system="default")
