"""The numbers of one indicator on its sheet: period by period for insiders, what is published for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hilo.programme import queries
from hilo.programme.counting import publishing
from hilo.programme.counting.dashboard import Aim, Line, View, aim_within, known_until, lines_of
from hilo.programme.models import Indicator
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import Joined
from hilo.programme.rules.periods import Period
from hilo.programme.showing import dashboard, divided, numbers, published
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions
from hilo.ui import calendar
from hilo.ui.charts import Bar, Bars
from hilo.ui.tables import Column, Table

DRAWN = 12  # periods that a chart shows; the table has all


@dataclass(frozen=True)
class Step:
    """One period: its number, and its own target."""

    period: Period
    value: Joined
    aim: Aim | None


def of(indicator: Indicator, *, is_insider: bool) -> dict[str, Any]:
    """What the sheet shows below the targets."""
    return _inside(indicator) if is_insider else _public(indicator)


def _public(indicator: Indicator) -> dict[str, Any]:
    made = publishing.latest(indicator.programme)
    if made is None:
        return {}
    targets = list(indicator.targets.all())
    shown = published.shown_of(indicator, made, Divisions(indicator.programme), targets=targets)
    return {"published": shown, "as_of": calendar.day(made.as_of)} if shown else {}


def _inside(indicator: Indicator) -> dict[str, Any]:
    view = View(reads.today_of(indicator.programme))
    line = lines_of(indicator.programme, view, only=indicator.pk)[0]
    steps = [
        Step(period, value, aim_within(indicator, line.numbers, period, view.day))
        for period in known_until(indicator, view.day)
        if (value := line.numbers.within(period)).is_known
    ]
    regions = queries.regions_of(indicator.programme)
    return {
        "line": dashboard.shown_of(line, view, regions),
        "course": table_of(indicator, steps) if steps else None,
        "course_chart": chart_of(line, steps[-DRAWN:]),
        "divided": list(divided.tables_of(line, view)),
    }


def table_of(indicator: Indicator, steps: list[Step]) -> Table:
    """Each period with its number, which leads to its records, and its target."""
    columns = [
        Column("period", _("Period"), lambda one: in_words(one.period), is_row_name=True),
        Column(
            "value",
            _("Value"),
            lambda one: numbers.told(indicator, one.value),
            is_numeric=True,
            href=lambda one: numbers.records(indicator, one.period),
        ),
    ]
    if any(one.aim for one in steps):
        columns.append(Column("target", _("Target"), lambda one: _target(indicator, one.aim), True))
    return Table(rows=steps, columns=columns, caption=_("Period by period"))


def _target(indicator: Indicator, aim: Aim | None) -> Any:
    return dashboard.amount_of(indicator, aim.target) if aim else None


def chart_of(line: Line, steps: list[Step]) -> Bars | None:
    """Bars, one for each period, with targets as marks; nothing where there is one alone, or less than nothing."""
    held = [one for one in steps if one.value.value is not None]
    if len(held) < 2 or any((one.value.value or 0) < 0 for one in held):
        return None
    bars = [
        Bar(in_words(one.period), one.value.value, one.aim.target if one.aim else None)
        for one in held
    ]
    has_places = any((one.value.value or Decimal(0)) % 1 for one in held)
    return Bars(
        title=_("Period by period"),
        unit=dashboard.unit_of(line),
        bars=bars,
        decimals=1 if has_places else 0,
    )
