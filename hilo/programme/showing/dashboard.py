"""The dashboard of those who work on a programme: what is late, and each indicator with everything that is known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.places.models import Region
from hilo.programme import queries
from hilo.programme.counting.dashboard import Aim, Line, View
from hilo.programme.models import Declaration, Programme
from hilo.programme.rules.joining import NOTHING, Joined
from hilo.programme.rules.periods import Period
from hilo.programme.rules.progress import share_of_the_way
from hilo.programme.showing import numbers, parity
from hilo.programme.showing.indicators import amount_of, level_of
from hilo.programme.showing.periods import in_words
from hilo.ui.charts import Change, Progress, Slope
from hilo.ui.charts.figures import GENDERS
from hilo.ui.components.words import state, text
from hilo.ui.maps import MapFigure, area_of
from hilo.ui.tables import Column, Table

LATE = ("behind", "missed")
MANY = 9  # late indicators that are named one by one
DRAWN = 10  # indicators whose change is drawn


def page_of(programme: Programme, lines: Sequence[Line], view: View, chosen: str) -> dict[str, Any]:
    """What the page draws; `chosen` is the number of the indicator on the map."""
    regions = queries.regions_of(programme)
    shown = [shown_of(line, view, regions) for line in lines]
    late = [one for one in shown if one["standing"] in LATE]
    return {
        "programme": programme,
        "groups": groups_of(shown),
        "late": late[:MANY],
        "later": max(0, len(late) - MANY),
        "summary": summary_of(shown),
        "slope": slope_of(lines),
        "map": map_of(programme, lines, regions, chosen),
        "counted_at": programme.indicators.aggregate(last=Max("tally__counted_at"))["last"],
    }


def groups_of(shown: Sequence[dict[str, Any]]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The indicators of each result, in the order of the chain; those of none come last."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for one in shown:
        found.setdefault(one["indicator"].result, []).append(one)
    return sorted(found.items(), key=lambda one: _place_in_chain(one[0]))


def _place_in_chain(result: Any) -> tuple[bool, int, str]:
    return (True, 0, "") if result is None else (False, result.order, result.code)


def summary_of(shown: Sequence[dict[str, Any]]) -> list[tuple[Any, int, str]]:
    """How many indicators stand where, those that are nowhere left out."""
    counts = {name: sum(one["standing"] == name for one in shown) for name in numbers.STANDINGS}
    return [
        (words, counts[name], tone)
        for name, (words, tone) in numbers.STANDINGS.items()
        if counts[name]
    ]


def shown_of(line: Line, view: View, regions: Sequence[Region]) -> dict[str, Any]:
    """One indicator, drawn and in words."""
    indicator = line.indicator
    words, tone = numbers.STANDINGS[line.standing]
    return {
        "indicator": indicator,
        "standing": line.standing,
        "state": state(str(words), tone),
        "value": numbers.told(indicator, line.value),
        "records": to_date(line, view, regions),
        "chart": chart_of(line, view),
        "aim": aim_in_words(line),
        "confidence": numbers.in_confidence(indicator),
        "present": present_of(line, view, regions),
        "answered": numbers.answered(line.value, len(regions)),
        "levels": [level_of(Declaration(level=one)) for one in line.levels],
        "regions": regions_table(line, view),
        "genders": genders_table(line, view, regions),
        "parity": parity.in_words(
            indicator, line.by_gender.get("woman", NOTHING), line.by_gender.get("man", NOTHING)
        ),
    }


def chart_of(line: Line, view: View) -> Progress | None:
    """The value on its way to the target, with a mark where time stands."""
    if line.aim is None or line.value.value is None:
        return None
    if line.aim.target <= 0 or line.value.value < 0 or not line.indicator.rises:
        return None
    return Progress(
        title=_("Against the target"),
        unit=unit_of(line),
        value=line.value.value,
        target=line.aim.target,
        planned=None if line.aim.progress.is_over else planned_of(line, line.aim),
        decimals=1 if line.value.value % 1 or line.aim.target % 1 else 0,
    )


def planned_of(line: Line, aim: Aim) -> Decimal:
    return numbers.planned(aim.target, line.indicator.baseline, aim.progress.elapsed)


def unit_of(line: Line) -> str:
    if line.indicator.counting == line.indicator.Counting.PERCENTAGE:
        return _("per cent")
    return str(line.indicator.unit) or pgettext("what is counted, unnamed", "counted")


def aim_in_words(line: Line) -> str:
    """«Target 100 by 2026; 50 % of the time has passed»."""
    if line.aim is None:
        return _("No target is set.")
    said = {
        "target": amount_of(line.indicator, line.aim.target),
        "period": in_words(line.aim.period),
        "elapsed": f"{round(100 * line.aim.progress.elapsed)}",
    }
    if line.aim.progress.is_over:
        return _("Target %(target)s for %(period)s, which is over.") % said
    return _("Target %(target)s for %(period)s; %(elapsed)s %% of the time has passed.") % said


def present_of(line: Line, view: View, regions: Sequence[Region]) -> dict[str, Any] | None:
    """What was counted in the present period, and how it differs from the one before."""
    if line.present_period is None or not line.present.is_known:
        return None
    return {
        "period": in_words(line.present_period),
        "value": numbers.told(line.indicator, line.present),
        "change": numbers.change(line.indicator, line.present, line.before),
        "records": numbers.records(line.indicator, line.present_period, **asked_of(view, regions)),
    }


def asked_of(view: View, regions: Sequence[Region]) -> dict[str, str]:
    """The filters of the page as the address of records names them."""
    slug = next((one.slug for one in regions if str(one.uuid) == view.region), "")
    return {"region": slug, "audience": view.audience}


def to_date(line: Line, view: View, regions: Sequence[Region], **where: str) -> str:
    """The records of a number to date."""
    return numbers.records(line.indicator, until(line), **{**asked_of(view, regions), **where})


def until(line: Line) -> Period | None:
    """From the first day of the programme to the end of the present period."""
    first = line.indicator.programme.starts_on
    if first is None or line.present_period is None:
        return None
    return Period(first, line.present_period.ends_on)


# Since the period before.


def slope_of(lines: Sequence[Line]) -> Slope | None:
    """How far each indicator was on its way to the target when the period before ended, and how far it is now.

    Of many, those that moved most are drawn, in the order of the logframe.
    """
    changes = [(line, change) for line in lines if (change := change_of(line))]
    moved = sorted(changes, key=lambda one: -abs(one[1].after - one[1].before))[:DRAWN]  # type: ignore[operator]
    drawn = [change for line, change in changes if any(line is other for other, _c in moved)]
    if not drawn:
        return None
    return Slope(
        title=_("On the way to the targets, since the period before"),
        unit=_("per cent of the target"),
        changes=drawn,
        moments=(_("Period before"), pgettext("moment in a chart", "Now")),
        decimals=0,
    )


def change_of(line: Line) -> Change | None:
    """The share of the way then and now; None where one of them is not known or less is better."""
    value, aim = line.earlier.value, line.aim
    if aim is None or aim.progress.share is None or value is None or not line.indicator.rises:
        return None
    then = share_of_the_way(value, aim.target, line.indicator.baseline)
    label = f"{line.indicator.code} {line.indicator.title}"
    return None if then is None else Change(label, 100 * then, 100 * aim.progress.share)


# By region, by sex.

Row = tuple[Region, Joined, Aim | None]


def regions_table(line: Line, view: View) -> Table | None:
    """Each region with its value, its own target and where it stands."""
    if not line.by_region:
        return None

    def href(row: Row) -> str:
        return numbers.records(
            line.indicator, until(line), region=row[0].slug, audience=view.audience
        )

    columns = [
        Column("region", _("Region"), lambda row: text(row[0].name), is_row_name=True),
        Column("value", _("Value"), lambda row: value_of(line, row[1]), True, href=href),
    ]
    if any(aim for *_rest, aim in line.by_region):
        columns += [
            Column("target", _("Target"), lambda row: target_of(line, row[2]), True),
            Column("standing", _("Standing"), lambda row: standing_of(row[2])),
        ]
    return Table(rows=line.by_region, columns=columns, caption=_("By region"))


def value_of(line: Line, value: Joined) -> Any:
    is_told = value.is_known or value.is_hidden
    return numbers.told(line.indicator, value) if is_told else None


def target_of(line: Line, aim: Aim | None) -> Any:
    return amount_of(line.indicator, aim.target) if aim else None


def standing_of(aim: Aim | None) -> Any:
    return state(*map(str, numbers.STANDINGS[aim.progress.standing])) if aim else None


def genders_table(line: Line, view: View, regions: Sequence[Region]) -> Table | None:
    """Women, men, other, and not stated, which is never guessed."""
    rows = [(code, label) for code, label in GENDERS if code in line.by_gender]
    if not rows:
        return None
    columns = (
        Column("gender", _("Sex"), lambda row: row[1], is_row_name=True),
        Column(
            "value",
            _("Value"),
            lambda row: value_of(line, line.by_gender[row[0]]),
            is_numeric=True,
            href=lambda row: to_date(line, view, regions, gender=row[0]),
        ),
    )
    return Table(rows=rows, columns=columns, caption=_("By sex"))


# On the map.


def map_of(
    programme: Programme, lines: Sequence[Line], regions: Sequence[Region], chosen: str
) -> MapFigure | None:
    """One indicator by region: each state or country bears the number of its region."""
    mapped = [one for one in lines if any(value.value for _r, value, _a in one.by_region)]
    line = next((one for one in mapped if one.indicator.code == chosen), mapped and mapped[0])
    if not line:
        return None
    countries = queries.countries_of(list(regions))
    area: Any = queries.area_of(countries)
    drawn = area_of(area).codes
    held = queries.codes_by_region(list(regions))
    values = {
        code: value.value
        for region, value, _aim in line.by_region
        if value.value is not None and value.value >= 0
        for code in held.get(region.pk, ())
        if code in drawn
    }
    if not values:
        return None
    return MapFigure(
        title=f"{line.indicator.code} {line.indicator.title}",  # its picture says it aloud, without marks
        unit=unit_of(line),
        counted=_("Each state or country bears the number of the region in which it lies."),
        area=area,
        values=values,
    )
