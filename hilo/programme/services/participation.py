"""The verbs of taking part: take people in, count them elsewhere, let them go.

Each raises `ProgrammeIsArchived` once the programme is archived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _

from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.core.time import now
from hilo.people.models import Person
from hilo.places.models import Region
from hilo.programme.events import (
    PeopleTakenIn,
    PeopleTakenOut,
    PersonCameBack,
    PersonCountedElsewhere,
    PersonLeftProgramme,
    PersonTakenIn,
)
from hilo.programme.models import Audience, Participation, Programme
from hilo.programme.services.programmes import require_kept, subject_of

FEW = 500  # people who are named in a question; of more, everybody is asked for


class SeatIsNeeded(Problem):
    sentence = _("Later work rests on a participation, which stays.")


class RegionOfAnother(Problem):
    sentence = _("This region belongs to another programme. Choose one of this programme.")


class AudienceOfAnother(Problem):
    sentence = _("This audience belongs to another programme. Choose one of this programme.")


@dataclass(frozen=True)
class Seat:
    """Where one person takes part: in which audience and region, since when (now, if empty)."""

    person: Person
    audience: Audience | None = None
    region: Region | None = None
    joined_at: dt.datetime | None = None


@transaction.atomic
def take_in(programme: Programme, seat: Seat, *, by: Any) -> int:
    """Let one person take part; answers 0 where they already do, or did, in that audience.

    Raises `AudienceOfAnother`, `RegionOfAnother`.
    """
    require_kept(programme)
    row = _participation(programme, seat)
    _one, is_new = Participation.objects.get_or_create(
        programme=programme,
        person=seat.person,
        audience=seat.audience,
        defaults={"region": row.region, "joined_at": row.joined_at},
    )
    if is_new:
        event = PersonTakenIn(programme.uuid, seat.person.uuid)
        publish(event, by=by, subject=("person", seat.person.uuid))
    return int(is_new)


@transaction.atomic
def take_in_many(programme: Programme, seats: Iterable[Seat], *, by: Any) -> int:
    """Let many people take part; those who already do in that audience stay as they are.

    Answers how many are new. Raises `AudienceOfAnother`; then nobody is taken in.
    """
    require_kept(programme)
    # Lock: the programme, so that two imports of the same list do not both count a person.
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    rows = [_participation(programme, seat) for seat in seats]
    seated = programme.participations.values_list("person", "audience")
    if len(rows) <= FEW:
        seated = seated.filter(person__in=[row.person_id for row in rows])
    known = set(seated)
    fresh = {(row.person_id, row.audience_id): row for row in rows}
    new = [row for key, row in fresh.items() if key not in known]
    Participation.objects.bulk_create(new, batch_size=500)
    if new:
        publish(PeopleTakenIn(programme.uuid, len(new)), by=by, subject=subject_of(programme))
    return len(new)


def _participation(programme: Programme, seat: Seat) -> Participation:
    if seat.audience is not None:
        _own(programme, seat.audience)
    _check_region(programme, seat.region)
    return Participation(
        programme=programme,
        person=seat.person,
        audience=seat.audience,
        region=seat.region,
        joined_at=seat.joined_at or now(),
    )


@transaction.atomic
def leave(participation: Participation, *, by: Any) -> None:
    """Note that somebody no longer takes part; doing it again changes nothing."""
    require_kept(participation.programme)
    rows = Participation.objects.filter(pk=participation.pk, left_at__isnull=True)
    if rows.update(left_at=now()):
        programme, person = participation.programme, participation.person
        event = PersonLeftProgramme(programme.uuid, person.uuid)
        publish(event, by=by, subject=subject_of(programme))


@transaction.atomic
def come_back(programme: Programme, person: Person, *, by: Any) -> None:
    """Note that somebody who left takes part again, where they did last; else nothing changes."""
    require_kept(programme)
    rows = programme.participations.filter(person=person)
    last = rows.aggregate(last=Max("left_at"))["last"]
    if rows.present().exists() or not rows.filter(left_at=last).update(left_at=None):
        return
    event = PersonCameBack(programme.uuid, person.uuid)
    publish(event, by=by, subject=("person", person.uuid))


@transaction.atomic
def leave_altogether(programme: Programme, person: Person, *, by: Any) -> None:
    """Note that somebody takes part in none of the audiences any more."""
    require_kept(programme)
    rows = programme.participations.present().filter(person=person)
    if rows.update(left_at=now()):
        event = PersonLeftProgramme(programme.uuid, person.uuid)
        publish(event, by=by, subject=subject_of(programme))


@transaction.atomic
def count_in(programme: Programme, person: Person, region: Region | None, *, by: Any) -> None:
    """Count somebody who takes part in `region`, or in none; raises `RegionOfAnother`."""
    require_kept(programme)
    _check_region(programme, region)
    rows = programme.participations.present().filter(person=person)
    if rows.update(region=region):
        _tell_counted_elsewhere(programme, person, by=by)


@transaction.atomic
def assign(
    programme: Programme, person: Person, audiences: Collection[Audience], *, by: Any
) -> None:
    """Let somebody who takes part do so in these audiences and no others; none is the programme itself.

    A participation moves to an audience that it did not have and keeps its day; one that is left
    over ends. Raises `AudienceOfAnother`.
    """
    require_kept(programme)
    wanted: set[int | None] = {_own(programme, audience).pk for audience in audiences} or {None}
    # Lock: the programme, as in `take_in_many`.
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    rows = list(programme.participations.filter(person=person).order_by("joined_at", "pk"))
    held = [row for row in rows if row.left_at is None]
    spare = [row for row in held if row.audience_id not in wanted]
    missing = wanted - {row.audience_id for row in held}
    if not held or not (spare or missing):
        return
    for audience in sorted(missing, key=str):
        _sit(held[0], audience, rows, spare)
    Participation.objects.filter(pk__in=[row.pk for row in spare]).update(left_at=now())
    _tell_counted_elsewhere(programme, person, by=by)


def _sit(
    like: Participation, audience: int | None, rows: list[Participation], spare: list[Participation]
) -> None:
    """Give a person a seat in `audience`: the one they once had, else a spare one, else a new one."""
    once = next((row for row in rows if row.audience_id == audience), None)
    row = once or (spare.pop(0) if spare else None)
    if row is None:
        row = Participation(programme=like.programme, person=like.person, joined_at=now())
    row.audience_id, row.left_at, row.region_id = audience, None, like.region_id
    row.save()


@transaction.atomic
def take_back(programme: Programme, people: Collection[Person], *, by: Any) -> None:
    """Take people out of the programme as if they had never been in it; raises `SeatIsNeeded`."""
    require_kept(programme)
    rows = programme.participations.filter(person__in=people)
    count = rows.values("person").distinct().count()
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError as needed:
        raise SeatIsNeeded from needed
    if count:
        publish(PeopleTakenOut(programme.uuid, count), by=by, subject=subject_of(programme))


def _own(programme: Programme, audience: Audience) -> Audience:
    if audience.programme_id != programme.pk:
        raise AudienceOfAnother(field="audience")
    return audience


def _check_region(programme: Programme, region: Region | None) -> None:
    if region is not None and (region.owner_kind, region.owner) != ("programme", programme.uuid):
        raise RegionOfAnother(field="region")


def _tell_counted_elsewhere(programme: Programme, person: Person, *, by: Any) -> None:
    event = PersonCountedElsewhere(programme.uuid, person.uuid)
    publish(event, by=by, subject=("person", person.uuid))
