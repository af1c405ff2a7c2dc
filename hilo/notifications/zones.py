"""In which zone a person's day begins, from the place they gave.

Countries by their CLDR zone; Mexico's states by the law of time zones of 28 October 2022 (DOF), in
which a few border municipalities keep the hour of the other side and are not told apart here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from babel.core import get_global
from django.conf import settings

# Where a country has several zones, the one of its seat of government.
SEATS = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
STATES = {
    "MX-BCN": "America/Tijuana",
    "MX-BCS": "America/Mazatlan",
    "MX-NAY": "America/Mazatlan",
    "MX-ROO": "America/Cancun",
    "MX-SIN": "America/Mazatlan",
    "MX-SON": "America/Hermosillo",
}


def zone_of(place: Any) -> str:
    """The IANA name of the zone of `place` (or of None: the installation's own)."""
    if place is None:
        return settings.TIME_ZONE
    parent = place.parent
    for code in (place.code, parent.code if parent else ""):
        if code in STATES:
            return STATES[code]
    return zone_of_country(place.code[:2])


@cache
def zone_of_country(country: str) -> str:
    """The zone of a country (ISO 3166-1 alpha-2), or the installation's where none is known."""
    if country in SEATS:
        return SEATS[country]
    known = sorted(
        zone for zone, where in get_global("zone_territories").items() if where == country
    )
    return known[0] if known else settings.TIME_ZONE
