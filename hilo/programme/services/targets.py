"""The verbs of targets: what an indicator shall reach, per period and region, saved in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.events import publish
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.places.models import Region
from hilo.programme import events
from hilo.programme.models import Indicator, Target
from hilo.programme.services.indicators import PERCENTAGE, WORDS, hold, subject
from hilo.programme.services.periods import (
    check_amount,
    check_period,
    check_region,
    same_region,
)


class WordsHaveNoTarget(Problem):
    sentence = _("An indicator in words has no target in numbers.")


class TargetIsThere(Problem):
    sentence = _("There is a target for this period and region already. Change that one.")


@dataclass(frozen=True)
class Aim:
    """For which days (inclusive) and which region a target holds; no region is the whole programme."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    region: Region | None = None


@transaction.atomic
def set_targets(
    indicator: Indicator, aims: Mapping[Aim, Decimal | None], *, expected: int, by: Any
) -> int:
    """Set the targets that `aims` name, and take away those without a value; answers how many changed.

    Raises `Overtaken` if somebody saved the indicator or its targets since version `expected`, and
    the problems of this module and of `periods`; then nothing is changed.
    """
    programme = hold(indicator.programme)
    for aim, value in aims.items():
        check(indicator, aim, value)
    changed = sum(_put(indicator, aim, value) for aim, value in aims.items())
    if not changed:
        return 0
    _step(indicator, expected)
    event = events.TargetsSet(programme.uuid, indicator.uuid, changed)
    publish(event, by=by, subject=subject(indicator))
    return changed


@transaction.atomic
def add(indicator: Indicator, aim: Aim, value: Decimal, *, by: Any) -> Target:
    """Set one target where there is none yet; raises `TargetIsThere` and what `set_targets` raises."""
    if _found(indicator, aim) is not None:
        raise TargetIsThere(field="starts_on")
    _set_one(indicator, aim, value, by=by)
    return _found(indicator, aim)  # type: ignore[return-value]


def change(target: Target, value: Decimal, *, by: Any) -> None:
    """Change one target; raises what `set_targets` raises."""
    _set_one(target.indicator, aim_of(target), value, by=by)


def remove(target: Target, *, by: Any) -> None:
    """Take one target away."""
    _set_one(target.indicator, aim_of(target), None, by=by)


def _set_one(indicator: Indicator, aim: Aim, value: Decimal | None, *, by: Any) -> None:
    version = Indicator.objects.values_list("version", flat=True).get(pk=indicator.pk)
    set_targets(indicator, {aim: value}, expected=version, by=by)


def aim_of(target: Target) -> Aim:
    return Aim(target.starts_on, target.ends_on, target.region)


def check(indicator: Indicator, aim: Aim, value: Decimal | None) -> None:
    """Do nothing where `value` can be a target for this; raise its problem otherwise."""
    if indicator.counting == WORDS:
        raise WordsHaveNoTarget
    check_region(indicator.programme, aim.region)
    if value is not None:
        # What is taken away may lie outside: the programme's days may have moved since.
        check_period(indicator.programme, aim.starts_on, aim.ends_on)
        check_amount(value, is_percentage=indicator.counting == PERCENTAGE)


def _put(indicator: Indicator, aim: Aim, value: Decimal | None) -> bool:
    """Whether the target changed."""
    found = _found(indicator, aim)
    if (found.value if found else None) == value:
        return False
    if value is None:
        found.delete()  # type: ignore[union-attr]
        return True
    days: Any = {"starts_on": aim.starts_on, "ends_on": aim.ends_on}
    target = found or Target(indicator=indicator, region=aim.region, **days)
    target.value = value
    target.save()
    return True


def _found(indicator: Indicator, aim: Aim) -> Target | None:
    days = {"starts_on": aim.starts_on, "ends_on": aim.ends_on}
    return indicator.targets.filter(**days, **same_region(aim.region)).first()


def _step(indicator: Indicator, expected: int) -> None:
    """The version of the indicator moves on with its targets; nothing else of it is written."""
    rows = Indicator.objects.filter(pk=indicator.pk, version=expected)
    if not rows.update(version=expected + 1):
        raise Overtaken(indicator)
    indicator.version = expected + 1
