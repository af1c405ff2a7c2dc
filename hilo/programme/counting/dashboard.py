"""How every indicator of a programme stands: against its target, against time, by region, by sex."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hilo.core.prepared import Given, Prepared
from hilo.places.models import Region
from hilo.programme import queries
from hilo.programme.counting.values import Numbers, Where, last_of, numbers_of, periods_until
from hilo.programme.models import Declaration, Indicator, Programme, Tally, Target
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import NOTHING, Joined
from hilo.programme.rules.periods import Period
from hilo.programme.rules.progress import Progress, progress


@dataclass(frozen=True)
class View:
    """What a reader of the dashboard asked for: a day, an owner, a region, an audience; empty is everything."""

    day: dt.date
    owner: int | None = None
    region: str = ""
    audience: str = ""

    @property
    def where(self) -> Where:
        asked = {"region": self.region, "audience": self.audience}
        return {split: value for split, value in asked.items() if value}


@dataclass(frozen=True)
class Aim:
    """What shall be reached, in which period, and how far it is."""

    target: Decimal
    period: Period
    progress: Progress


@dataclass(frozen=True)
class Line:
    """One indicator of the dashboard."""

    indicator: Indicator
    numbers: Numbers
    value: Joined
    aim: Aim | None = None
    present: Joined = NOTHING
    present_period: Period | None = None
    before: Joined = NOTHING
    earlier: Joined = NOTHING  # to date, as it stood at the end of the period before
    by_region: list[tuple[Region, Joined, Aim | None]] = field(default_factory=list)
    by_gender: dict[str, Joined] = field(default_factory=dict)
    levels: list[str] = field(default_factory=list)  # of evidence, of what was declared

    @property
    def standing(self) -> str:
        return self.aim.progress.standing if self.aim else "unknown"


def lines_of(programme: Programme, view: View, *, only: int | None = None) -> list[Line]:
    """The dashboard of `programme`, in the order of its logframe; few questions, however many lines.

    With `only` the key of an indicator, its line alone.
    """
    rows = programme.indicators.select_related("tally", "result", "owner").prefetch_related(
        "targets__region"
    )
    if only is not None:
        rows = rows.filter(pk=only)
    if view.owner is not None:
        rows = rows.filter(owner=view.owner)
    indicators = list(rows)
    declared = _declared(indicators)
    regions = queries.regions_of(programme)
    for one in indicators:
        one.programme = programme
    return [_line(one, declared[one.pk], regions, view) for one in indicators]


def _declared(indicators: Sequence[Indicator]) -> dict[int, list[Declaration]]:
    found: dict[int, list[Declaration]] = defaultdict(list)
    wanted = [one.pk for one in indicators if not one.is_measured]
    rows = Declaration.objects.standing().filter(indicator__in=wanted) if wanted else ()
    for row in rows.select_related("region") if wanted else ():  # type: ignore[union-attr]
        found[row.indicator_id].append(row)
    return found


def _line(
    indicator: Indicator, declared: list[Declaration], regions: Sequence[Region], view: View
) -> Line:
    numbers = numbers_of(indicator, declared)
    targets = list(indicator.targets.all())
    value = numbers.to_date(view.day, view.where)
    periods = known_until(indicator, view.day)
    return Line(
        indicator,
        numbers,
        value,
        aim=_final(indicator, value, _of_region(targets, view.region), view),
        present=numbers.within(periods[-1], view.where) if periods else NOTHING,
        present_period=periods[-1] if periods else None,
        before=numbers.within(periods[-2], view.where) if len(periods) > 1 else NOTHING,
        earlier=numbers.to_date(periods[-2].ends_on, view.where) if len(periods) > 1 else NOTHING,
        by_region=[] if view.region else _by_region(indicator, numbers, targets, regions, view),
        by_gender=_by_gender(indicator, numbers, view),
        levels=sorted({one.level for one in declared}),
    )


def known_until(indicator: Indicator, day: dt.date) -> list[Period]:
    """The periods of which all is known on `day`; the last one may be under way."""
    periods = periods_until(indicator, day)
    last = last_of(periods, day, reads.today_of(indicator.programme))
    return [one for one in periods if last is not None and one <= last]


def _by_region(
    indicator: Indicator,
    numbers: Numbers,
    targets: Sequence[Target],
    regions: Sequence[Region],
    view: View,
) -> list[tuple[Region, Joined, Aim | None]]:
    found = []
    for region in regions:
        value = numbers.to_date(view.day, {**view.where, "region": str(region.uuid)})
        own = _of_region(targets, str(region.uuid))
        if value.is_known or value.is_hidden or own:
            found.append((region, value, _final(indicator, value, own, view)))
    return found


def _by_gender(indicator: Indicator, numbers: Numbers, view: View) -> dict[str, Joined]:
    """Nothing where only one sex is counted: one group alone is no split."""
    if "gender" in indicator.where:
        return {}
    return {
        gender or "not_stated": numbers.to_date(view.day, {**view.where, "gender": gender})
        for gender in numbers.groups("gender")
    }


def final_target(targets: Sequence[Target]) -> Target | None:
    """The target with the longest period, of the whole first: what the programme promised in the end."""
    whole = [one for one in targets if one.region_id is None] or targets
    if not whole:
        return None
    return max(whole, key=lambda one: (one.ends_on - one.starts_on, one.ends_on))


def _of_region(targets: Sequence[Target], region: str) -> list[Target]:
    """The targets of one region ("" is the whole)."""
    return [one for one in targets if (str(one.region.uuid) if one.region else "") == region]


def _final(
    indicator: Indicator, value: Joined, targets: Sequence[Target], view: View
) -> Aim | None:
    target = None if view.audience else final_target(targets)
    if target is None:
        return None
    period = Period(target.starts_on, target.ends_on)
    known = value.value if value.value is not None else value.least
    told = progress(known, target.value, period, view.day, baseline=indicator.baseline)
    return Aim(target.value, period, told)


def aim_within(indicator: Indicator, numbers: Numbers, period: Period, day: dt.date) -> Aim | None:
    """The target of one period of the whole, and how far it is."""
    for one in indicator.targets.all():
        if one.region_id is None and Period(one.starts_on, one.ends_on) == period:
            value = numbers.within(period).value
            told = progress(value, one.value, period, day, baseline=None)
            return Aim(one.value, period, told)
    return None


LAST_COUNT: Prepared[Any] = Prepared(
    lambda: (
        Tally.objects.filter(indicator__programme=Given("programme"))
        .order_by("-counted_at")
        .values_list("counted_at")[:1]
    )
)


def stamp(programme: Programme) -> tuple[Any, ...]:
    """What changes whenever the dashboard may: the counts; what people write is in the journal."""
    return (*LAST_COUNT.rows(programme=programme.pk), reads.today_of(programme))
