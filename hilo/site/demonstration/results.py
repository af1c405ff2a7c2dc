"""What both programmes promised: the results chain, activities, money, milestones, indicators and their targets.

Everything is asked for by its number first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from hilo.core.text import Text
from hilo.people.models import Account
from hilo.places.models import Region
from hilo.programme.counting import publishing, tallies
from hilo.programme.models import Activity, Indicator, Party, Programme, Result
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.periods import Period
from hilo.programme.services import (
    activities,
    budget,
    chain,
    counts,
    declarations,
    indicators,
    milestones,
    programmes,
    snapshots,
    tags,
    targets,
)
from hilo.programme.services.declarations import Said
from hilo.programme.services.targets import Aim
from hilo.site.demonstration import files
from hilo.site.demonstration.furnish import text

Told = Mapping[str, Any]
WITHOUT_WEIGHT = 2  # a vocabulary and a code


def load(day: dt.date) -> str:
    """Promise what `results.toml` tells, count it, and publish what is over; answers how many indicators are new."""
    new = 0
    for told in files.results():
        programme = Programme.objects.get(slug=told["slug"])
        if not programme.indicators.exists():
            new += promise(programme, told, day)
        if not programme.publications.exists():
            tallies.recount(programme)
            publishing.publish(programme)
            _issue(programme, told)
    counts.publish_where_due()
    return f"{new} indicators"


@transaction.atomic
def promise(programme: Programme, told: Told, day: dt.date) -> int:
    """Everything of one programme; answers how many indicators it has."""
    original = told["original"]
    if "convention" in told:
        said = text(told["convention"], original)
        programmes.change(programme, expected=programme.version, by=None, convention=said)
    marks = [(*one, None) if len(one) == WITHOUT_WEIGHT else tuple(one) for one in told["tags"]]
    tags.set_tags(programme, marks, by=None)
    results = {one["code"]: one for one in told["result"]}
    made: dict[str, Result] = {}
    for order, one in enumerate(results.values(), start=1):
        made[one["code"]] = _result(programme, one, made, order, original)
    done = {
        one["code"]: _activity(programme, one, made, order, original, day)
        for order, one in enumerate(told["activity"], start=1)
    }
    for one in told["milestone"]:
        _milestone(programme, one, done, original, day)
    for order, one in enumerate(told["indicator"], start=1):
        _indicator(programme, one, made, order, original, day)
    return len(told["indicator"])


def _issue(programme: Programme, told: Told) -> None:
    """The snapshot of what was published, where the file names who issues it."""
    made = publishing.latest(programme)
    if made is not None and "snapshot" in told:
        said = dict(told["snapshot"])
        account = Account.objects.get(email=said.pop("by"))
        snapshots.issue(programme, as_of=made.as_of, is_public=True, by=account, **said)


def _result(
    programme: Programme, told: Told, made: Mapping[str, Result], order: int, original: str
) -> Result:
    more = {name: text(told[name], original) for name in ("assumptions", "risks") if name in told}
    return chain.add(
        programme,
        by=None,
        level=told["level"],
        code=told["code"],
        above=made.get(told.get("above", "")),
        title=text(told, original),
        order=order,
        **more,
    )


def _activity(
    programme: Programme,
    told: Told,
    made: Mapping[str, Result],
    order: int,
    original: str,
    day: dt.date,
) -> Activity:
    title = text(told, original)
    activity: Activity = activities.add(
        programme,
        by=None,
        code=told["code"],
        result=made[told["result"]],
        title=title,
        starts_on=day + dt.timedelta(days=told["starts"]),
        ends_on=day + dt.timedelta(days=told["ends"]),
        responsible=_party(programme, "promoter"),
        order=order,
    )
    for verb in {"running": ("begin",), "done": ("begin", "finish")}.get(told["state"], ()):
        activities.turn(activity, verb, by=None)
    if "planned" in told:
        _money(programme, activity, told, title, order)
    return activity


def _money(programme: Programme, activity: Activity, told: Told, title: Text, order: int) -> None:
    budget.add(
        programme,
        by=None,
        activity=activity,
        donor=_party(programme, "donor"),
        code=told["code"].replace("A", "B"),
        title=title,
        currency=programme.currency,
        planned=Decimal(told["planned"]),
        spent=Decimal(told["spent"]),
        order=order,
    )


def _milestone(
    programme: Programme, told: Told, done: Mapping[str, Activity], original: str, day: dt.date
) -> None:
    reached = day + dt.timedelta(days=told["reached"]) if "reached" in told else None
    milestones.add(
        programme,
        by=None,
        activity=done[told["activity"]],
        title=text(told, original),
        due_on=day + dt.timedelta(days=told["due"]),
        reached_on=reached,
    )


def _indicator(
    programme: Programme,
    told: Told,
    made: Mapping[str, Result],
    order: int,
    original: str,
    day: dt.date,
) -> None:
    plain = ("counting", "frequency", "measure", "where", "of_measure", "of_where", "splits")
    words = ("unit", "definition", "source")
    more: dict[str, Any] = {name: told[name] for name in plain if name in told}
    more |= {name: text(told[name], original) for name in words if name in told}
    if "baseline" in told:
        more |= {"baseline": Decimal(told["baseline"]), "baseline_year": told["baseline_year"]}
    made_one = indicators.add(
        programme,
        by=None,
        code=told["code"],
        result=made[told["result"]],
        owner=_party(programme, told["owner"]),
        title=text(told, original),
        order=order,
        **more,
    )
    if "target" in told:
        _aim(programme, made_one, told)
    _declare(made_one, told.get("values", ()), day)


def _aim(programme: Programme, indicator: Indicator, told: Told) -> None:
    """The target of the whole programme; by region where the people of a region are known from the start."""
    whole = reads.whole_of(programme)
    assert whole is not None
    aims: dict[Aim, Decimal | None] = {Aim(whole.starts_on, whole.ends_on): Decimal(told["target"])}
    if told.get("by_region"):
        own = Region.objects.filter(owner_kind="programme", owner=programme.uuid).order_by("order")
        regions = list(own)
        for region, value in zip(regions, shared(told["target"], len(regions)), strict=True):
            aims[Aim(whole.starts_on, whole.ends_on, region)] = Decimal(value)
    targets.set_targets(indicator, aims, expected=indicator.version, by=None)


def shared(amount: int, count: int) -> list[int]:
    """`amount` in `count` nearly equal parts, the larger ones first."""
    return [amount // count + (number < amount % count) for number in range(count)]


def _declare(indicator: Indicator, values: Sequence[tuple[int, str]], day: dt.date) -> None:
    """Values for the period in which each day lies, where that is over."""
    for days, value in values:
        period = _period_at(indicator, day + dt.timedelta(days=days))
        if period is not None and period.is_over(day):
            said = Said(period.starts_on, period.ends_on, value=Decimal(value))
            declarations.declare(indicator, said, by=None)


def _period_at(indicator: Indicator, day: dt.date) -> Period | None:
    found = (one for one in reads.periods(indicator) if one.starts_on <= day <= one.ends_on)
    return next(found, None)


def _party(programme: Programme, role: str) -> Party | None:
    return programme.parties.filter(role=role).first()
