"""The facts of a measure as SQL: where they hold, in which slot of time, in which groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q, QuerySet

from hilo.core.registries import Measure, measures
from hilo.places.models import Place, Region
from hilo.programme.models import Programme

Where = Mapping[str, Sequence[str]]
Sql = tuple[str, list[Any]]
HEX = 32  # digits of a UUID without dashes


class Territory:
    """Where the regions of a programme lie; read when it is first asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def by_place(self) -> dict[str, str]:
        """The UUID of the region of each place in the territory, by the code of the place."""
        return region_by_place(self.programme)

    @cached_property
    def by_slug(self) -> dict[str, str]:
        own = Region.objects.filter(owner_kind="programme", owner=self.programme.uuid)
        return {slug: str(uuid) for slug, uuid in own.values_list("slug", "uuid")}


@dataclass(frozen=True)
class Question:
    """What is counted: a measure, in a programme, `where` it holds, told apart by `groups`."""

    measure: str
    programme: Programme
    where: Where = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    territory: Territory | None = None

    @property
    def told(self) -> Measure:
        return measures.get(self.measure)

    @cached_property
    def land(self) -> Territory:
        return self.territory or Territory(self.programme)

    @cached_property
    def has_region(self) -> bool:
        """Whether the facts bear the programme's regions; else a region is made of their place."""
        return "region" in self.told.split

    @cached_property
    def is_placed(self) -> bool:
        """Whether facts belong to the programme by where they are: they do not name a programme."""
        return "programme" not in self.told.split and "place" in self.told.split

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The splits of the measure that the database is asked for."""
        names = [name for name in self.groups if name != "region" or self.has_region]
        if self.is_mapped and "place" in self.told.split and "place" not in names:
            names.append("place")
        return tuple(names)

    @cached_property
    def is_mapped(self) -> bool:
        """Whether the region of a fact, or whether it lies in the territory, is told by its place."""
        return self.is_placed or ("region" in self.groups and not self.has_region)

    def vector(self, values: Sequence[Any]) -> tuple[str, ...] | None:
        """The groups of a fact from what the database said; None outside of the territory."""
        said = {name: plain(value) for name, value in zip(self.asked, values, strict=True)}
        if self.is_mapped:
            region = self.land.by_place.get(said.get("place", ""), "")
            if self.is_placed and self.land.by_place and not region:
                return None
            said.setdefault("region", region)
        return tuple(said.get(name, "") for name in self.groups)


def plain(value: Any) -> str:
    """A value of a split as text; nothing is "". SQLite tells UUIDs without their dashes."""
    if value is None:
        return ""
    if isinstance(value, str) and len(value) == HEX and value.isalnum():
        try:
            return str(UUID(value))
        except ValueError:
            return value
    return str(value)


def region_by_place(programme: Programme) -> dict[str, str]:
    """The UUID of the programme's region in which each place lies, by the code of the place."""
    regions = Region.objects.filter(owner_kind="programme", owner=programme.uuid)
    of_place = {
        place: str(region)
        for place, region in regions.values_list("places__pk", "uuid")
        if place is not None
    }
    if not of_place:
        return {}
    rows = Place.objects.values_list("code", "pk", "parent", "parent__parent")
    found = (
        (code, next((of_place[one] for one in path if one in of_place), "")) for code, *path in rows
    )
    return {code: region for code, region in found if region}


def rows_of(question: Question, since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """The facts of `question` between two moments, before they are counted."""
    told = question.told
    rows = told.rows(since, until)
    if "programme" in told.split:
        rows = rows.filter(by_programme=question.programme.uuid)
    for name, wanted in question.where.items():
        rows = rows.filter(_holds(question, name, wanted))
    return rows


def _holds(question: Question, name: str, wanted: Sequence[str]) -> Q:
    """That a fact lies in one of the `wanted` groups; regions are named by their slugs."""
    if name != "region":
        return Q(**{f"by_{name}__in": list(wanted)})
    regions = {question.land.by_slug[slug] for slug in wanted if slug in question.land.by_slug}
    if question.has_region:
        return Q(by_region__in=[UUID(one) for one in regions])
    by_place = question.land.by_place
    return Q(by_place__in=[code for code, region in by_place.items() if region in regions])


def as_sql(question: Question, since: dt.datetime, until: dt.datetime) -> Sql:
    """The facts as a query: unit_id, at, fact_id, what was asked for, and amount where there is one."""
    wanted = ["unit_id", "at", "fact_id", *(f"by_{name}" for name in question.asked)]
    rows = rows_of(question, since, until).order_by()
    return compiled(rows.values(*wanted, *(["amount"] if question.told.has_amount else [])))


def compiled(rows: QuerySet[Any, Any]) -> Sql:
    """A question as the database hears it, to stand inside another one."""
    sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, list(values)


def slots(edges: Sequence[dt.datetime]) -> Sql:
    """In which slot between `edges` a fact lies: 0 for the first, as an expression over `at`."""
    adapt = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value
    moments: list[Any] = []

    def among(first: int, last: int) -> str:
        """The slot among these two and those between, by halves."""
        if first == last:
            return str(first)
        middle = (first + last + 1) // 2
        moments.append(adapt(edges[middle]))
        before, after = among(first, middle - 1), among(middle, last)
        return f"CASE WHEN at < %s THEN {before} ELSE {after} END"

    return among(0, len(edges) - 2), moments
