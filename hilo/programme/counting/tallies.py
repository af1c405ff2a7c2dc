"""What indicators count, kept ready: worked out in the background, read by the pages.

A tally knows, for each period of its indicator and for each other period that a target names, how much was
counted in it and to date, by region, sex and whatever else the indicator is split by.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from time import process_time
from typing import Any

from hilo.core import keeping
from hilo.core.registries import measures
from hilo.core.time import now
from hilo.programme.counting import engine, sharing
from hilo.programme.counting.engine import Count, Way
from hilo.programme.counting.facts import Question, Territory
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.models import Indicator, Programme, Tally
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.periods import Period

ALWAYS = ("region", "gender", "audience")
PART, WHOLE = "part", "whole"
SIDES = (PART, WHOLE)
Asked = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]  # a measure, and where it holds


@dataclass(frozen=True)
class Grid:
    """Periods that follow each other without a gap, and what was counted in them."""

    periods: list[Period]
    count: Count

    @cached_property
    def packed(self) -> dict[str, Any]:
        """As it is kept: worked out once, however many indicators want to know the same."""
        return _pack(self)


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
    counting = Counting(programme, indicators)
    rows = [_tally(one, counting, through) for one in indicators]
    Tally.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["indicator"],
        update_fields=["counted", "through", "counted_at", "milliseconds"],
    )
    return len(indicators)


def _tally(indicator: Indicator, counting: Counting, through: str) -> Tally:
    began = process_time()
    counted = {side: packed(counting.of(indicator, side)) for side in SIDES}
    took = round(1000 * (process_time() - began))
    return Tally(
        indicator=indicator,
        counted=counted,
        through=through,
        counted_at=now(),
        milliseconds=took,
    )


def last_lines() -> str:
    """A digest of the journal's last lines: it changes whenever anything happens."""
    return sha256(repr(keeping.last_lines()).encode()).hexdigest()


@dataclass(frozen=True)
class Wish:
    """One thing that an indicator wants to know of its facts, and what is asked to know it."""

    question: Question
    periods: tuple[Period, ...]
    counts_units: bool

    @cached_property
    def wide(self) -> tuple[Question, Way]:
        return sharing.widened(self.question, counts_units=self.counts_units)

    @property
    def key(self) -> tuple[Any, ...]:
        """What wishes have in common that one look answers."""
        asked = self.wide[0]
        return asked.measure, _held(asked), asked.groups, self.periods

    @property
    def same(self) -> tuple[Any, ...]:
        """What wishes have in common that have one answer."""
        return self.key, self.wide[1], _held(self.question)


def _held(question: Question) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where a question holds, as something that can be compared."""
    return tuple((name, tuple(values)) for name, values in sorted(question.where.items()))


class Counting:
    """Looks at the facts once for each measure, however many indicators want to know of them."""

    def __init__(self, programme: Programme, indicators: Sequence[Indicator]) -> None:
        self.programme = programme
        self.zone = zone_of(programme)
        self.territory = Territory(programme)
        self.ways: dict[Any, dict[Way, None]] = {}
        self.known: dict[Any, dict[Way, Count]] = {}
        self.grids: dict[Any, Grid] = {}
        for wish in (
            wish for one in indicators for side in SIDES for wish in self.wishes(one, side)
        ):
            self.ways.setdefault(wish.key, {})[wish.wide[1]] = None

    def of(self, indicator: Indicator, side: str) -> Counted:
        """Everything that one side of `indicator` counts."""
        grids = [self._grid(wish) for wish in self.wishes(indicator, side)]
        if grids:
            grids += [grid for one in others_of(indicator) if (grid := ended(grids[0], one))]
        return Counted(grids)

    def wishes(self, indicator: Indicator, side: str) -> list[Wish]:
        """Its own periods first, then those of targets that cannot be told from these.

        What is counted in confidence is not kept here: `publishing` tells what insiders may see of it.
        """
        if indicator.is_confidential:
            return []
        measure, where = asked_of(indicator, side)
        main = tuple(reads.periods(indicator))
        if not measure or not main:
            return []
        groups = groups_of(measure, indicator.splits)
        question = Question(measure, self.programme, dict(where), groups, self.territory)
        counts_units = indicator.counting != Indicator.Counting.SUM
        apart = [(one,) for one in others_of(indicator) if not ends_with(main, one)]
        return [Wish(question, periods, counts_units) for periods in (main, *apart)]

    def _grid(self, wish: Wish) -> Grid:
        """What answers `wish`, which several indicators may have."""
        if wish.same not in self.grids:
            self.grids[wish.same] = Grid(list(wish.periods), self._count(wish))
        return self.grids[wish.same]

    def _count(self, wish: Wish) -> Count:
        asked, way = wish.wide
        if wish.key not in self.known:
            edges = edges_of(wish.periods, self.zone)
            self.known[wish.key] = engine.look(asked, edges, list(self.ways[wish.key]))
        found = self.known[wish.key][way]
        return found if asked is wish.question else sharing.chosen(found, wish.question)


def groups_of(measure: str, splits: Sequence[str]) -> tuple[str, ...]:
    """By what the facts of `measure` are told apart, as far as they can be."""
    known = measures.get(measure).split
    wanted = dict.fromkeys((*ALWAYS, *splits))
    return tuple(
        name for name in wanted if name in known or (name == "region" and "place" in known)
    )


def others_of(indicator: Indicator) -> list[Period]:
    """The periods that targets name and that are none of the indicator's own."""
    named = {Period(one.starts_on, one.ends_on) for one in indicator.targets.all()}
    return sorted(named - set(reads.periods(indicator)))


def ends_with(main: Sequence[Period], period: Period) -> bool:
    """Whether `period` begins with the first day and ends with one of these periods."""
    return period.starts_on == main[0].starts_on and period.ends_on in {one.ends_on for one in main}


def ended(main: Grid, period: Period) -> Grid | None:
    """The count of such a period: what stood at its end."""
    if not ends_with(main.periods, period):
        return None
    ends = [one.ends_on for one in main.periods]
    standing = main.count.to_date[ends.index(period.ends_on)]
    return Grid([period], Count(main.count.groups, [standing], [standing]))


def asked_of(indicator: Indicator, side: str) -> Asked:
    """The measure of a side of `indicator`, and where it holds, as something that can be compared."""
    measure = indicator.measure if side == PART else indicator.of_measure
    where = indicator.where if side == PART else indicator.of_where
    held = ((name, tuple(sorted(where[name]))) for name in sorted(where) if where[name])
    return (measure if measure in measures else ""), tuple(held)


# Kept as JSON: each value of a group once, vectors as positions among them.


def packed(counted: Counted) -> list[dict[str, Any]]:
    return [grid.packed for grid in counted.grids]


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
