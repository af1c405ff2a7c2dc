"""What a programme's page shows everybody of its people: only what was published, as of the last quarter."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.places.models import Place, Region
from hilo.programme import queries
from hilo.programme.counting import publishing
from hilo.programme.counting.listing import CAME, SHAPE
from hilo.programme.figures import AS_STATED, ONCE
from hilo.programme.models import Programme
from hilo.programme.showing.published import Cells, cells_of, in_words_of, shown
from hilo.programme.words import as_of
from hilo.ui.charts import Bar, Bars, Shares, Whole
from hilo.ui.charts.figures import GENDERS
from hilo.ui.maps import MapFigure, area_of


def of(programme: Programme, regions: list[Region], countries: list[Place]) -> dict[str, Any]:
    """The facts about people for the page's side, and everything that is drawn of them."""
    made = publishing.latest(programme)
    if made is None:
        return {"facts": [], "drawn": ""}
    part, period = cells_of(made, CAME), as_of(made.as_of)
    drawn = {
        "by_audience": by_audience(programme, part, period),
        "by_gender": by_gender(part, period),
        "by_region": by_region(regions, part, period),
        "map": on_the_map(countries, part, period),
        "hidden": None in part.values(),
    }
    number = in_words_of(part.get(("", ""), 0))
    told = _("%(number)s, %(as_of)s") % {"number": number, "as_of": period}
    return {
        "facts": [(_("Have come"), told)],
        "drawn": render_to_string("programme/numbers.html", drawn),
    }


def by_audience(programme: Programme, part: Cells, period: str) -> Bars | None:
    """Bars of people per audience, each with its target as a mark."""
    bars = [
        Bar(str(one), shown(part.get(("audience", one.slug), 0)), target=one.target)
        for one in programme.audiences.all()
    ]
    if not bars:
        return None
    title = _("People who have come, by audience")
    return Bars(title=title, unit=people(), period=period, counted=ONCE, bars=bars)


def by_gender(part: Cells, period: str, title: str = "") -> Shares | None:
    """Women, men, other and not stated of everybody; None where nobody has come or nothing may be told."""
    amounts = [part.get(("gender", code), 0) for code, _label in GENDERS]
    if not any(amounts):
        return None
    whole = Whole("", [shown(one) for one in amounts], total=part.get(("", "")))
    return Shares(
        title=title or _("Women and men"),
        unit=people(),
        period=period,
        counted=AS_STATED,
        parts=[label for _code, label in GENDERS],
        wholes=[whole],
    )


def by_region(regions: list[Region], part: Cells, period: str) -> Bars | None:
    """Bars of people per region; whoever has none stands in a bar of their own."""
    named = [(str(one.name), ("region", str(one.uuid))) for one in regions]
    named.append((_("No region"), ("region", "")))
    bars = [Bar(name, shown(part[cell])) for name, cell in named if cell in part]
    if len(bars) < 2:
        return None
    title = _("People who have come, by region")
    return Bars(title=title, unit=people(), period=period, counted=ONCE, bars=bars)


def on_the_map(countries: list[Place], part: Cells, period: str) -> MapFigure | None:
    """People by state of Mexico, or by country of the Mediterranean."""
    area: Any = queries.area_of(countries)
    drawn = area_of(area).codes
    values = {
        code: shown(number)
        for (split, code), number in part.items()
        if split == SHAPE and code in drawn
    }
    if not values:
        return None
    title = _("People by state") if area == "mexico" else _("People by country")
    return MapFigure(
        title=title, unit=people(), period=period, counted=ONCE, area=area, values=values
    )


def people() -> str:
    return pgettext("unit of a figure", "people")
