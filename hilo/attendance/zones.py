"""The clocks in which sessions are meant, by the names that people give them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, dates

from hilo.notifications.zones import STATES, zone_of_country
from hilo.ui import reader

# Mexico's own, and those of the countries round the Mediterranean and of their partners (ISO 3166-1).
COUNTRIES = (
    *("MX", "ES", "PT", "FR", "IT", "MT", "SI", "HR", "BA", "ME", "AL", "GR", "CY", "TR", "SY"),
    *("LB", "IL", "PS", "JO", "EG", "LY", "TN", "DZ", "MA", "MR", "BE", "DE", "GB", "CO", "AR"),
)


@lru_cache(maxsize=1)
def offered() -> tuple[str, ...]:
    """The names of the clocks that a form offers."""
    found = [zone_of_country(code) for code in COUNTRIES] + list(STATES.values()) + ["UTC"]
    return tuple(dict.fromkeys(found))


def choices(also: str = "") -> list[tuple[str, str]]:
    """Names and words of the clocks, by their words; `also` is one that is in use already."""
    found = _choices(reader.locale())
    if not also or also in offered():
        return list(found)
    return [*found, (also, name_of(also))]


def name_of(zone: str) -> str:
    """«Mexico City», «Túnez»."""
    if zone == "UTC":
        return "UTC"
    return dates.get_timezone_location(zone, locale=reader.locale(), return_city=True)


@lru_cache(maxsize=64)
def _choices(locale: Locale) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((zone, name_of(zone)) for zone in offered()), key=lambda pair: pair[1]))
