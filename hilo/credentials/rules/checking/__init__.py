"""Checks any Open Badge, ours or another's: five checks, each with its verdict, and what was not checked and why.

`check` decides nothing else than what it is given: the bytes, the moment, and two ways to ask for keys and lists.
"""

from __future__ import annotations

import datetime as dt

from . import dates, proofs, statuses, structure, words
from .opening import Opened, Unopened, opened
from .reports import (
    CODES,
    FAILED,
    NAMES,
    NOT_CHECKED,
    OK,
    PARTLY,
    REASONS,
    Achieved,
    Check,
    Party,
    Report,
)
from .sources import Fetch, Own, Sources

__all__ = [
    "CODES",
    "FAILED",
    "NAMES",
    "NOT_CHECKED",
    "OK",
    "PARTLY",
    "REASONS",
    "Achieved",
    "Check",
    "Party",
    "Report",
    "check",
    "nothing",
]


def nothing(url: str) -> bytes | None:
    """No address is our own."""
    return None


def check(data: bytes, *, now: dt.datetime, fetch: Fetch, own: Own = nothing) -> Report:
    """What the five checks say of `data` at the moment `now`.

    `own` answers for our own addresses and is asked before `fetch`, which raises `rules.fetching.Unfetched`.
    """
    try:
        found = opened(data)
    except Unopened as error:
        return _unopened(error)
    return _report(found, Sources(fetch, own), now)


def _report(found: Opened, sources: Sources, now: dt.datetime) -> Report:
    proof = proofs.check(found, sources, now)
    status = statuses.check(found.credential, proof, sources, now)
    checks = (*structure.checks(found.credential), proof.check, dates.check(found, now), status)
    start, end = dates.span(found)
    return Report(
        found.form,
        checks,
        is_ours=proof.is_ours,
        valid_from=start,
        valid_until=end,
        **words.said_by(found),
    )


def _unopened(error: Unopened) -> Report:
    """A report on something that is no credential: the first check says so, the others had nothing to check."""
    first = Check("structure", FAILED, f"structure.{error.code}")
    others = (Check(name, NOT_CHECKED, f"{name}.nothing") for name in NAMES[1:])
    return Report(error.form, (first, *others))
