"""What a programme planned: its results chain, its activities and milestones, its money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from hilo.places.models import Region
from hilo.programme.models import (
    Activity,
    BudgetLine,
    Indicator,
    Milestone,
    Party,
    Programme,
    Result,
)
from hilo.programme.rules import levels
from hilo.programme.rules.levels import Branch


@dataclass(frozen=True)
class Total:
    """What is planned and spent in one currency; currencies are never added up."""

    currency: str
    planned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent


def chain_of(programme: Programme, *, public: bool = True) -> list[Branch]:
    """The results with what hangs on each; strangers see the indicators that are public."""
    indicators = Indicator.objects.filter(is_public=True) if public else Indicator.objects.all()
    short = indicators.only("code", "title", "result", "programme", "order", "is_public")
    results = programme.results.prefetch_related(
        Prefetch("activities", programme.activities.defer("about", "note")),
        Prefetch("indicators", short),
    )
    return levels.tree_of(results)


def activities_of(programme: Programme) -> list[Activity]:
    """The activities in their order, with regions, milestones, results and who is responsible."""
    rows = programme.activities.select_related("result", "responsible")
    return list(rows.prefetch_related("regions", "milestones"))


def milestones_of(programme: Programme) -> QuerySet[Milestone]:
    """All milestones, by their day."""
    return programme.milestones.select_related("activity")


def budget_of(programme: Programme) -> list[BudgetLine]:
    """The budget, line by line, with the activity of each and who pays."""
    return list(programme.budget.select_related("activity", "donor"))


def totals_of(lines: Iterable[BudgetLine]) -> list[Total]:
    """What is planned and spent in each currency, by its letters."""
    planned: dict[str, Decimal] = defaultdict(Decimal)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        planned[line.currency] += line.planned
        spent[line.currency] += line.spent
    return [Total(one, planned[one], spent[one]) for one in sorted(planned)]


def by_activity(lines: Iterable[BudgetLine]) -> list[tuple[Activity | None, list[Total]]]:
    """The totals of each activity in their order; what belongs to none comes last."""
    held: dict[int | None, list[BudgetLine]] = defaultdict(list)
    activities: dict[int | None, Any] = {}
    for line in lines:
        held[line.activity_id].append(line)
        activities[line.activity_id] = line.activity
    order = sorted(held, key=lambda pk: _place(activities[pk]))
    return [(activities[pk], totals_of(held[pk])) for pk in order]


def _place(activity: Activity | None) -> tuple[bool, int, str]:
    return (activity is None, activity.order if activity else 0, activity.code if activity else "")


def parties_with_organisations(programme: Programme) -> list[Party]:
    """Who stands behind the programme, each with its organisation where it has one."""
    return list(programme.parties.select_related("organisation"))


def regions_of(programme: Programme) -> QuerySet[Region]:
    """The programme's own regions, to choose from."""
    rows = Region.objects.filter(owner_kind="programme", owner=programme.uuid)
    return rows.order_by("order", "slug")


def results_above(programme: Programme) -> QuerySet[Result]:
    """The results to which another can lead."""
    return programme.results.exclude(level=Result.Level.OUTPUT)
