"""Regions as everybody sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hilo.core import journal, registries
from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.places import access, mapping, queries, showing
from hilo.places.models import Region
from hilo.places.views.lists import IN, PlaceList
from hilo.ui import reader

MOST_SHOWN = 80
LINES_OF_HISTORY = 5


@open_to_all
@kept_for_strangers(minutes=10)
@require_GET
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """One region: what it belongs to, where it is, what it holds, what others show of it."""
    found = access.region_for(request.user, slug)
    back, forth = registries.thread_of("region", found, request.user)
    may_change = access.may_change(request.user, found)
    about = (found.pk, found.version, *reader.eyes())
    context = {
        "region": found,
        "crumbs": showing.crumbs_to_region(found, request.user),
        **kept(("region", *about), lambda: what_it_holds(found)),
        "panels": registries.panels_for("region", found, request.user),
        "may_change": may_change,
        "history": journal.history_of("region", found.uuid, limit=LINES_OF_HISTORY)
        if may_change
        else [],
        "back": back,
        "forth": forth,
    }
    return render(request, "places/region.html", context)


def what_it_holds(region: Region) -> dict[str, Any]:
    """Where the region is and which places are in it."""
    held = region.places.select_related("parent").order_by("folded")
    return {
        "map": mapping.map_of_region(region),
        "held": list(showing.lines(held[:MOST_SHOWN])),
        "held_count": held.count(),
        "inside_count": queries.places_in(region).count(),
    }


class Holding(PlaceList):
    """All places of a region, what lies inside its states among them."""

    facets = (IN,)

    def permit(self) -> None:
        self.region = access.region_for(self.request.user, self.kwargs["slug"])
        self.title = _("Places in %(place)s") % {"place": self.region}

    def rows(self) -> QuerySet[Any]:
        return queries.places_in(self.region)

    def context(self) -> Mapping[str, Any]:
        here = (str(self.region), self.region.get_absolute_url())
        return {"crumbs": [*showing.crumbs_to_region(self.region, self.request.user), here]}
