"""What places tell the rest of the house about themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hilo.core import registries
from hilo.core.registries import (
    Check,
    Finding,
    MenuEntry,
    ObjectKind,
    Scope,
    SearchDocument,
    SearchSource,
)
from hilo.core.text.values import languages
from hilo.places import access
from hilo.places.models import Place, Region
from hilo.places.showing import remark

STATES_OF_MEXICO = 32


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    kinds()
    search()
    pages()
    registries.checks.add(Check("places", look, order=20))


def kinds() -> None:
    """What may be pointed to, and in what roles may be granted."""
    registries.kinds.add(
        ObjectKind(
            "place",
            pgettext_lazy("kind of object", "Place"),
            gettext_lazy("Places"),
            Place,
            access.places_visible_to,
            icon="place",
            order=90,
        )
    )
    registries.kinds.add(
        ObjectKind(
            "region",
            gettext_lazy("Region"),
            gettext_lazy("Regions"),
            Region,
            access.regions_visible_to,
            icon="place",
            order=20,
        )
    )
    registries.scopes.add(Scope("region", gettext_lazy("Region"), order=20))
    registries.scopes.add(Scope("place", pgettext_lazy("kind of object", "Place"), order=90))


def search() -> None:
    """What the search finds of places and regions."""
    registries.search_sources.add(
        SearchSource("place", places_to_find, documents_of_place, order=90)
    )
    registries.search_sources.add(
        SearchSource("region", Region.objects.all, documents_of_region, order=20)
    )


def pages() -> None:
    """Lines of the menu, and pages whose cost is measured."""
    registries.menu.add(
        MenuEntry(
            "places",
            "network",
            gettext_lazy("Places"),
            "places:places",
            order=80,
            sentence=gettext_lazy(
                "Countries, states and municipalities where the network works, and the regions of "
                "its programmes."
            ),
        )
    )
    registries.menu.add(
        MenuEntry(
            "regions",
            "office",
            gettext_lazy("Regions"),
            "places:regions",
            access.may_change_any,
            order=60,
        )
    )
    measured_pages()


def measured_pages() -> None:
    """Every kind of page of this chapter, for `bin/hilo bench`."""
    measured = registries.measured
    measured("places", "places:places")
    measured("countries", "places:countries")
    measured("place", "places:place", args=lambda: ["MX-01001"])
    measured("places inside", "places:inside", args=lambda: ["MX-OAX"])
    measured("region", "places:region", args=a_region)
    measured("places of a region", "places:holding", args=a_region)
    measured("office: regions", "places:regions", "coordinator")
    measured("office: new region", "places:make", "coordinator", is_whole=True)
    measured(
        "office: change a region", "places:change", "coordinator", args=a_region, is_whole=True
    )


def a_region() -> list[str]:
    """The region that comes first in the lists."""
    return [Region.objects.values_list("slug", flat=True)[0]]


def places_to_find() -> QuerySet[Place]:
    return Place.objects.select_related("parent__parent")


def documents_of_place(place: Place) -> Iterator[SearchDocument]:
    """One document per language: the name there, and what it is and lies in; former names too."""
    former = [entry["name"] for entry in place.former_names]
    official = [place.names[key] for key in ("official", "short") if key in place.names]
    for language in languages():
        with translation.override(language):
            about = remark(place)
            if place.parent and place.parent.parent:
                about = f"{about} · {place.parent.parent}"
            body = "\n".join([about, *official, *former])
            yield SearchDocument(language, place.name_in(language), body)


def documents_of_region(region: Region) -> Iterator[SearchDocument]:
    """One document for each language in which the region has a name, with what it holds."""
    held = list(region.places.select_related("parent"))
    for language, name in region.name.texts.items():
        body = ", ".join(place.name_in(language) for place in held)
        yield SearchDocument(language, name, body)


def look() -> Iterable[Finding]:
    """Whether the places are there."""
    states = Place.objects.divisions().filter(parent__code="MX").count()
    municipalities = Place.objects.municipalities().current().count()
    if states < STATES_OF_MEXICO or not municipalities:
        yield Finding(
            False,
            _("The places are not loaded: forms and sheets cannot know any municipality."),
            _("Say: bin/hilo places load"),
        )
        return
    said = _("Places are loaded: %(count)s municipalities of Mexico among them.")
    yield Finding(True, said % {"count": municipalities})
