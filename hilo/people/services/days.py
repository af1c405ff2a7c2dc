"""Days in letters: as the receiver writes them, whoever caused the letter."""

from __future__ import annotations

import datetime as dt

from django.utils import translation

from hilo.people.models import Person
from hilo.ui import calendar, reader


def day_in(language: str, person: Person, date: dt.date) -> str:
    """`date` in `language`, by the territory of `person`."""
    place = person.territory
    with translation.override(language), reader.reading_as(place.code[:2] if place else ""):
        return calendar.day(date, "long")
