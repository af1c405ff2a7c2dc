"""How people learn: each at their own pace, some ahead, some behind, some gone quiet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hilo.learning.models import Cohort, Done, Enrolment, Page
from hilo.people.models import Person
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment

WAKING = (7, 22)  # hours between which people read
AHEAD = 1.3
STUCK = 0.6  # of those who are behind do not get on, though they come
CAME = (1, 10)  # days ago
GUEST_LEAVES = 3  # steps that whoever is there to sign in as has left for a visitor


@dataclass(frozen=True)
class Pace:
    """How somebody learns; `share` of the course, as of now, from 0 to 1; quiet since `until` (share of time)."""

    kind: str
    share: float
    until: float = 1.0


def pace_of(person: Person, told: dict[str, Any], elapsed: float) -> Pace:
    """The pace of one person; whoever never signed in has not begun."""
    urn = Urn(files.shares()["seed"], "pace", person.pk if not person.email else person.email)
    kind = urn.share(told["pace"]) if person.joined_at else "never"
    drawn = urn.chance.random()
    if kind == "never":
        return Pace(kind, 0)
    if kind == "stopped":
        return Pace(kind, min(elapsed, 0.08 + 0.4 * drawn), until=0.12 + 0.4 * drawn)
    if kind == "behind":
        return Pace(kind, elapsed * (0.45 + 0.4 * drawn), until=0.75 if drawn < STUCK else 1.0)
    return Pace(kind, min(1.0, elapsed * (0.93 + (AHEAD - 0.93) * drawn)))


def is_guest(person: Person) -> bool:
    """Whether visitors sign in as this person."""
    return person.email in {row["email"] for row in files.sign_ins()}


@dataclass
class Walk:
    """How far one enrolment has come: when each step was done, in order, and since when somebody is at the next."""

    row: Enrolment
    pace: Pace
    done: dict[UUID, dt.datetime]
    next_page: Page | None
    seen_at: dt.datetime | None = None

    @property
    def is_guest(self) -> bool:
        return is_guest(self.row.person)

    def urn(self, *what: Any) -> Urn:
        """Draws that are this person's own."""
        return Urn(files.shares()["seed"], self.row.cohort.slug, self.row.person.email, *what)


def walks(plan: Any, cohort: Cohort) -> list[Walk]:
    """How far each has come; nothing is written."""
    assert cohort.edition is not None
    pages = list(cohort.edition.pages.order_by("order").defer("html", "body"))
    rows = cohort.enrolments.select_related("person__account", "person__territory", "cohort")
    return [_walk(row, pages, plan) for row in rows.order_by("pk")]


def write(found: Sequence[Walk]) -> None:
    """Keep which steps each has done, and when each was seen last."""
    done = [
        Done(enrolment=walk.row, step=step, at=at)
        for walk in found
        for step, at in walk.done.items()
    ]
    for walk in found:
        last = max(walk.done.values(), default=None)
        walk.row.advanced_at = last
        walk.row.seen_at = max(filter(None, (last, walk.seen_at)), default=None)
    Done.objects.bulk_create(done, batch_size=500)
    Enrolment.objects.bulk_update(
        [walk.row for walk in found], ["advanced_at", "seen_at"], batch_size=500
    )


def _walk(row: Enrolment, pages: Sequence[Page], plan: Any) -> Walk:
    pace = pace_of(row.person, plan.told, plan.elapsed)
    count = round(len(pages) * pace.share)
    if is_guest(row.person):
        count = len(pages) - GUEST_LEAVES
    elif pace.until < 1:
        count = _halting(pages, count)
    urn = Urn(files.shares()["seed"], "steps", row.person.email)
    first = plan.starts_on
    days = max(1, int((min(plan.day, plan.ends_on) - first).days * min(pace.until, 1.0)))
    done = {
        page.step: _at(urn, first, days, place, count) for place, page in enumerate(pages[:count])
    }
    walk = Walk(row, pace, done, pages[count] if count < len(pages) else None)
    if pace.kind == "behind" and pace.until < 1 and done:
        walk.seen_at = max(*done.values(), moment(plan.day - dt.timedelta(urn.between(*CAME)), 20))
    return walk


def _halting(pages: Sequence[Page], count: int) -> int:
    """Who stops, stops where something is asked: before the last quiz or assignment on the way."""
    asked = [place for place, page in enumerate(pages[: count + 1]) if page.kind != "lesson"]
    return asked[-1] if asked else count


def _at(urn: Urn, first: dt.date, days: int, place: int, count: int) -> dt.datetime:
    """The steps lie evenly in the days that somebody learned, at waking hours."""
    day = first + dt.timedelta(days=(place + 1) * days // (count + 1))
    return moment(day, urn.between(*WAKING))
