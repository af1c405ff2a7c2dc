"""How people learn: each at their own pace, some ahead, some behind, some gone quiet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hilo.learning.models import Cohort, Done, Enrolment
from hilo.people.models import Person
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment

WAKING = (7, 22)  # hours between which people read
AHEAD = 1.3
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
        return Pace(kind, elapsed * (0.45 + 0.4 * drawn))
    return Pace(kind, min(1.0, elapsed * (0.93 + (AHEAD - 0.93) * drawn)))


def is_guest(person: Person) -> bool:
    """Whether visitors sign in as this person."""
    return person.email in {row["email"] for row in files.sign_ins()}


def walk(plan: Any, cohort: Cohort) -> None:
    """Write down which steps each has done, and when each was seen last."""
    assert cohort.edition is not None
    steps = list(cohort.edition.pages.order_by("order").values_list("step", flat=True))
    rows = list(cohort.enrolments.select_related("person__account").order_by("pk"))
    done: list[Done] = []
    for row in rows:
        walked = _walked(row, steps, plan)
        done += walked
        row.advanced_at = row.seen_at = walked[-1].at if walked else None
    Done.objects.bulk_create(done, batch_size=500)
    Enrolment.objects.bulk_update(rows, ["advanced_at", "seen_at"], batch_size=500)


def _walked(row: Enrolment, steps: Sequence[UUID], plan: Any) -> list[Done]:
    pace = pace_of(row.person, plan.told, plan.elapsed)
    count = round(len(steps) * pace.share)
    if is_guest(row.person):
        count = len(steps) - GUEST_LEAVES
    urn = Urn(files.shares()["seed"], "steps", row.person.email)
    first = plan.starts_on
    days = max(1, int((min(plan.day, plan.ends_on) - first).days * min(pace.until, 1.0)))
    return [
        Done(enrolment=row, step=step, at=_at(urn, first, days, place, count))
        for place, step in enumerate(steps[:count])
    ]


def _at(urn: Urn, first: dt.date, days: int, place: int, count: int) -> dt.datetime:
    """The steps lie evenly in the days that somebody learned, at waking hours."""
    day = first + dt.timedelta(days=(place + 1) * days // (count + 1))
    return moment(day, urn.between(*WAKING))
