"""Counting by period and group, in the database: sums of facts, and different units.

Both answer a `Count`: what was counted in each period, and from the first day to the end of each,
for each vector of groups. In every period a unit stands in one vector, that of its last fact there, so
the vectors of a period add up to its total (docs/algorithms/counting.md).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from hilo.programme.counting.facts import Question, as_sql, slots

Vector = tuple[str, ...]
Amount = int | Decimal
Counts = Counter[Vector]


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


def facts(question: Question, edges: Sequence[dt.datetime]) -> Count:
    """How many facts (or how much, where they have an amount) lie between each two `edges`."""
    what = "SUM(amount)" if question.told.has_amount else "COUNT(*)"
    columns = [f"by_{name}" for name in question.asked]
    inner, values = as_sql(question, edges[0], edges[-1])
    slot, moments = slots(edges)
    named = "".join(f", {column}" for column in columns)
    sql = f"SELECT {slot} AS slot{named}, {what} FROM ({inner}) fact GROUP BY slot{named}"
    within: list[Counts] = [Counter() for _ in edges[1:]]
    for number, *rest, amount in _asked(sql, [*moments, *values]):
        vector = question.vector(rest)
        if vector is not None:
            within[number][vector] += amount
    return Count(question.groups, within, _added_up(within))


def units(question: Question, edges: Sequence[dt.datetime]) -> Count:
    """How many different units have a fact between each two `edges`, and from the first to each."""
    within: list[Counts] = [Counter() for _ in edges[1:]]
    moves: list[Counts] = [Counter() for _ in edges[1:]]
    for number, vector, before, amount in _moves(question, edges):
        if vector is not None:
            within[number][vector] += amount
            moves[number][vector] += amount
        if before is not None:
            moves[number][before] -= amount
    return Count(question.groups, within, _added_up(moves))


def _moves(
    question: Question, edges: Sequence[dt.datetime]
) -> Iterable[tuple[int, Vector | None, Vector | None, int]]:
    """How many units came into a vector in a slot, and in which one they stood before."""
    columns = [f"by_{name}" for name in question.asked]
    width = len(columns)
    inner, values = as_sql(question, edges[0], edges[-1])
    slot, moments = slots(edges)
    for number, has_before, *rest, amount in _asked(
        _SQL.format(
            inner=inner,
            slot=slot,
            named="".join(f", {one}" for one in columns),
            lagged="".join(f", LAG({one}) OVER earlier AS was_{one}" for one in columns),
            were="".join(f", was_{one}" for one in columns),
        ),
        [*moments, *values],
    ):
        here = question.vector(rest[:width])
        before = question.vector(rest[width:]) if has_before else None
        yield number, here, before, amount


# A unit's last fact in each slot, then the slot before in which it had one.
_SQL = """
WITH fact AS (SELECT {slot} AS slot, inside.* FROM ({inner}) inside),
placed AS (
    SELECT slot, unit_id{named},
        ROW_NUMBER() OVER (PARTITION BY unit_id, slot ORDER BY at DESC, fact_id DESC) AS place_in_slot
    FROM fact
),
moved AS (
    SELECT slot{named}, LAG(slot) OVER earlier AS was_slot{lagged}
    FROM placed WHERE place_in_slot = 1
    WINDOW earlier AS (PARTITION BY unit_id ORDER BY slot)
)
SELECT slot, was_slot IS NOT NULL AS has_before{named}{were}, COUNT(*)
FROM moved GROUP BY slot, was_slot IS NOT NULL{named}{were}
"""


def _added_up(changes: Sequence[Counts]) -> list[Counts]:
    """What stands at the end of each period: everything that changed until then."""
    standing: Counts = Counter()
    found = []
    for change in changes:
        for vector, amount in change.items():
            standing[vector] += amount
        found.append(Counter({vector: amount for vector, amount in standing.items() if amount}))
    return found


def _asked(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
