"""The time line of a programme's page: its days, its milestones and its activities, around today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.core.time import today
from hilo.programme.models import Activity, Programme
from hilo.programme.showing.activities import milestone_in_words, state_in_words
from hilo.programme.words import state_of

MOST = 12
BEFORE = 5  # of them what lies before today


@dataclass(frozen=True)
class Point:
    """One day of the line: what is on it, what is said of it, and whether it lies behind us."""

    on: dt.date
    title: Any
    remark: str = ""

    @property
    def where(self) -> str:
        return "done" if self.on <= today() else "later"


@dataclass(frozen=True)
class Line:
    """The points around today; where some were left out, all of them are at `href`."""

    points: list[Point]
    is_cut: bool
    href: str


def line_of(programme: Programme) -> Line:
    """The programme in time; a line of only its own two days says nothing new and is left empty."""
    events = [*_milestones(programme), *_activities(programme)]
    every = sorted([*_ends(programme), *events], key=lambda point: point.on) if events else []
    shown = around_today(every)
    href = reverse("programme:activities", args=[programme.slug])
    return Line(shown, len(shown) < len(every), href)


def around_today(points: list[Point]) -> list[Point]:
    """At most `MOST` of them: the last before today, and the next."""
    if len(points) <= MOST:
        return points
    passed = sum(point.where == "done" for point in points)
    start = max(0, min(passed - BEFORE, len(points) - MOST))
    return points[start : start + MOST]


def _ends(programme: Programme) -> Iterator[Point]:
    if programme.starts_on:
        yield Point(programme.starts_on, _("The programme begins"))
    if programme.ends_on:
        remark = state_of(programme) if programme.is_over else ""
        yield Point(programme.ends_on, _("Last day of the programme"), remark)


def _milestones(programme: Programme) -> Iterator[Point]:
    for one in programme.milestones.all():
        yield Point(one.due_on, one.title, milestone_in_words(one)[0])


def _activities(programme: Programme) -> Iterator[Point]:
    rows = programme.activities.filter(starts_on__isnull=False).defer("about", "note")
    for one in rows.exclude(state=Activity.State.CANCELLED):
        yield Point(one.starts_on or one.ends_on, one.title, state_in_words(one)[0])  # type: ignore[arg-type]
