"""An organisation in the words of schema.org, for search engines and whoever else reads machines' pages.

JSON-LD stands in a data block, which browsers never run and the content security policy lets pass.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from hilo.core.markdown import plain
from hilo.network.documents import upward
from hilo.network.enums import OrganisationKind, Size
from hilo.network.models import Organisation
from hilo.places.models import Place
from hilo.ui import reader

Thing = dict[str, Any]

# The most special type that is true of every organisation of the kind.
TYPES = {
    OrganisationKind.COOPERATIVE: "Cooperative",
    OrganisationKind.MUNICIPALITY: "GovernmentOrganization",
    OrganisationKind.PUBLIC_BODY: "GovernmentOrganization",
    OrganisationKind.UNIVERSITY: "EducationalOrganization",
    OrganisationKind.NGO: "NGO",
}
EMPLOYEES = {
    Size.MICRO: (1, 9),
    Size.SMALL: (10, 49),
    Size.MEDIUM: (50, 249),
    Size.LARGE: (250, None),
}
# What would end the data block, or begin something else in it, written so that JSON reads it the same.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(organisation: Organisation, contact: Mapping[str, str]) -> SafeString:
    """The JSON inside the block; `contact` is what this reader may see (`access.shown_contact`)."""
    told = json.dumps(thing(organisation, contact), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(told.translate(_HARMLESS))  # no letter of it can leave the block


def thing(organisation: Organisation, contact: Mapping[str, str]) -> Thing:
    """The organisation with all that is known of it; what is not known is left out."""
    page = settings.ADDRESS + organisation.get_absolute_url()
    presentation = organisation.presentation.shown(reader.language())
    founded = organisation.founded_year
    return _known(
        {
            "@context": "https://schema.org",
            "@type": TYPES.get(OrganisationKind(organisation.kind), "Organization"),
            "@id": f"urn:uuid:{organisation.uuid}",
            "name": str(organisation),
            "legalName": organisation.legal_name,
            "alternateName": organisation.names[1:],
            "description": plain(presentation.value),
            "url": organisation.web or page,
            "mainEntityOfPage": page,
            "logo": _logo_of(organisation),
            "email": contact.get("email"),
            "telephone": contact.get("phone"),
            "address": address_of(organisation.place, contact.get("address", "")),
            "areaServed": [str(place) for place in organisation.other_places.all()],
            "foundingDate": f"{founded:04d}" if founded else "",
            "keywords": [str(sector) for sector in organisation.sectors.all()],
            "numberOfEmployees": _employees(organisation.size),
        }
    )


def address_of(place: Place | None, street: str) -> Thing | None:
    """A postal address, as far as it is known; the country by its code."""
    above = {one.kind: one for one in upward(place)}
    country = above.get(Place.Kind.COUNTRY)
    known = _known(
        {
            "streetAddress": street,
            "addressLocality": str(above.get(Place.Kind.MUNICIPALITY, "")),
            "addressRegion": str(above.get(Place.Kind.DIVISION, "")),
            "addressCountry": country.code if country else "",
        }
    )
    return {"@type": "PostalAddress", **known} if known else None


def _logo_of(organisation: Organisation) -> str:
    if organisation.logo_id is None:
        return ""
    return settings.ADDRESS + reverse("network:organisation_picture", args=[organisation.slug])


def _employees(size: str) -> Thing | None:
    if not size:
        return None
    least, most = EMPLOYEES[Size(size)]
    return _known({"@type": "QuantitativeValue", "minValue": least, "maxValue": most})


def _known(told: Thing) -> Thing:
    return {name: value for name, value in told.items() if value not in (None, "", [])}
