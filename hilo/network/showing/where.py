"""Where the directory's pages are: Mexico by state, the Mediterranean by country, each bubble a link."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.network.queries.directory import Found
from hilo.network.rules.asking import Asked
from hilo.places.models import Place
from hilo.ui.maps import MapFigure, Point

MEXICO = "MX"


def maps_of(found: Found) -> list[MapFigure]:
    """The maps on which something was found, the one that is looked at first."""
    countries = found.asked.values("country")
    drawn = []
    if not countries or MEXICO in countries:
        drawn.append(mexico(found))
    if countries != (MEXICO,):
        drawn.append(mediterranean(found))
    return [one for one in drawn if one is not None]


def mexico(found: Found) -> MapFigure | None:
    """Bubbles by state; each narrows to its state."""
    counts = {
        code: count
        for code, count in found.facets.get("division", {}).items()
        if code.startswith(f"{MEXICO}-")
    }
    points = points_of(found.asked, "division", counts)
    return _figure(_("In Mexico, by state"), "mexico", points)


def mediterranean(found: Found) -> MapFigure | None:
    """Bubbles by country; each narrows to its country."""
    counts = {
        code: count for code, count in found.facets.get("country", {}).items() if code != MEXICO
    }
    points = points_of(found.asked, "country", counts)
    return _figure(_("Around the Mediterranean, by country"), "mediterranean", points)


def points_of(asked: Asked, facet: str, counts: Mapping[str, int]) -> list[Point]:
    """A point for each place that has any and of which we know where it is."""
    places = Place.objects.filter(code__in=counts, latitude__isnull=False).order_by(
        "folded", "code"
    )
    return [
        Point(
            str(place),
            place.latitude or 0.0,
            place.longitude or 0.0,
            counts[place.code],
            asked.choosing(facet, [place.code]).address,
        )
        for place in places
    ]


def _figure(title: str, area: str, points: list[Point]) -> MapFigure | None:
    if not points:
        return None
    return MapFigure(
        title=title,
        unit=pgettext("unit of a figure", "organisations and clusters"),
        counted=_("Each stands where its main place is. A bubble leads to those of its place."),
        area=area,  # type: ignore[arg-type]
        points=points,
    )
