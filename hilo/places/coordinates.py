"""Where a point lies, as the reader writes it: degrees and the quarter of the heavens."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from hilo.places.models import Place
from hilo.ui.numerals import figure

DECIMALS = 4  # 11 m


def coordinates(place: Place) -> SafeString | str:
    """«21.8478° N, 102.3055° W» in the reader's digits and letters, or nothing where unknown.

    It runs from left to right in every language, so that nobody reads the two in the wrong order.
    """
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = place.latitude >= 0, place.longitude >= 0
    latitude = degrees(place.latitude, pgettext("north", "N") if north else pgettext("south", "S"))
    longitude = degrees(place.longitude, pgettext("east", "E") if east else pgettext("west", "W"))
    # Safe as it stands: figures and our own letters. Lists write it sixty times on a page.
    return mark_safe(f'<bdi dir="ltr">{latitude}\N{NO-BREAK SPACE} {longitude}</bdi>')


def degrees(value: float, letter: str) -> str:
    """One coordinate with its letter."""
    return f"{figure(abs(value), DECIMALS)}°\N{NO-BREAK SPACE}{letter}"
