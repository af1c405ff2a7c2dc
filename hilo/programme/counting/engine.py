"""Counting by period and group, in the database: sums of facts, and different units.

`look` answers a `Count` for each way: what was counted in each period, and from the first day to the end of each,
for each vector of groups. In every period a unit stands in one vector, that of its last fact there, so
the vectors of a period add up to its total (docs/algorithms/counting.md).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from hilo.programme.counting.facts import Question, Sql, as_sql, slots

Vector = tuple[str, ...]
Amount = int | Decimal
Counts = Counter[Vector]
# How facts are counted: each fact, each unit once, or each unit once for each value of some splits.
Way = tuple[str, ...]
FACTS: Way = ("*",)
ONCE: Way = ()


@dataclass(frozen=True)
class Count:
    """What was counted, by period and vector: in it, and to date at its end."""

    groups: tuple[str, ...]
    within: list[Counts] = field(default_factory=list)
    to_date: list[Counts] = field(default_factory=list)

    def total(self, slot: int, *, to_date: bool = False) -> Amount:
        """Everybody in a period, or from the first day to its end."""
        return sum((self.to_date if to_date else self.within)[slot].values())

    def by(self, group: str, slot: int, *, to_date: bool = False) -> dict[str, Amount]:
        """The count of a period by the values of one group; "" is not stated."""
        position = self.groups.index(group)
        found: Counter[str] = Counter()
        for vector, amount in (self.to_date if to_date else self.within)[slot].items():
            found[vector[position]] += amount
        return dict(found)


def look(question: Question, edges: Sequence[dt.datetime], ways: Sequence[Way]) -> dict[Way, Count]:
    """What the facts come to in several ways, at one look."""
    found = {way: _Adding(len(edges) - 1) for way in ways}
    once = [way for way in ways if way is not FACTS]
    width = len(question.asked)
    for (number, *rest), facts, amount in _seen(question, edges, ways):
        vector = question.vector(rest[:width])
        if vector is None:
            continue
        for way, later in zip(once, rest[width:], strict=True):
            found[way].stays(number, later, vector, facts)
        if FACTS in found:
            found[FACTS].happens(number, vector, amount)
    return {way: Count(question.groups, one.within, one.to_date) for way, one in found.items()}


class _Adding:
    """What is counted in one way, as it comes in."""

    def __init__(self, slots: int) -> None:
        self.within: list[Counts] = [Counter() for _ in range(slots)]
        self.moves: list[Counts] = [Counter() for _ in range(slots)]

    def happens(self, number: int, vector: Vector, amount: Any) -> None:
        self.within[number][vector] += amount
        self.moves[number][vector] += amount

    def stays(self, number: int, later: int | None, vector: Vector, amount: int) -> None:
        """Units had a fact in a slot, and the next one `later`: in the same slot, that one counts."""
        if later == number:
            return
        self.happens(number, vector, amount)
        if later is not None:
            self.moves[later][vector] -= amount

    @property
    def to_date(self) -> list[Counts]:
        return _added_up(self.moves)


def _seen(
    question: Question, edges: Sequence[dt.datetime], ways: Sequence[Way]
) -> Iterable[tuple[tuple[Any, ...], int, Any]]:
    """The facts by slot, groups and, for each way, the slot of the unit's next fact: how many, how much."""
    has_amount = question.told.has_amount
    if connection.vendor == "sqlite" and not has_amount:
        return _walked(question, edges, ways)
    later = [f"later_{number}" for number in range(len([way for way in ways if way is not FACTS]))]
    columns = ", ".join(["slot", *(f"by_{name}" for name in question.asked), *later])
    last = "" if FACTS in ways else f"WHERE {' OR '.join(map(_is_last, later))}"
    sql, values = _sql(question, edges, ways)
    with connection.cursor() as cursor:
        what = f"COUNT(*), {'SUM(amount)' if has_amount else 'COUNT(*)'}"
        cursor.execute(
            f"SELECT {columns}, {what} FROM ({sql}) seen {last} GROUP BY {columns}", values
        )
        return [(tuple(row), facts, amount) for *row, facts, amount in cursor.fetchall()]


def _walked(
    question: Question, edges: Sequence[dt.datetime], ways: Sequence[Way]
) -> Iterable[tuple[tuple[Any, ...], int, int]]:
    """The same where facts bear no amounts, by going through the facts of each unit.

    SQLite sorts a million rows anew for each way, and once more to group them: in the order of their
    units they are sorted once, and counted as they come in half of the time.
    """
    once = [way for way in ways if way is not FACTS]
    columns = ["unit_id", "slot", *(f"by_{name}" for name in question.asked)]
    placed, values = _placed(question, edges)
    order = "ORDER BY unit_id DESC, at DESC, fact_id DESC" if once else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM ({placed}) placed {order}", values)
        told = _followed(cursor, [_same(way, columns) for way in once])
        return [(row, facts, facts) for row, facts in Counter(told).items()]


def _followed(
    rows: Iterable[tuple[Any, ...]], same: Sequence[Callable[[Any], Any]]
) -> Iterator[tuple[Any, ...]]:
    """Each fact without its unit, then, for each way, the slot of the next fact that is the `same` to it.

    Facts come unit by unit, each unit's from its last to its first.
    """
    for _unit, facts in groupby(rows, itemgetter(0)):
        ways: list[tuple[Callable[[Any], Any], dict[Any, int]]] = [(one, {}) for one in same]
        for fact in facts:
            told = fact[1:]
            for same_of, later in ways:
                key = same_of(fact)
                told += (later.get(key),)
                later[key] = fact[1]
            yield told


def _same(way: Way, columns: Sequence[str]) -> Callable[[Any], Any]:
    """By what the facts of a unit follow each other in `way`: what they bear there, or the unit alone."""
    return itemgetter(*(columns.index(f"by_{name}") for name in way) if way else (0,))


def _sql(question: Question, edges: Sequence[dt.datetime], ways: Sequence[Way]) -> Sql:
    """Each fact with its slot and groups, and, for each way, the slot of its unit's next fact."""
    once = [way for way in ways if way is not FACTS]
    placed, values = _placed(question, edges)
    columns = ["slot", *(f"by_{name}" for name in question.asked)]
    columns += ["amount"] if question.told.has_amount else []
    columns += [f"{_lead(way)} AS later_{number}" for number, way in enumerate(once)]
    return f"SELECT {', '.join(columns)} FROM ({placed}) placed", values


def _placed(question: Question, edges: Sequence[dt.datetime]) -> Sql:
    """Each fact with its slot."""
    inner, values = as_sql(question, edges[0], edges[-1])
    slot, moments = slots(edges)
    return f"SELECT {slot} AS slot, fact.* FROM ({inner}) fact", [*moments, *values]


def _is_last(later: str) -> str:
    return f"{later} IS NULL OR {later} > slot"


def _lead(way: Way) -> str:
    one = ", ".join(["unit_id", *(f"by_{name}" for name in way)])
    return f"LEAD(slot) OVER (PARTITION BY {one} ORDER BY at, fact_id)"


def _added_up(changes: Sequence[Counts]) -> list[Counts]:
    """What stands at the end of each period: everything that changed until then."""
    standing: Counts = Counter()
    found = []
    for change in changes:
        for vector, amount in change.items():
            standing[vector] += amount
        found.append(Counter({vector: amount for vector, amount in standing.items() if amount}))
    return found
