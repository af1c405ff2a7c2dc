"""The numbers of an indicator, counted or declared alike: in a period, to date, in a region, by sex.

numbers = numbers_of(indicator)
numbers.within(period)                  # Joined
numbers.to_date(day, region=str(uuid))  # Joined
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from hilo.programme.counting.confidence import InConfidence
from hilo.programme.counting.engine import Count
from hilo.programme.counting.tallies import PART, WHOLE, Counted, unpacked
from hilo.programme.models import Declaration, Indicator
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import NOTHING, Joined, Reported, joined, percentage
from hilo.programme.rules.periods import Period

Where = Mapping[str, str]  # a group by its split: {"region": "<uuid>", "gender": "woman"}
EVERYBODY: Where = {}


class Numbers(Protocol):
    """What can be asked of an indicator's numbers."""

    def within(self, period: Period, where: Where = EVERYBODY) -> Joined:
        """What was counted in a period, of everybody or where it holds."""

    def to_date(self, day: dt.date, where: Where = EVERYBODY) -> Joined:
        """What was counted from the first day to the end of `day`'s period."""

    def groups(self, split: str) -> list[str]:
        """The values of `split` that occur; "" is not stated."""


def numbers_of(indicator: Indicator, declarations: Iterable[Declaration] | None = None) -> Numbers:
    """The numbers of `indicator`; give its standing `declarations` where they are read already."""
    if indicator.is_confidential:
        return InConfidence(indicator)
    if indicator.is_measured:
        return Measured(indicator)
    if declarations is None:
        declarations = indicator.declarations.standing().select_related("region")
    return Declared(indicator, list(declarations))


@dataclass(frozen=True)
class Measured:
    """Numbers that Hilo counted, from the tally; unknown before the first count."""

    indicator: Indicator

    @cached_property
    def sides(self) -> dict[str, Counted]:
        tally = getattr(self.indicator, "tally", None)
        told: dict[str, Any] = tally.counted if tally else {}
        return {side: unpacked(told.get(side, ())) for side in (PART, WHOLE)}

    def within(self, period: Period, where: Where = EVERYBODY) -> Joined:
        return self._joined(period, where, to_date=False)

    def to_date(self, day: dt.date, where: Where = EVERYBODY) -> Joined:
        period = self._period_at(day)
        return self._joined(period, where, to_date=True) if period else NOTHING

    def groups(self, split: str) -> list[str]:
        main = self.sides[PART].main
        if main is None or split not in main.count.groups or not main.count.to_date:
            return []
        return sorted(main.count.by(split, -1, to_date=True))

    def _period_at(self, day: dt.date) -> Period | None:
        main = self.sides[PART].main
        return last_of(main.periods if main else [], day, reads.today_of(self.indicator.programme))

    def _joined(self, period: Period, where: Where, *, to_date: bool) -> Joined:
        part = _amount(self.sides[PART], period, where, to_date=to_date)
        if part is None:
            return NOTHING
        if self.indicator.counting != Indicator.Counting.PERCENTAGE:
            return Joined(part)
        whole = _amount(self.sides[WHOLE], period, where, to_date=to_date)
        if whole is None:
            return NOTHING
        return Joined(percentage(part, whole), part=part, whole=whole)


def _amount(counted: Counted, period: Period, where: Where, *, to_date: bool) -> Decimal | None:
    found = counted.within(period)
    if found is None:
        return None
    count, slot = found
    if not all(split in count.groups for split in where):
        return None
    return Decimal(str(_sum(count, slot, where, to_date=to_date)))


def _sum(count: Count, slot: int, where: Where, *, to_date: bool) -> Any:
    counts = (count.to_date if to_date else count.within)[slot]
    wanted = [(count.groups.index(split), value) for split, value in where.items()]
    return sum(
        amount
        for vector, amount in counts.items()
        if all(vector[at] == value for at, value in wanted)
    )


@dataclass(frozen=True)
class Declared:
    """Numbers that people declared."""

    indicator: Indicator
    declarations: Sequence[Declaration]

    def within(self, period: Period, where: Where = EVERYBODY) -> Joined:
        inside = (one for one in self.declarations if period_of(one).lies_in(period))
        return self._joined(inside, where)

    def to_date(self, day: dt.date, where: Where = EVERYBODY) -> Joined:
        begun = (one for one in self.declarations if one.starts_on <= day)
        return self._joined(begun, where)

    def groups(self, split: str) -> list[str]:
        if split == "region":
            return sorted({str(one.region.uuid) for one in self.declarations if one.region})
        return sorted({one.split[split] for one in self.declarations if split in one.split})

    def _joined(self, rows: Iterable[Declaration], where: Where) -> Joined:
        group = {split: value for split, value in where.items() if split != "region"}
        chosen = [reported(one) for one in rows if one.split == group]
        if "region" in where:
            chosen = [one for one in chosen if one.region == where["region"]]
        counting: Any = self.indicator.counting
        return joined(chosen, counting)


def last_of(periods: Sequence[Period], day: dt.date, today: dt.date) -> Period | None:
    """The last period of which all is known on `day`: the present one today, on an earlier day what was over."""
    begun = [one for one in periods if one.starts_on <= day]
    if begun and day < today and begun[-1].ends_on > day:
        begun.pop()
    return begun[-1] if begun else None


def reported(one: Declaration) -> Reported:
    """A declaration as a value of the rules."""
    return Reported(
        one.starts_on,
        one.ends_on,
        str(one.region.uuid) if one.region else "",
        one.value,
        one.numerator,
        one.denominator,
        one.words.shown().value if one.words else "",
    )


def period_of(one: Declaration) -> Period:
    return Period(one.starts_on, one.ends_on)


def periods_until(indicator: Indicator, day: dt.date) -> list[Period]:
    """The periods of `indicator` that have begun on `day`."""
    return [one for one in reads.periods(indicator) if one.starts_on <= day]
