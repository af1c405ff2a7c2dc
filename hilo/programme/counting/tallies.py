"""What indicators count, kept ready: worked out in the background, read by the pages.

A tally knows, for each period of its indicator and for each other period that a target names, how much was
counted in it and to date, by region, sex and whatever else the indicator is split by.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from time import process_time
from typing import Any

from hilo.core.models import Entry
from hilo.core.registries import measures
from hilo.core.time import now
from hilo.programme.counting import engine
from hilo.programme.counting.engine import Count
from hilo.programme.counting.facts import Question
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.models import Indicator, Programme, Tally
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.periods import Period

ALWAYS = ("region", "gender", "audience")
LINES = 20
PART, WHOLE = "part", "whole"
Asked = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]  # a measure, and where it holds


@dataclass(frozen=True)
class Grid:
    """Periods that follow each other without a gap, and what was counted in them."""

    periods: list[Period]
    count: Count


@dataclass(frozen=True)
class Counted:
    """What one side of an indicator (the number itself, or the whole of a percentage) counts."""

    grids: list[Grid] = field(default_factory=list)

    def within(self, period: Period) -> tuple[Count, int] | None:
        """The count that knows `period`, and its place there."""
        for grid in self.grids:
            if period in grid.periods:
                return grid.count, grid.periods.index(period)
        return None

    @property
    def main(self) -> Grid | None:
        """The periods of the indicator itself."""
        return self.grids[0] if self.grids else None


def recount(programme: Programme) -> int:
    """Count the measured indicators of `programme` anew; answers how many there are."""
    through = last_lines()
    indicators = list(
        programme.indicators.exclude(measure="").prefetch_related("targets").order_by("pk")
    )
    for one in indicators:
        one.programme = programme
    found = _Counting(programme, indicators)
    for one in indicators:
        began = process_time()
        counted = {PART: packed(found.of(one, PART))}
        if one.of_measure:
            counted[WHOLE] = packed(found.of(one, WHOLE))
        Tally.objects.update_or_create(
            indicator=one,
            defaults={
                "counted": counted,
                "through": through,
                "counted_at": now(),
                "milliseconds": round(1000 * (process_time() - began)),
            },
        )
    return len(indicators)


def last_lines() -> str:
    """A digest of the journal's last lines: it changes whenever anything happens."""
    rows = Entry.objects.order_by("-at").values_list("pk", flat=True)[:LINES]
    return sha256(" ".join(map(str, rows)).encode()).hexdigest()


class _Counting:
    """Counts each question once, with every group that any of its indicators asks for."""

    def __init__(self, programme: Programme, indicators: Sequence[Indicator]) -> None:
        self.programme = programme
        self.zone = zone_of(programme)
        self.groups: dict[Asked, list[str]] = {}
        self.known: dict[tuple[Asked, str, tuple[Period, ...]], Count] = {}
        for one in indicators:
            for side in (PART, WHOLE):
                self._note(one, side)

    def _note(self, indicator: Indicator, side: str) -> None:
        asked = asked_of(indicator, side)
        if not asked[0]:
            return
        wanted = self.groups.setdefault(asked, [])
        split = measures.get(asked[0]).split
        for name in (*ALWAYS, *indicator.splits):
            has = name in split or (name == "region" and "place" in split)
            if has and name not in wanted:
                wanted.append(name)

    def of(self, indicator: Indicator, side: str) -> Counted:
        """Everything that one side of `indicator` counts."""
        asked = asked_of(indicator, side)
        return Counted(
            [
                Grid(periods, self._count(asked, indicator.counting, periods))
                for periods in grids_of(indicator)
            ]
        )

    def _count(self, asked: Asked, counting: str, periods: list[Period]) -> Count:
        how = "facts" if counting == Indicator.Counting.SUM else "units"
        key = (asked, how, tuple(periods))
        if key not in self.known:
            measure, where = asked
            question = Question(measure, self.programme, dict(where), tuple(self.groups[asked]))
            count = engine.facts if how == "facts" else engine.units
            self.known[key] = count(question, edges_of(periods, self.zone))
        return self.known[key]


def asked_of(indicator: Indicator, side: str) -> Asked:
    """The measure of a side of `indicator`, and where it holds, as something that can be compared."""
    measure = indicator.measure if side == PART else indicator.of_measure
    where = indicator.where if side == PART else indicator.of_where
    held = ((name, tuple(sorted(where[name]))) for name in sorted(where) if where[name])
    return (measure if measure in measures else ""), tuple(held)


def grids_of(indicator: Indicator) -> list[list[Period]]:
    """The periods of `indicator`, and each other one that a target names."""
    main = reads.periods(indicator)
    named = {Period(one.starts_on, one.ends_on) for one in indicator.targets.all()}
    return [grid for grid in (main, *([one] for one in sorted(named - set(main)))) if grid]


# Kept as JSON: each value of a group once, vectors as positions among them.


def packed(counted: Counted) -> list[dict[str, Any]]:
    return [_pack(grid) for grid in counted.grids]


def _pack(grid: Grid) -> dict[str, Any]:
    values: list[dict[str, int]] = [{} for _ in grid.count.groups]
    return {
        "periods": [[str(one.starts_on), str(one.ends_on)] for one in grid.periods],
        "groups": list(grid.count.groups),
        "within": [_rows(counts, values) for counts in grid.count.within],
        "to_date": [_rows(counts, values) for counts in grid.count.to_date],
        "values": [list(one) for one in values],
    }


def _rows(counts: engine.Counts, values: list[dict[str, int]]) -> list[list[float]]:
    return [
        [
            *(
                known.setdefault(value, len(known))
                for known, value in zip(values, vector, strict=True)
            ),
            int(amount) if amount == int(amount) else float(amount),
        ]
        for vector, amount in sorted(counts.items())
        if amount
    ]


def unpacked(told: Iterable[dict[str, Any]]) -> Counted:
    """What `packed` kept."""
    return Counted([_unpack(one) for one in told])


def _unpack(told: dict[str, Any]) -> Grid:
    values = told["values"]

    def counts(rows: list[list[float]]) -> engine.Counts:
        return Counter(
            {
                tuple(values[n][at] for n, at in enumerate(positions)): amount
                for *positions, amount in rows
            }
        )

    return Grid(
        [Period(*map(dt.date.fromisoformat, days)) for days in told["periods"]],
        Count(
            tuple(told["groups"]),
            [counts(rows) for rows in told["within"]],
            [counts(rows) for rows in told["to_date"]],
        ),
    )
