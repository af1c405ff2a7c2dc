"""What a division is called where it lies: a governorate here, a wilaya there.

ISO 3166-2 names the kind of each division in English; that word is kept with the place. The same
English word stands for different things in different countries, so a country may have its own.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

STATE = "State"
FEDERAL_ENTITY = "Federal entity"
BOROUGH = "Borough"

COUNTRY_LABEL = pgettext_lazy("kind of place", "Country")
DIVISION_LABEL = pgettext_lazy("kind of place", "State or province")
MUNICIPALITY_LABEL = pgettext_lazy("kind of place", "Municipality")
_BY_KIND = {
    "country": COUNTRY_LABEL,
    "division": DIVISION_LABEL,
    "municipality": MUNICIPALITY_LABEL,
}

# "State", "Region" and "District" mean other things elsewhere: the context keeps them apart.
LABELS: dict[str, Any] = {
    STATE: pgettext_lazy("part of a country", "State"),
    FEDERAL_ENTITY: pgettext_lazy("part of a country", "Federal entity"),
    BOROUGH: pgettext_lazy("territorial demarcation of Mexico City", "Borough"),
    "Administrative region": pgettext_lazy("part of a country", "Administrative region"),
    "Autonomous city in north africa": pgettext_lazy("part of a country", "Autonomous city"),
    "Autonomous community": pgettext_lazy("part of a country", "Autonomous community"),
    "Autonomous region": pgettext_lazy("part of a country", "Autonomous region"),
    "City": pgettext_lazy("part of a country", "City"),
    "County": pgettext_lazy("part of a country", "County"),
    "Dependency": pgettext_lazy("part of a country", "Dependency"),
    "District": pgettext_lazy("part of a country", "District"),
    "District with special status": pgettext_lazy(
        "part of a country", "District with special status"
    ),
    "Entity": pgettext_lazy("part of a country", "Entity"),
    "Governorate": pgettext_lazy("part of a country", "Governorate"),
    "Local council": pgettext_lazy("part of a country", "Local council"),
    "Metropolitan collectivity with special status": pgettext_lazy(
        "part of France", "Collectivity with special status"
    ),
    "Metropolitan region": pgettext_lazy("part of France", "Region"),
    "Municipality": MUNICIPALITY_LABEL,
    "Overseas collectivity": pgettext_lazy("part of France", "Overseas collectivity"),
    "Overseas collectivity with special status": pgettext_lazy(
        "part of France", "Overseas collectivity with special status"
    ),
    "Overseas departmental collectivity": pgettext_lazy(
        "part of France", "Overseas department and region"
    ),
    "Overseas territory": pgettext_lazy("part of France", "Overseas territory"),
    "Overseas unique territorial collectivity": pgettext_lazy(
        "part of France", "Overseas territorial collectivity"
    ),
    "Popularate": pgettext_lazy("part of Libya", "District"),
    "Province": pgettext_lazy("part of a country", "Province"),
    "Region": pgettext_lazy("part of a country", "Region"),
    "Self-governed part": pgettext_lazy("part of a country", "Self-governed part"),
    "Urban municipality": pgettext_lazy("part of a country", "Urban municipality"),
}

# Where the country's own word differs from the English one of ISO.
_BY_COUNTRY: dict[tuple[str, str], Any] = {
    ("DZ", "Province"): pgettext_lazy("part of Algeria", "Wilaya"),
    ("MR", "Region"): pgettext_lazy("part of Mauritania", "Wilaya"),
    ("TN", "Governorate"): pgettext_lazy("part of Tunisia", "Governorate"),
    ("MA", "Region"): pgettext_lazy("part of Morocco", "Region"),
    ("SY", "Province"): pgettext_lazy("part of Syria", "Governorate"),
    ("TR", "Province"): pgettext_lazy("part of Turkey", "Province"),
    ("IL", "District"): pgettext_lazy("part of Israel", "District"),
    ("HR", "County"): pgettext_lazy("part of Croatia", "County"),
    ("AL", "County"): pgettext_lazy("part of Albania", "County"),
}


def label_of(kind: str, designation: str, country: str) -> str:
    """The word for a place in the reader's language, with a capital; an unknown one as it is."""
    if not designation:
        return str(_BY_KIND[kind])
    return str(_BY_COUNTRY.get((country, designation)) or LABELS.get(designation, designation))
