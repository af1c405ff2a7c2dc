"""How the installation fares, for operators: checks in words, work in the background, what was left undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import get_language

from hilo.core import journal
from hilo.core.keeping import kept
from hilo.core.models import Job
from hilo.core.registries import Check, Finding, checks

SHOWN_JOBS = 15
KEPT_SECONDS = 60
LOOKED_SECONDS = (
    5  # checks try the mail server too: a page that is asked for again and again must not
)


@dataclass(frozen=True)
class Looked:
    """What one check found."""

    name: str
    findings: list[Finding]

    @property
    def is_well(self) -> bool:
        return all(finding.is_well for finding in self.findings)


def looked() -> list[Looked]:
    """Every check, asked at most once in `LOOKED_SECONDS`; those that are not well first."""
    key = ("house", get_language())
    return kept(key, _look, seconds=LOOKED_SECONDS, whatever_happens=True)


def _look() -> list[Looked]:
    found = [Looked(check.name, _ask(check)) for check in checks]
    return sorted(found, key=lambda one: one.is_well)


def _ask(check: Check) -> list[Finding]:
    try:
        return list(check.look())
    except Exception as problem:  # a check that breaks is a finding, not a broken page
        return [Finding(False, f"{check.name}: {problem}")]


def unwell() -> Iterator[Finding]:
    """What is not well; asked at most once a minute, because checks try the mail server too."""
    key = ("unwell", get_language())
    yield from kept(key, _unwell, seconds=KEPT_SECONDS, whatever_happens=True)


def _unwell() -> list[Finding]:
    findings = (finding for one in looked() for finding in one.findings)
    return [Finding(False, str(one.text), str(one.remedy)) for one in findings if not one.is_well]


def jobs() -> list[Job]:
    """The latest work in the background."""
    return list(Job.objects.order_by("-created_at")[:SHOWN_JOBS])


def jobs_by_state() -> list[tuple[Any, int]]:
    """How many pieces of work are in each state."""
    counted = Job.objects.values_list("state").annotate(Count("pk")).order_by("state")
    return [(Job.State(state).label, count) for state, count in counted]


def left_undone() -> int:
    """Deliveries of events that nobody tries any more."""
    return journal.given_up().count()
