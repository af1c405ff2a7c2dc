"""Which way of recording wins where one has recorded already: docs/algorithms/attendance.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from hilo.attendance.rules.counting import EXCUSED, PRESENT, Record

CODE, EXCUSE = "code", "excuse"


class Verdict(Enum):
    """What becomes of what arrives."""

    RECORD = "record"  # there was nothing: it is recorded
    NOTHING = "nothing"  # the same is there already
    CHANGE = "change"  # it replaces what was there, and the log says so
    REASON = "reason"  # it would replace what was there: only with a reason
    STAYS = "stays"  # what was there stays


@dataclass(frozen=True)
class Kept:
    """What is recorded already: what, by which way, by whom (None: the person themselves)."""

    record: Record
    way: str
    by: Any = None


def by_code(kept: Kept | None) -> Verdict:
    """What a code typed on a phone does: it never overrules a keeper, only an excuse."""
    if kept is None:
        return Verdict.RECORD
    if kept.record.state == PRESENT:
        return Verdict.NOTHING
    is_excuse = kept.record.state == EXCUSED and kept.way == EXCUSE
    return Verdict.CHANGE if is_excuse else Verdict.STAYS


def by_keeper(
    kept: Kept | None, said: Record | None, *, by: Any, is_closed: bool, has_reason: bool
) -> Verdict:
    """What a keeper's word does (None: take the record back), on the list, on paper or in a sheet."""
    if kept is None:
        return Verdict.NOTHING if said is None else Verdict.RECORD
    if kept.record == said:
        return Verdict.NOTHING
    is_own_slip = kept.by is not None and kept.by == by and not is_closed and kept.way != EXCUSE
    return Verdict.CHANGE if is_own_slip or has_reason else Verdict.REASON
