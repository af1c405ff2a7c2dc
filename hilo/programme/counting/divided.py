"""A number divided by one of its splits, in one look at its tally however many groups there are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hilo.programme.counting.dashboard import known_until
from hilo.programme.counting.tallies import PART, WHOLE, Counted
from hilo.programme.counting.values import Measured, Numbers
from hilo.programme.models import Indicator
from hilo.programme.rules.joining import Joined, percentage
from hilo.programme.rules.periods import Period

SHOWN_ELSEWHERE = ("region", "gender")


def splits_of(indicator: Indicator) -> list[str]:
    """The splits that were chosen for `indicator`; what everybody is shown anyway is not among them."""
    return [one for one in indicator.splits if one not in SHOWN_ELSEWHERE]


def to_date(indicator: Indicator, numbers: Numbers, split: str, day: dt.date) -> dict[str, Joined]:
    """What was counted until `day`, by the groups of `split`; "" is not stated. Empty where it is not told apart."""
    if not isinstance(numbers, Measured):
        return {code: numbers.to_date(day, {split: code}) for code in numbers.groups(split)}
    periods = known_until(indicator, day)
    if not periods:
        return {}
    part, whole = (_by(numbers.sides[side], split, periods[-1]) for side in (PART, WHOLE))
    if indicator.counting != Indicator.Counting.PERCENTAGE:
        return {code: Joined(amount) for code, amount in part.items()}
    return {code: _share(part.get(code, Decimal(0)), of) for code, of in whole.items()}


def _by(counted: Counted, split: str, period: Period) -> dict[str, Decimal]:
    found = counted.within(period)
    if found is None or split not in found[0].groups:
        return {}
    count, slot = found
    told: dict[str, Any] = count.by(split, slot, to_date=True)
    return {code: Decimal(str(amount)) for code, amount in sorted(told.items())}


def _share(part: Decimal, whole: Decimal) -> Joined:
    return Joined(percentage(part, whole), part=part, whole=whole)
