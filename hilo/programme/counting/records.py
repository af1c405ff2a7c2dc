"""What is behind a number: the units that were counted, or the facts that were added up, fifty at a time.

The database finds a page from where the last one ended, so the last page costs as little as the first.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hilo.programme.counting.facts import Question, Territory, rows_of
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.counting.sharing import OF_UNITS
from hilo.programme.counting.tallies import PART, asked_of
from hilo.programme.models import Indicator
from hilo.programme.rules.periods import Period

PAGE = 50
CHUNK = 500
Key = tuple[int, int]  # of a unit, and of a fact where facts are listed


@dataclass(frozen=True)
class Record:
    """One unit, or one fact with its moment."""

    key: Key
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Behind:
    """What one number of an indicator counts: in `period`, in the groups of `where`, on one `side`."""

    indicator: Indicator
    period: Period
    where: Mapping[str, str] = dataclasses.field(default_factory=dict)
    side: str = PART

    @property
    def lists_facts(self) -> bool:
        return self.indicator.counting == Indicator.Counting.SUM

    @property
    def question(self) -> Question:
        measure, where = asked_of(self.indicator, self.side)
        programme = self.indicator.programme
        return Question(measure, programme, dict(where), territory=Territory(programme))

    def page(self, after: Key = (0, 0), size: int = PAGE) -> list[Record]:
        """The next units after `after`, each with the moment of its fact where facts are listed."""
        facts, chosen = self._rows()
        if self.lists_facts:
            rest = Q(unit_id__gt=after[0]) | Q(unit_id=after[0], fact_id__gt=after[1])
            rows = chosen.filter(rest).order_by("unit_id", "fact_id")
            return [Record((row["unit_id"], row["fact_id"]), row["at"]) for row in rows[:size]]
        sql, values = self._units(facts, chosen.filter(unit_id__gt=after[0]))
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY unit_id LIMIT {size:d}", values)
            return [Record((unit, 0)) for (unit,) in cursor.fetchall()]

    def everything(self) -> Iterator[list[Record]]:
        """All of it, in pieces."""
        after: Key = (0, 0)
        while piece := self.page(after, CHUNK):
            yield piece
            after = piece[-1].key

    def count(self) -> int:
        """How many there are now, which the number says too unless something changed since."""
        facts, chosen = self._rows()
        if self.lists_facts:
            return chosen.count()
        sql, values = self._units(facts, chosen)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) unit", values)
            return int(cursor.fetchone()[0])

    def _rows(self) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
        """The facts of the period, and those among them that lie in the groups asked for."""
        question = self.question
        since, until = edges_of([self.period], zone_of(question.programme))
        facts = rows_of(question, since, until)
        chosen = facts.filter(_inside(question))
        for name, value in self.where.items():
            chosen = chosen.filter(_holds(question, name, value))
        return facts, chosen

    def _units(
        self, facts: QuerySet[Any, Any], chosen: QuerySet[Any, Any]
    ) -> tuple[str, Sequence[Any]]:
        """The units whose last fact of the period lies in the groups asked for."""
        names = ("unit_id", "at", "fact_id")
        sql, values = _sql(chosen.values(*names))
        found = f"SELECT DISTINCT unit_id FROM ({sql}) fact"
        if set(self.where) <= OF_UNITS and not self.question.is_placed:
            return found, values
        every, more = _sql(facts.values(*names))
        later = (
            f"SELECT 1 FROM ({every}) later WHERE later.unit_id = fact.unit_id AND "
            "(later.at > fact.at OR (later.at = fact.at AND later.fact_id > fact.fact_id))"
        )
        return f"{found} WHERE NOT EXISTS ({later})", [*values, *more]


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, list[Any]]:
    sql, values = rows.order_by().query.get_compiler("default").as_sql()
    return sql, list(values)


def _inside(question: Question) -> Q:
    """That a fact lies in the territory, where only its place tells that it belongs to the programme."""
    land = question.land.by_place if question.is_placed else {}
    return Q(by_place__in=list(land)) if land else Q()


def _holds(question: Question, name: str, value: str) -> Q:
    """That a fact lies in one group; "" is the group of those of which it is not stated."""
    if name == "region" and not question.has_region:
        by_place = question.land.by_place
        if value:
            return Q(by_place__in=[code for code, region in by_place.items() if region == value])
        return Q(by_place__isnull=True) | ~Q(by_place__in=list(by_place))
    if value:
        return Q(**{f"by_{name}": value})
    empty = Q(**{f"by_{name}__isnull": True})
    return empty if name == "region" else empty | Q(**{f"by_{name}": ""})
