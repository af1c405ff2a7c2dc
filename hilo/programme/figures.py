"""What a programme's page draws for insiders: how many people came until today, where, women and men.

Everybody else sees the same as of the last quarter: `showing.reached`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hilo.places.models import Place, Region
from hilo.programme import queries
from hilo.programme.models import Audience, Programme
from hilo.programme.queries import Reach
from hilo.ui.charts import FEW, KEPT_BACK, Bar, Bars, Shares, Whole, protected, published
from hilo.ui.charts.figures import Value
from hilo.ui.maps import MapFigure, area_of

ONCE = gettext_lazy("Each person is counted once, from their first sign-in on.")
AS_STATED = gettext_lazy(
    "Each person is counted once, from their first sign-in on, by what they stated themselves."
)


def by_audience(reached: Sequence[tuple[Audience, Reach]], period: str) -> Bars | None:
    """Bars of people per audience, each with its target as a mark."""
    bars = [
        Bar(str(audience), published(reach.people), target=audience.target)
        for audience, reach in reached
    ]
    if not bars:
        return None
    title = _("People who have come, by audience")
    return Bars(title=title, unit=_people(), period=period, counted=ONCE, bars=bars)


def by_gender(reach: Reach, period: str) -> Shares | None:
    """Women, men, other and not stated of everybody."""
    if not reach.people:
        return None
    return Shares.by_gender(
        reach.genders, title=_("Women and men"), unit=_people(), period=period, counted=AS_STATED
    )


def by_region(reached: Sequence[tuple[Region, Reach]], period: str) -> Shares | None:
    """Women, men, and other or not stated in each region that has anybody.

    The last two stand together: region by region each of them alone is often under five. Where
    fewer than half of the regions can be shown, there is nothing to see, and no figure.
    """
    counted = [(region, parts_of(reach)) for region, reach in reached if reach.people]
    amounts = amounts_of([parts for _region, parts in counted])
    told = [row for row in amounts if FEW not in row and KEPT_BACK not in row]
    if len(counted) < 2 or 2 * len(told) < len(counted):
        return None
    return Shares(
        title=_("Women and men by region"),
        unit=_people(),
        period=period,
        counted=AS_STATED,
        parts=[_("Women"), _("Men"), _("Other or not stated")],
        wholes=[
            Whole(str(region), row, total=published(sum(parts)))
            for (region, parts), row in zip(counted, amounts, strict=True)
        ],
    )


def parts_of(reach: Reach) -> list[int]:
    """Women, men, and everybody else."""
    women, men = reach.genders.get("woman", 0), reach.genders.get("man", 0)
    return [women, men, reach.people - women - men]


def amounts_of(groups: Sequence[Sequence[int]]) -> list[list[Value]]:
    """The parts of each region as they may be shown, none to be found from the whole programme."""
    shown: list[list[Value]] = [list(protected(parts)) for parts in groups]
    hidden = [n for n, amounts in enumerate(shown) if FEW in amounts or KEPT_BACK in amounts]
    others = [n for n in range(len(groups)) if n not in hidden]
    if len(hidden) == 1 and others:
        # One region alone would come out as the whole programme less all the others.
        smallest = min(others, key=lambda n: sum(groups[n]))
        shown[smallest] = [KEPT_BACK if count else 0 for count in groups[smallest]]
    return shown


def on_the_map(
    programme: Programme, regions: list[Region], countries: list[Place], period: str
) -> MapFigure | None:
    """People by state of Mexico, or by country of the Mediterranean."""
    area: Any = queries.area_of(countries)
    drawn = area_of(area).codes
    counted = queries.people_by_shape(programme, area)
    counts = {code: count for code, count in counted.items() if code in drawn}
    if not counts:
        return None
    title = _("People by state") if area == "mexico" else _("People by country")
    values = values_of(counts, queries.codes_by_region(regions))
    return MapFigure(
        title=title, unit=_people(), period=period, counted=ONCE, area=area, values=values
    )


def values_of(counts: dict[str, int], held: dict[int, list[str]]) -> dict[str, Value]:
    """Amounts by shape; no hidden one can be found from its region's total."""
    values: dict[str, Value] = {code: published(count) for code, count in counts.items()}
    for codes in held.values():
        inside = [code for code in codes if code in counts]
        values |= zip(inside, protected([counts[code] for code in inside]), strict=True)
    return values


def _people() -> str:
    return pgettext("unit of a figure", "people")
