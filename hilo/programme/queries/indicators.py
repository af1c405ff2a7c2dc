"""What is read of indicators: their periods, targets, declared values, and what is still to be declared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hilo.core.time import today
from hilo.programme.models import Declaration, Indicator, Programme, Target
from hilo.programme.rules.periods import Period, missing, periods_of

MOST_PERIODS = 240  # twenty years of months


def today_of(programme: Programme) -> dt.date:
    """The day it is where the programme is."""
    return today(programme.zone or None)


def whole_of(programme: Programme) -> Period | None:
    """The days of the programme; without a last one until the end of this year; None without a first."""
    if programme.starts_on is None:
        return None
    this_year = dt.date(today_of(programme).year, 12, 31)
    return Period(programme.starts_on, programme.ends_on or max(this_year, programme.starts_on))


def closed_quarters(programme: Programme) -> list[Period]:
    """The quarters of the programme that are over, newest first."""
    whole, today = whole_of(programme), today_of(programme)
    quarters = periods_of(whole.starts_on, whole.ends_on, "quarter") if whole else []
    return [one for one in reversed(quarters) if one.is_over(today)]


def periods(indicator: Indicator) -> list[Period]:
    """The periods of the indicator in the days of its programme."""
    whole = whole_of(indicator.programme)
    if whole is None:
        return []
    return periods_of(whole.starts_on, whole.ends_on, indicator.frequency)[:MOST_PERIODS]


def targets_of(indicator: Indicator) -> list[Target]:
    return list(indicator.targets.select_related("region"))


@dataclass(frozen=True)
class Told:
    """A declared value that stands, and those that it replaced, newest first."""

    value: Declaration
    former: Sequence[Declaration] = ()


def declared(indicator: Indicator) -> tuple[list[Told], list[Declaration]]:
    """What stands, newest period first, each with what it replaced; and what was only taken back."""
    rows = indicator.declarations.select_related(
        "region", "by", "verified_by", "replaced_by", "file"
    ).order_by("-ends_on", "starts_on", "region__order", "split_key", "-created_at", "-pk")
    standing: dict[Any, Declaration] = {}
    former: dict[Any, list[Declaration]] = {}
    for row in rows:
        if row.replaced_at is None:
            standing[_place(row)] = row
        else:
            former.setdefault(_place(row), []).append(row)
    told = [Told(row, former.pop(place, [])) for place, row in standing.items()]
    return told, [row for rows in former.values() for row in rows]


def _place(row: Declaration) -> tuple[Any, ...]:
    return row.starts_on, row.ends_on, row.region_id, row.split_key


@dataclass(frozen=True)
class Due:
    """Periods of an indicator that are over and for which nobody has declared a value."""

    indicator: Indicator
    periods: Sequence[Period]


def due_in(programmes: Iterable[Programme]) -> list[Due]:
    """What is still to be declared in these programmes, two questions in all."""
    rows = Indicator.objects.filter(programme__in=programmes, measure="")
    indicators = list(rows.select_related("programme"))
    answered = _answered(indicators)
    found = [
        Due(one, missing(periods(one), answered.get(one.pk, ()), day=today_of(one.programme)))
        for one in indicators
    ]
    return [due for due in found if due.periods]


def _answered(indicators: Iterable[Indicator]) -> dict[int, set[Period]]:
    """The periods of each indicator with a value for everybody: of the whole, or of any region."""
    rows = Declaration.objects.standing().filter(indicator__in=indicators, split_key="")
    found: dict[int, set[Period]] = {}
    for pk, first, last in rows.values_list("indicator", "starts_on", "ends_on"):
        found.setdefault(pk, set()).add(Period(first, last))
    return found


def programmes_kept_by(scopes: Any) -> list[Programme]:
    """The programmes under way in these scopes."""
    where = Q() if scopes.is_everywhere else Q(uuid__in=scopes.of_kind("programme"))
    return list(Programme.objects.under_way().filter(where))
