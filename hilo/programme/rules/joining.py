"""How values of periods and regions join: the arithmetic of docs/algorithms/counting.md, in plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Counting = Literal["sum", "distinct", "last", "percentage", "qualitative"]
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Reported:
    """One value for a period and a region ("" is the whole); `part` of `whole` where it is a percentage."""

    starts_on: dt.date
    ends_on: dt.date
    region: str = ""
    value: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    words: str = ""


@dataclass(frozen=True)
class Joined:
    """What several values come to.

    `value` is the number (a percentage in percent); where only bounds are known it is None and they are
    `least` and `most`. `answered` are the regions of which something is known. One that `is_hidden` is there,
    and is told to nobody.
    """

    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    words: str = ""
    answered: frozenset[str] = field(default_factory=frozenset)
    is_hidden: bool = False

    @property
    def is_known(self) -> bool:
        return self.value is not None or self.least is not None or bool(self.words)


NOTHING = Joined()
HIDDEN = Joined(is_hidden=True)


def joined(values: Iterable[Reported], counting: Counting) -> Joined:
    """What `values` come to: several periods, several regions, or both."""
    found = list(values)
    if not found:
        return NOTHING
    return _HOW[counting](found)


def percentage(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` of `whole` in percent; None of nothing."""
    return HUNDRED * part / whole if whole else None


def _sum(values: Sequence[Reported]) -> Joined:
    chosen = _of_the_whole_first(values)
    amounts = [one.value for one in chosen if one.value is not None]
    total = sum(amounts, Decimal(0)) if amounts else None
    return Joined(value=total, answered=_regions(chosen))


def _distinct(values: Sequence[Reported]) -> Joined:
    """Different units of several regions or periods: all that is known is between the largest and the sum."""
    whole = [one for one in values if not one.region]
    chosen = [one for one in (whole or values) if one.value is not None]
    amounts = [one.value for one in chosen if one.value is not None]
    if not amounts:
        return NOTHING
    if len(amounts) == 1:
        return Joined(value=amounts[0], answered=_regions(chosen))
    return Joined(least=max(amounts), most=sum(amounts, Decimal(0)), answered=_regions(chosen))


def _last(values: Sequence[Reported]) -> Joined:
    whole = [one for one in values if not one.region and one.value is not None]
    regions = _regions(values)
    if not whole and len(regions) == 1:
        whole = [one for one in values if one.value is not None]
    if not whole:
        return Joined(answered=regions)
    return Joined(value=max(whole, key=_when).value, answered=regions)


def _percentage(values: Sequence[Reported]) -> Joined:
    """Parts and wholes are added up, then divided."""
    chosen = [one for one in _of_the_whole_first(values) if one.whole is not None]
    if not chosen:
        return NOTHING
    part = sum((one.part or Decimal(0) for one in chosen), Decimal(0))
    whole = sum((one.whole or Decimal(0) for one in chosen), Decimal(0))
    return Joined(percentage(part, whole), part=part, whole=whole, answered=_regions(chosen))


def _words(values: Sequence[Reported]) -> Joined:
    said = [one for one in _of_the_whole_first(values) if one.words]
    return Joined(words=max(said, key=_when).words if said else "", answered=_regions(said))


def _of_the_whole_first(values: Sequence[Reported]) -> list[Reported]:
    """For each period the values of the whole, and those of regions only where there is none."""
    periods = {(one.starts_on, one.ends_on) for one in values if not one.region}
    return [one for one in values if not one.region or (one.starts_on, one.ends_on) not in periods]


def _regions(values: Iterable[Reported]) -> frozenset[str]:
    return frozenset(one.region for one in values if one.region)


def _when(one: Reported) -> tuple[dt.date, dt.date]:
    return one.ends_on, one.starts_on


_HOW = {
    "sum": _sum,
    "distinct": _distinct,
    "last": _last,
    "percentage": _percentage,
    "qualitative": _words,
}
