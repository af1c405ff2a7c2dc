"""What targets and declared values share: days within the programme, a region of it, a number that can be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.places.models import Region
from hilo.programme.models import Programme
from hilo.programme.rules.periods import Period
from hilo.programme.services.indicators import MOST_PERCENT, MoreThanAll
from hilo.programme.services.participation import RegionOfAnother
from hilo.ui import calendar

MOST = Decimal(10) ** 12


class PeriodIsMissing(Problem):
    sentence = _("Say for which days this is: from the first to the last. A year has both.")


class PeriodUpsideDown(Problem):
    sentence = _("The last day lies before the first day. Change one of them.")


class PeriodOutside(Problem):
    sentence = _("These days lie outside of the programme, which %(days)s.")


class NumberTooLarge(Problem):
    sentence = _("This number is too large to be kept. Choose a larger unit.")


class BelowNothing(Problem):
    sentence = _("A percentage is not below zero.")


def check_period(
    programme: Programme, starts_on: dt.date | None, ends_on: dt.date | None
) -> Period:
    """These days, where they are days of the programme."""
    if starts_on is None or ends_on is None:
        raise PeriodIsMissing(field="starts_on" if starts_on is None else "ends_on")
    if ends_on < starts_on:
        raise PeriodUpsideDown(field="ends_on")
    is_early = programme.starts_on is not None and starts_on < programme.starts_on
    is_late = programme.ends_on is not None and ends_on > programme.ends_on
    if is_early or is_late:
        field = "starts_on" if is_early else "ends_on"
        raise PeriodOutside(field=field, days=days_of(programme))
    return Period(starts_on, ends_on)


def days_of(programme: Programme) -> str:
    """«runs from 1 Jan 2026 to 31 Dec 2026», as far as it is known."""
    first, last = programme.starts_on, programme.ends_on
    told = {
        "first": calendar.day(first) if first else "",
        "last": calendar.day(last) if last else "",
    }
    if first and last:
        return str(_("runs from %(first)s to %(last)s")) % told
    return str(_("begins on %(first)s") if first else _("ends on %(last)s")) % told


def check_region(programme: Programme, region: Region | None) -> None:
    """Do nothing for a region of the programme, or none; raise `RegionOfAnother` otherwise."""
    if region is not None and (region.owner_kind, region.owner) != ("programme", programme.uuid):
        raise RegionOfAnother(field="region")


def check_amount(value: Decimal | None, *, is_percentage: bool, field: str = "value") -> None:
    """Do nothing for a number that can be; raise its problem otherwise."""
    if value is None:
        return
    if is_percentage and value > MOST_PERCENT:
        raise MoreThanAll(field=field)
    if is_percentage and value < 0:
        raise BelowNothing(field=field)
    if abs(value) >= MOST:
        raise NumberTooLarge(field=field)


def same_region(region: Region | None) -> dict[str, Any]:
    """The lookup of rows for this region, or for the whole programme."""
    return {"region": region} if region else {"region__isnull": True}
