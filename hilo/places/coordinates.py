"""Where a point lies, as the reader writes it: degrees and the quarter of the heavens."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
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
    latitude = degrees(place.latitude, pgettext("north", "N"), pgettext("south", "S"))
    longitude = degrees(place.longitude, pgettext("east", "E"), pgettext("west", "W"))
    return format_html('<bdi dir="ltr">{}\N{NO-BREAK SPACE} {}</bdi>', latitude, longitude)


def degrees(value: float, positive: str, negative: str) -> str:
    """One coordinate with its letter."""
    letter = positive if value >= 0 else negative
    return f"{figure(abs(value), DECIMALS)}°\N{NO-BREAK SPACE}{letter}"
