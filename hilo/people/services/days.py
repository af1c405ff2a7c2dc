"""Days in letters: as the receiver writes them, whoever caused the letter."""

from __future__ import annotations

import datetime as dt

from django.utils import translation
from django.utils.html import strip_tags

from hilo.people.models import Person
from hilo.ui import reader
from hilo.ui.components.words import day


def day_in(language: str, person: Person, date: dt.date) -> str:
    """`date` in `language`, by the territory of `person`."""
    place = person.territory
    with translation.override(language), reader.reading_as(place.code[:2] if place else ""):
        return strip_tags(day(date, "long"))
