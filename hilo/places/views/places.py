"""Places: the way in, one place, what lies inside it, and names offered while typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from hilo.core import registries
from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.places import access, mapping, names, queries, showing
from hilo.places.models import Place
from hilo.places.views.lists import IN, PlaceList
from hilo.ui.lists import Facet

MOST_FOUND = 30
MOST_OFFERED = 8
MOST_CHILDREN = 60
SHORTEST, LONGEST = 2, 80


@open_to_all
@kept_for_strangers(minutes=10)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The maps, the countries, the regions; or what a search finds."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    context: dict[str, Any] = {"typed": typed}
    if typed:
        context |= found_for(typed)
    else:
        context |= way_in(request)
    return render(request, "places/places.html", context)


def found_for(typed: str) -> dict[str, Any]:
    """What a search shows; names that are near where nothing is found."""
    found = queries.search_by_name(typed, limit=MOST_FOUND)
    nearest = queries.nearest_names(typed) if not found else []
    return {"found": showing.lines(found), "nearest": showing.lines(nearest)}


def way_in(request: HttpRequest) -> dict[str, Any]:
    """What the page shows before anything is searched."""
    return {
        "maps": mapping.maps_of_all(),
        "groups": showing.regions_by_owner(access.regions_visible_to(request.user), request.user),
    }


@open_to_all
@kept_for_strangers(minutes=10)
@require_GET
def countries(request: HttpRequest) -> HttpResponse:
    """All countries by their names in the reader's language."""
    language = get_language() or "en"
    listed = kept(("countries", language), lambda: all_countries(language))
    context = {"countries": listed, "crumbs": [showing.crumb_home()]}
    return render(request, "places/countries.html", context)


def all_countries(language: str) -> SafeString:
    """A line for each country; two hundred and fifty of them cost more in a template than their query."""
    every = Place.objects.countries().only("code", "name", "names")
    links = showing.links(queries.named_in(language, every))
    return format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((one.url, one.text) for one in links)
    )


@open_to_all
@require_GET
@cache_control(public=True, max_age=3600)
def suggest(request: HttpRequest) -> HttpResponse:
    """Up to eight places for a place field, as JSON; the same for everybody, so anyone may keep it."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    within = request.GET.get("within", "").replace("\0", "").upper()
    inside = Place.objects.filter(code=within).first()
    kind = request.GET.get("kind", "")
    found: list[Place] = []
    if len(typed) >= SHORTEST and kind in ("", *Place.Kind.values):
        found = queries.search_by_name(typed, within=inside, kind=kind, limit=MOST_OFFERED)
        found = found or queries.nearest_names(typed, within=inside, kind=kind)
    return JsonResponse({"places": offered(found, names.index(inside, kind)) if found else []})


def offered(found: Iterable[Place], index: names.Index) -> list[dict[str, str]]:
    """What the field needs of each place; `full_name` leads back to it when the form is sent."""
    return [
        {"code": one.code, "full_name": index.full_name(index.found[one.pk]), "title": one.title}
        for one in found
        if one.pk in index.found
    ]


@open_to_all
@kept_for_strangers(minutes=10)
@require_GET
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place: its names, where it is, what holds it, what lies inside."""
    found = access.place_for(request.user, code)
    if found.code != code:
        return moved(found)
    inside, inside_count = first_inside(found)
    back, forth = registries.thread_of("place", found, request.user)
    context = {
        "place": found,
        "name": str(found),
        "path": queries.path_of(found)[:-1],
        "crumbs": showing.crumbs_to(found),
        "facts": showing.facts_of(found),
        "map": mapping.map_of_place(found),
        "inside": showing.links(inside),
        "inside_count": inside_count,
        "regions": queries.regions_holding(found),
        "panels": registries.panels_for("place", found, request.user),
        "back": back,
        "forth": forth,
    }
    return render(request, "places/place.html", context)


def first_inside(found: Place) -> tuple[list[Place], int]:
    """The first places directly inside, by name, and how many there are in all."""
    if found.kind == Place.Kind.MUNICIPALITY:
        return [], 0
    inside = queries.children_of(found).order_by("folded")
    first = list(inside.only("code", "name", "names")[: MOST_CHILDREN + 1])
    count = inside.count() if len(first) > MOST_CHILDREN else len(first)
    return first[:MOST_CHILDREN], count


def moved(found: Place) -> HttpResponseRedirect:
    """To the address under which the place is kept now."""
    return redirect(found, permanent=False)


class Inside(PlaceList):
    """All places inside one."""

    def permit(self) -> None:
        self.within = access.place_for(self.request.user, self.kwargs["code"])
        self.title = _("Places in %(place)s") % {"place": self.within}
        kind = Facet("kind", _("Kind"), "kind", labels=dict(Place.Kind.choices))
        self.facets = (kind, IN) if self.within.kind == Place.Kind.COUNTRY else ()

    def rows(self) -> QuerySet[Any]:
        return Place.objects.current().within(self.within).exclude(pk=self.within.pk)

    def context(self) -> Mapping[str, Any]:
        here = (str(self.within), self.within.get_absolute_url())
        return {"crumbs": [*showing.crumbs_to(self.within), here]}
