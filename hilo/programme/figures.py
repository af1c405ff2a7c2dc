"""What a programme's page draws: how many people, where, women and men, against what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hilo.places.models import Place, Region
from hilo.programme import queries
from hilo.programme.models import Audience, Programme
from hilo.programme.queries import Reach
from hilo.ui.charts import Bar, Bars, Shares, published
from hilo.ui.maps import MapFigure, area_of

HOW = gettext_lazy("Each person is counted once, by what they stated themselves.")


def by_audience(reached: Sequence[tuple[Audience, Reach]], period: str) -> Bars | None:
    """Bars of people per audience, each with its target as a mark."""
    bars = [
        Bar(str(audience), published(reach.people), target=audience.target)
        for audience, reach in reached
    ]
    if not bars:
        return None
    return Bars(
        title=_("People by audience"), unit=_people(), period=period, counted=HOW, bars=bars
    )


def by_region(reached: Sequence[tuple[Region, Reach]], period: str) -> Shares | None:
    """Women, men, other and not stated in each region that has anybody."""
    wholes = {str(region): reach.genders for region, reach in reached if reach.people}
    if not wholes:
        return None
    title = _("Women and men by region")
    return Shares.by_gender(wholes, title=title, unit=_people(), period=period, counted=HOW)


def on_the_map(programme: Programme, countries: list[Place], period: str) -> MapFigure | None:
    """People by state of Mexico, or by country of the Mediterranean."""
    area: Any = queries.area_of(countries)
    drawn = area_of(area).codes
    counted = queries.people_by_shape(programme, area)
    values = {code: published(count) for code, count in counted.items() if code in drawn}
    if not values:
        return None
    title = _("People by state") if area == "mexico" else _("People by country")
    return MapFigure(
        title=title, unit=_people(), period=period, counted=HOW, area=area, values=values
    )


def _people() -> str:
    return pgettext("unit of a figure", "people")
