"""Organisations as vCards (RFC 6350), as far as whoever takes them may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from hilo.network import access
from hilo.network.models import Organisation
from hilo.network.rules import vcard
from hilo.places.models import Place
from hilo.ui import reader

CONTENT_TYPE = "text/vcard; charset=utf-8"


def written(organisations: Iterable[Organisation], viewer: Any) -> str:
    """One card for each organisation, in their order; contact only as `viewer` may see it.

    The caller has asked `access` which organisations `viewer` may find. Few questions however many
    they are: those that `select_related("place__parent__parent")` has not answered are asked together.
    """
    listed = list(organisations)
    prefetch_related_objects(listed, "sectors", "place__parent__parent")
    contacts = access.shown_contacts(viewer, listed)
    return "".join(vcard.card(_lines(one, contacts[one.pk])) for one in listed)


def _lines(organisation: Organisation, contact: dict[str, str]) -> Iterator[str]:
    yield vcard.line("KIND", "org")
    yield vcard.line("UID", f"urn:uuid:{organisation.uuid}")
    yield vcard.line("FN", vcard.text(str(organisation)))
    yield vcard.line("ORG", vcard.text(organisation.legal_name))
    others = [name for name in organisation.names[1:] if name != organisation.legal_name]
    if others:
        yield vcard.line("NICKNAME", vcard.texts(others))
    yield from _where(organisation.place, contact.get("address", ""))
    yield from _how_to_reach(organisation, contact)
    yield from _what(organisation)
    yield vcard.line("SOURCE", settings.ADDRESS + organisation.get_absolute_url())
    yield vcard.line("REV", vcard.moment(organisation.changed_at))


def _where(place: Place | None, street: str) -> Iterator[str]:
    """The address, and the point on the map of the town; a country alone has no point worth going to."""
    if place is None and not street:
        return
    above = {one.kind: str(one) for one in _upward(place)}
    town, state, country = (above.get(kind, "") for kind in Place.Kind.values[::-1])
    yield vcard.line("ADR", vcard.parts("", "", street, town, state, "", country))
    if place and place.kind != Place.Kind.COUNTRY and place.latitude is not None:
        yield vcard.line("GEO", f"geo:{place.latitude:.5f},{place.longitude:.5f}")


def _upward(place: Place | None) -> Iterator[Place]:
    while place is not None:
        yield place
        place = place.parent


def _how_to_reach(organisation: Organisation, contact: dict[str, str]) -> Iterator[str]:
    if email := contact.get("email"):
        yield vcard.line("EMAIL", vcard.text(email), type="work")
    if phone := contact.get("phone"):
        yield vcard.line("TEL", vcard.text(phone), type="work")
    if organisation.web:
        yield vcard.line("URL", organisation.web)
    if organisation.logo_id and organisation.is_public:
        path = reverse("network:organisation_picture", args=[organisation.slug])
        yield vcard.line("LOGO", settings.ADDRESS + path, mediatype="image/webp")


def _what(organisation: Organisation) -> Iterator[str]:
    """What it does and in which languages it presents itself, that of the original first."""
    sectors = [str(sector) for sector in organisation.sectors.all()]
    if sectors:
        yield vcard.line("CATEGORIES", vcard.texts(sectors))
    for number, language in enumerate(_languages(organisation), start=1):
        yield vcard.line("LANG", language, pref=str(number))
    if shown := organisation.presentation.shown(reader.language()):
        yield vcard.line("NOTE", vcard.text(shown.value), language=shown.language)


def _languages(organisation: Organisation) -> list[str]:
    presentation = organisation.presentation
    return sorted(presentation.texts, key=lambda code: (code != presentation.original, code))
