"""Places and regions as pages show them: links, lines, facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hilo.core.text import direction_of, own_name_of
from hilo.core.text.values import languages
from hilo.places.coordinates import coordinates
from hilo.places.models import Place, Region
from hilo.places.owners import owner_at
from hilo.places.queries import path_of
from hilo.ui import calendar


@dataclass(frozen=True)
class Link:
    """A place to go to."""

    url: str
    text: str
    remark: str = ""


@dataclass(frozen=True)
class Group:
    """The regions of one owner; the installation's own have none."""

    owner: Any | None
    regions: list[Region]


Crumb = tuple[str, str]


def crumbs_to(place: Place) -> list[Crumb]:
    """The way from all places down to what `place` lies in."""
    return [crumb_home(), *((str(step), step.get_absolute_url()) for step in path_of(place)[:-1])]


def crumbs_to_region(region: Region, user: Any) -> list[Crumb]:
    """The way to a region: over what it belongs to, where that has a page."""
    owner = owner_at((region.owner_kind, region.owner), user)
    return [crumb_home(), (str(owner), owner.get_absolute_url())] if owner else [crumb_home()]


def crumb_home() -> Crumb:
    return _("Places"), reverse("places:places")


def links(places: Iterable[Place]) -> list[Link]:
    """Names alone."""
    return [Link(place.get_absolute_url(), str(place)) for place in places]


def lines(places: Iterable[Place]) -> list[Link]:
    """Names with what each is and what it lies in: «Municipality · Nuevo León»."""
    return [Link(place.get_absolute_url(), str(place), remark(place)) for place in places]


def remark(place: Place) -> str:
    return f"{place.title} · {place.parent}" if place.parent else place.title


def names_by_code(codes: Collection[str]) -> dict[str, str]:
    """The names of places by code, in the reader's language."""
    return {place.code: str(place) for place in Place.objects.filter(code__in=codes)}


def regions_by_owner(regions: QuerySet[Region], user: Any) -> list[Group]:
    """`regions` under what they belong to, where `user` may know of it."""
    groups: dict[tuple[str, Any], list[Region]] = {}
    for region in regions.annotate(held=Count("places")).order_by("order", "slug"):
        groups.setdefault((region.owner_kind, region.owner), []).append(region)
    return [Group(owner_at(pair, user), several) for pair, several in groups.items()]


def facts_of(place: Place) -> list[tuple[Any, Any]]:
    """What is known of a place, as label and value."""
    return [
        (key_label(place), key_of(place)),
        (_("A point inside"), coordinates(place)),
        *names_of(place),
        *former_names_of(place),
        (_("On the list since"), calendar.day(place.valid_from) if place.valid_from else ""),
        (_("On the list until"), calendar.day(place.valid_to) if place.valid_to else ""),
        (_("Source"), source_of(place)),
    ]


def key_label(place: Place) -> str:
    if place.kind == Place.Kind.MUNICIPALITY:
        return _("INEGI key")
    return _("ISO code")


def key_of(place: Place) -> str:
    """The key that the place's own country uses, else the code of the world."""
    shown = place.key if place.kind == Place.Kind.MUNICIPALITY else place.code
    return format_html('<bdi dir="ltr">{}</bdi>', shown)


def names_of(place: Place) -> Iterable[tuple[str, Any]]:
    """The name in each language of the house that has one of its own."""
    here = (get_language() or "en")[:2]
    for code in languages():
        name = place.names.get(code)
        if name and code != here:
            html = '<span lang="{}" dir="{}">{}</span>'
            yield own_name_of(code), format_html(html, code, direction_of(code), name)
    official = place.names.get("official")
    if official and official != place.name_in(here):
        yield _("Official name"), format_html('<span lang="es" dir="ltr">{}</span>', official)


def former_names_of(place: Place) -> Iterable[tuple[str, str]]:
    """What it was called and keyed before, newest first."""
    for former in reversed(place.former_names):
        day = calendar.day(calendar_day(former["until"]))
        key = f" ({former['key']})" if "key" in former else ""
        text = _("%(name)s, until %(day)s") % {"name": f"{former['name']}{key}", "day": day}
        yield _("Formerly"), text


def calendar_day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def source_of(place: Place) -> str:
    """Whose facts these are, as their licence asks us to say."""
    said = {
        "INEGI": _("INEGI, Marco Geoestadístico; point inside and outline simplified by Hilo"),
        "CLDR": _("Unicode CLDR; Natural Earth"),
        "ISO 3166-2": _("ISO 3166-2; Unicode CLDR"),
    }
    return said.get(place.source, place.source)
