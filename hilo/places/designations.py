"""What a division is called where it lies: a governorate here, a wilaya there.

ISO 3166-2 names the kind of each division in English; that word is kept with the place. The same
English word stands for different things in different countries, so a country may have its own.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATE = "State"
FEDERAL_ENTITY = "Federal entity"
BOROUGH = "Borough"

COUNTRY_LABEL = _("Country")
DIVISION_LABEL = _("State or province")
MUNICIPALITY_LABEL = _("Municipality")
_BY_KIND = {
    "country": COUNTRY_LABEL,
    "division": DIVISION_LABEL,
    "municipality": MUNICIPALITY_LABEL,
}

LABELS: dict[str, Any] = {
    STATE: _("State"),
    FEDERAL_ENTITY: _("Federal entity"),
    BOROUGH: pgettext_lazy("territorial demarcation of Mexico City", "Borough"),
    "Administrative region": _("Administrative region"),
    "Autonomous city in north africa": _("Autonomous city"),
    "Autonomous community": _("Autonomous community"),
    "Autonomous region": _("Autonomous region"),
    "City": _("City"),
    "County": _("County"),
    "Dependency": _("Dependency"),
    "District": _("District"),
    "District with special status": _("District with special status"),
    "Entity": _("Entity"),
    "Governorate": _("Governorate"),
    "Local council": _("Local council"),
    "Metropolitan collectivity with special status": _("Collectivity with special status"),
    "Metropolitan region": _("Region"),
    "Municipality": MUNICIPALITY_LABEL,
    "Overseas collectivity": _("Overseas collectivity"),
    "Overseas collectivity with special status": _("Overseas collectivity with special status"),
    "Overseas departmental collectivity": _("Overseas department and region"),
    "Overseas territory": _("Overseas territory"),
    "Overseas unique territorial collectivity": _("Overseas territorial collectivity"),
    "Popularate": pgettext_lazy("sha'biya of Libya", "District"),
    "Province": _("Province"),
    "Region": _("Region"),
    "Self-governed part": _("Self-governed part"),
    "Urban municipality": _("Urban municipality"),
}

# Where the country's own word differs from the English one of ISO.
_BY_COUNTRY: dict[tuple[str, str], Any] = {
    ("DZ", "Province"): pgettext_lazy("Algeria", "Wilaya"),
    ("MR", "Region"): pgettext_lazy("Mauritania", "Wilaya"),
    ("TN", "Governorate"): pgettext_lazy("Tunisia", "Governorate"),
    ("TR", "Province"): pgettext_lazy("Turkey", "Province"),
    ("IL", "District"): pgettext_lazy("Israel", "District"),
    ("HR", "County"): pgettext_lazy("Croatia", "County"),
    ("AL", "County"): pgettext_lazy("Albania", "County"),
}


def label_of(kind: str, designation: str, country: str) -> str:
    """The word for a place in the reader's language, with a capital; an unknown one as it is."""
    if not designation:
        return str(_BY_KIND[kind])
    return str(_BY_COUNTRY.get((country, designation)) or LABELS.get(designation, designation))
