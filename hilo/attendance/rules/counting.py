"""The share of sessions at which somebody was there, in exact minutes: docs/algorithms/attendance.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

PRESENT, PARTIAL, EXCUSED, ABSENT = "present", "partial", "excused", "absent"
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"

Key = int  # of a session


@dataclass(frozen=True)
class Sitting:
    """A session as far as counting asks: when it begins, how many minutes it has, what became of it."""

    key: Key
    starts_at: dt.datetime
    minutes: int
    state: Literal["planned", "held", "cancelled"]


def minutes_between(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """How long a session lasts, in whole minutes; at least one."""
    return max(int((ends_at - starts_at).total_seconds()) // 60, 1)


@dataclass(frozen=True)
class Record:
    """What is recorded of one person at one session; `minutes` only where it is partial."""

    state: str
    minutes: int | None = None


@dataclass(frozen=True)
class Term:
    """Since when and until when somebody belongs; None where it has no beginning or no end."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def includes(self, moment: dt.datetime) -> bool:
        """Whether `moment` lies in it: at or after its beginning, before its end."""
        begun = self.since is None or moment >= self.since
        return begun and (self.until is None or moment < self.until)


ALWAYS = Term()


@dataclass(frozen=True)
class Share:
    """Minutes there and due at held sessions, minutes ahead, and how many sessions were what."""

    there: int = 0
    due: int = 0
    ahead: int = 0
    held: int = 0
    present: int = 0
    partial: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def exact(self) -> Fraction | None:
        """The share as a fraction; None where nothing is due yet."""
        return Fraction(self.there, self.due) if self.due else None

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None where nothing is due yet."""
        return self.there * 100 // self.due if self.due else None

    def reaches(self, percent: int) -> bool:
        """Whether the share is `percent` or more, exactly; nothing due reaches nothing."""
        return self.due > 0 and self.there * 100 >= percent * self.due

    def can_reach(self, percent: int) -> bool:
        """Whether attending everything ahead suffices."""
        due = self.due + self.ahead
        return due > 0 and (self.there + self.ahead) * 100 >= percent * due

    def missing(self, percent: int) -> int:
        """How many minutes of those ahead must still be attended so that the whole reaches `percent`."""
        wanted = Fraction(percent * (self.due + self.ahead), 100)
        return max(ceil(wanted) - self.there, 0)


def share_of(
    sittings: Iterable[Sitting],
    records: Mapping[Key, Record],
    *,
    term: Term = ALWAYS,
    excuses: bool = True,
) -> Share:
    """What one person's `records`, by session, come to; a held session without one was missed.

    Where `excuses` is False, excused counts as absent.
    """
    told = dict.fromkeys(Share.__dataclass_fields__, 0)
    for sitting in sittings:
        if sitting.state == CANCELLED or not term.includes(sitting.starts_at):
            continue
        if sitting.state == HELD:
            _count(told, sitting, records.get(sitting.key, Record(ABSENT)), excuses)
        else:
            told["ahead"] += sitting.minutes
    return Share(**told)


def _count(told: dict[str, int], sitting: Sitting, record: Record, excuses: bool) -> None:
    told["held"] += 1
    told[record.state] += 1
    if record.state == EXCUSED and excuses:
        return
    told["due"] += sitting.minutes
    told["there"] += minutes_there(sitting.minutes, record)


def minutes_there(length: int, record: Record) -> int:
    """The minutes that a record is worth at a session of `length` minutes."""
    if record.state == PRESENT:
        return length
    if record.state == PARTIAL:
        return min(record.minutes or 0, length)
    return 0
