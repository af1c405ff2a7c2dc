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
from django.db.models import Max, Q, QuerySet

from hilo.core import registries
from hilo.programme.counting.facts import Question, Sql, Territory, compiled, rows_of
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.counting.tallies import PART, asked_of
from hilo.programme.models import Indicator
from hilo.programme.rules.periods import Period

PAGE = 50
CHUNK = 500
STRIDE = 200  # keys that are looked through at first
GROWTH = 8  # how many times more, when these were too few
Key = tuple[int, int]  # of a unit and of its fact


@dataclass(frozen=True)
class Record:
    """A unit with its last fact, or one fact of it."""

    key: Key
    at: dt.datetime


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
        """The next records after `after`.

        They are looked for in a stretch of keys that grows until there are enough: however many units
        there are, the database sorts out few. Of what is counted in confidence there are none.
        """
        if self.indicator.is_confidential:
            return []
        sql, values = self._sql()
        found: list[Record] = []
        low, stride, end = after[0], STRIDE, self._last_key()
        while len(found) < size and low <= end:
            high = low + stride
            asked = f"{sql} AND {_ONWARD} ORDER BY unit_id, fact_id LIMIT {size - len(found):d}"
            found += _asked(asked, [*values, low, high, after[0], after[0], after[1]])
            low, stride = high + 1, stride * GROWTH
        return found

    def _last_key(self) -> int:
        """No unit has a higher one."""
        kind = registries.kinds.get(self.question.told.kind)
        return kind.model._default_manager.aggregate(last=Max("pk"))["last"] or 0

    def everything(self) -> Iterator[list[Record]]:
        """All of it, in pieces."""
        after: Key = (0, 0)
        while piece := self.page(after, CHUNK):
            yield piece
            after = piece[-1].key

    def count(self) -> int:
        """How many there are now, which the number says too unless something changed since."""
        sql, values = self._sql()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) found", values)
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

    def _sql(self) -> Sql:
        """The facts that are listed: all of them, or the last one of each unit."""
        facts, chosen = self._rows()
        names = ("unit_id", "at", "fact_id")
        sql, values = compiled(chosen.order_by().values(*names))
        if self.lists_facts:
            return f"SELECT unit_id, fact_id, at FROM ({sql}) fact WHERE 1 = 1", values
        every, more = compiled(facts.order_by().values(*names))
        return _LAST.format(chosen=sql, facts=every), [*values, *more]


# Nothing has to be sorted out: every unit has one last fact.
_LAST = """
SELECT unit_id, fact_id, at FROM ({chosen}) fact
WHERE NOT EXISTS (
    SELECT 1 FROM ({facts}) later
    WHERE later.unit_id = fact.unit_id
    AND (later.at > fact.at OR (later.at = fact.at AND later.fact_id > fact.fact_id))
)
"""
_ONWARD = "unit_id BETWEEN %s AND %s AND (unit_id > %s OR (unit_id = %s AND fact_id > %s))"


def _asked(sql: str, values: Sequence[Any]) -> list[Record]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Record((unit, fact), _moment(at)) for unit, fact, at in cursor.fetchall()]


def _moment(told: Any) -> dt.datetime:
    """SQLite tells moments as text, in UTC."""
    moment: dt.datetime = dt.datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


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
