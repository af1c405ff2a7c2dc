"""An organisation as its page shows it: what it is, where, how to reach it, what is known of it.

The classes of the values are those of h-card (microformats.org), so that address books read the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.network.documents import upward
from hilo.network.enums import OrganisationKind, Size, Stage, YesNo
from hilo.network.forms.organisations import LEVELS
from hilo.network.models import Organisation
from hilo.network.rules import contact as rules
from hilo.network.showing.clusters import in_a_row
from hilo.places.models import Place
from hilo.ui import calendar
from hilo.ui.components.words import ltr, text

Fact = tuple[Any, Any]
# h-card's names for the parts of an address.
PARTS = {
    Place.Kind.MUNICIPALITY: "p-locality",
    Place.Kind.DIVISION: "p-region",
    Place.Kind.COUNTRY: "p-country-name",
}


def name_of(organisation: Organisation) -> SafeString:
    """The name, marked as such."""
    return format_html('<bdi class="p-name p-org">{}</bdi>', organisation)


def kind_of(organisation: Organisation) -> str:
    """What it is and where: «Craft workshop · San Pedro Cholula, Puebla, Mexico»."""
    kind = str(OrganisationKind(organisation.kind).label)
    return " · ".join(filter(None, [kind, where_of(organisation.place)]))


def where_of(place: Place | None) -> str:
    return in_a_row(dict.fromkeys(str(one) for one in upward(place)))


def facts_of(organisation: Organisation) -> list[Fact]:
    """What is known of it, as label and value; nothing that only some may see."""
    legal, founded = organisation.legal_name, organisation.founded_year
    return [
        (
            _("Legal name"),
            format_html("<bdi>{}</bdi>", legal) if legal != str(organisation) else "",
        ),
        (_("Other names"), other_names_of(organisation)),
        (_("Sectors"), sectors_of(organisation)),
        (
            _("Stage of the culture cycle"),
            Stage(organisation.stage).label if organisation.stage else "",
        ),
        (_("Place"), place_of(organisation.place)),
        (_("Also at work in"), places_of(organisation.other_places.all())),
        (_("Size"), Size(organisation.size).label if organisation.size else ""),
        (_("Owned by women"), YesNo(organisation.women_owned).label),
        (_("Led by women"), YesNo(organisation.women_led).label),
        (_("Founded in"), str(founded) if founded else ""),
        (_("Last confirmed"), _day_of(organisation)),
    ]


def _day_of(organisation: Organisation) -> str:
    at = organisation.confirmed_at
    return calendar.day(at.date()) if at and organisation.is_listed else ""


def other_names_of(organisation: Organisation) -> SafeString:
    names = ((name,) for name in organisation.names[1:] if name != organisation.legal_name)
    return format_html_join(" · ", '<bdi class="p-nickname">{}</bdi>', names)


def sectors_of(organisation: Organisation) -> SafeString:
    """Its sectors, each leading to its page."""
    rows = ((one.get_absolute_url(), text(one.name)) for one in organisation.sectors.all())
    return format_html_join(" · ", '<a class="p-category" href="{}">{}</a>', rows)


def place_of(place: Place | None) -> SafeString:
    """Where it is, from the smaller to the larger, each leading to its page."""
    rows = ((PARTS[Place.Kind(one.kind)], one.get_absolute_url(), one) for one in upward(place))
    return format_html_join(" · ", '<a class="{}" href="{}"><bdi>{}</bdi></a>', rows)


def places_of(places: Iterable[Place]) -> SafeString:
    rows = ((one.get_absolute_url(), one) for one in places)
    return format_html_join(" · ", '<a href="{}"><bdi>{}</bdi></a>', rows)


def contact_of(
    organisation: Organisation, shown: Mapping[str, str], *, tells_who_sees: bool
) -> list[Fact]:
    """How to reach it, as far as the reader may see; beside each, for its keepers, who else does."""
    told = [
        (_("Website"), _web(organisation.web), ""),
        (_("E-mail"), _email(shown.get("email")), "email"),
        (_("Phone"), _phone(shown.get("phone")), "phone"),
        (_("Street address"), _street(shown.get("address")), "address"),
    ]
    levels = dict(LEVELS)
    return [
        (label, _seen_by(value, levels[rules.level_of(organisation.visibility, field)]))
        if field and value and tells_who_sees
        else (label, value)
        for label, value, field in told
    ]


def _seen_by(value: Any, level: Any) -> SafeString:
    return format_html('{}<br><small class="quiet">{}</small>', value, level)


def _web(address: str) -> SafeString | str:
    if not address:
        return ""
    shown = address.split("://", 1)[-1].rstrip("/")
    return format_html(
        '<a class="u-url" href="{}" rel="nofollow noopener">{}</a>', address, ltr(shown)
    )


def _email(address: str | None) -> SafeString | str:
    if not address:
        return ""
    return format_html('<a class="u-email" href="mailto:{}">{}</a>', address, ltr(address))


def _phone(number: str | None) -> SafeString | str:
    if not number:
        return ""
    dialled = "".join(sign for sign in number if sign in "+0123456789")
    return format_html('<a class="p-tel" href="tel:{}">{}</a>', dialled, ltr(number))


def _street(street: str | None) -> SafeString | str:
    return format_html('<bdi class="p-street-address">{}</bdi>', street) if street else ""


def hides_something(organisation: Organisation, shown: Mapping[str, str]) -> bool:
    """Whether members see more of its contact than this reader."""
    levels = organisation.visibility
    return any(
        getattr(organisation, name) and rules.level_of(levels, name) == "members"
        for name in rules.FIELDS
        if name not in shown
    )


def main_action_of(
    organisation: Organisation, shown: Mapping[str, str]
) -> tuple[str, str, str] | None:
    """The one thing to do for who keeps looking: label, address, sign."""
    if email := shown.get("email"):
        return _("Write to them"), f"mailto:{email}", "mail"
    if organisation.web:
        return _("Visit the website"), organisation.web, "open"
    return None


def logo_of(organisation: Organisation) -> dict[str, Any] | None:
    """The logo with its size, so that the page does not jump when it comes."""
    logo = organisation.logo
    if logo is None:
        return None
    src = reverse("network:organisation_picture", args=[organisation.slug])
    address = settings.ADDRESS + src
    return {
        "src": src,
        "address": address,
        "width": logo.width or 320,
        "height": logo.height or 320,
    }
