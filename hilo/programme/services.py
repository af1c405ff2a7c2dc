"""The verbs of programmes: put on record, open, close, and take people in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import search
from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now
from hilo.people.models import Person
from hilo.places.models import Region
from hilo.programme.events import (
    PeopleTakenIn,
    PersonLeftProgramme,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeDrafted,
    ProgrammeOpened,
)
from hilo.programme.models import Audience, Participation, Party, Programme


class ProgrammeNameTaken(Problem):
    sentence = _("There is already a programme at this address. Choose another short name.")


class NotPossibleNow(Problem):
    sentence = _("The programme is in another state now. Load the page again.")


class AudienceOfAnother(Problem):
    sentence = _("This audience belongs to another programme. Choose one of this programme.")


@dataclass(frozen=True)
class Standing:
    """Who stands behind a programme, in which `role` of `Party.Role`."""

    role: str
    name: Text


@dataclass(frozen=True)
class Seat:
    """Where one person takes part: in which audience and region, since when (now, if empty)."""

    person: Person
    audience: Audience | None = None
    region: Region | None = None
    joined_at: dt.datetime | None = None


@transaction.atomic
def draft(*, slug: str, by: Any, parties: Sequence[Standing] = (), **fields: Any) -> Programme:
    """Put a programme on record, not public yet; `fields` are those of `Programme`.

    Raises `ProgrammeNameTaken`, ValidationError.
    """
    if Programme.objects.filter(slug=slug).exists():
        raise ProgrammeNameTaken(field="slug")
    programme = Programme(slug=slug, **fields)
    programme.full_clean(exclude=["name", "summary", "about"])
    programme.save()
    Party.objects.bulk_create(
        Party(programme=programme, role=one.role, name=one.name, order=order)
        for order, one in enumerate(parties)
    )
    publish(ProgrammeDrafted(programme.uuid), by=by, subject=_subject(programme))
    search.index("programme", programme)
    return programme


@transaction.atomic
def change(programme: Programme, *, expected: int, by: Any, **changes: Any) -> Programme:
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`."""
    changed = tuple(sorted(key for key in changes if getattr(programme, key) != changes[key]))
    if not changed:
        return programme
    for key in changed:
        setattr(programme, key, changes[key])
    programme.full_clean(exclude=["name", "summary", "about"])
    programme.save_version(expected=expected)
    publish(ProgrammeChanged(programme.uuid, changed), by=by, subject=_subject(programme))
    search.index("programme", programme)
    return programme


def open_programme(programme: Programme, *, by: Any) -> None:
    """Make the programme public and let it begin; raises `NotPossibleNow`."""
    _move(programme, "open", ProgrammeOpened(programme.uuid), by=by)


def close(programme: Programme, *, by: Any) -> None:
    """End the programme; nothing of it is lost. Raises `NotPossibleNow`."""
    _move(programme, "close", ProgrammeClosed(programme.uuid), by=by)


@transaction.atomic
def _move(programme: Programme, verb: str, event: Any, *, by: Any) -> None:
    before, after = Programme.TRANSITIONS[verb]
    rows = Programme.objects.filter(pk=programme.pk, state__in=before)
    if not rows.update(state=after, changed_at=now()):
        raise NotPossibleNow
    programme.refresh_from_db()
    programme.__dict__.pop("moment", None)
    publish(event, by=by, subject=_subject(programme))
    search.index("programme", programme)


@transaction.atomic
def set_audience(
    programme: Programme, *, slug: str, name: Text, by: Any, target: int | None = None
) -> Audience:
    """Say for whom the programme is, and how many people it means to reach."""
    audience, _is_new = Audience.objects.update_or_create(
        programme=programme,
        slug=slug,
        defaults={"name": name, "target": target},
        create_defaults={"name": name, "target": target, "order": programme.audiences.count()},
    )
    event = ProgrammeChanged(programme.uuid, ("audiences",))
    publish(event, by=by, subject=_subject(programme))
    return audience


def take_in(programme: Programme, seat: Seat, *, by: Any) -> int:
    """Let one person take part; answers 0 where they already do."""
    return take_in_many(programme, [seat], by=by)


@transaction.atomic
def take_in_many(programme: Programme, seats: Iterable[Seat], *, by: Any) -> int:
    """Let many people take part; those who already do in that audience stay as they are.

    Answers how many are new. Raises `AudienceOfAnother`; then nobody is taken in.
    """
    # Lock: the programme, so that two imports of the same list do not both count a person.
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    rows = [_participation(programme, seat) for seat in seats]
    known = set(programme.participations.values_list("person", "audience"))
    fresh = {(row.person_id, row.audience_id): row for row in rows}
    new = [row for key, row in fresh.items() if key not in known]
    Participation.objects.bulk_create(new, batch_size=500)
    if new:
        publish(PeopleTakenIn(programme.uuid, len(new)), by=by, subject=_subject(programme))
    return len(new)


def _participation(programme: Programme, seat: Seat) -> Participation:
    if seat.audience is not None and seat.audience.programme_id != programme.pk:
        raise AudienceOfAnother(field="audience")
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
    rows = Participation.objects.filter(pk=participation.pk, left_at__isnull=True)
    if rows.update(left_at=now()):
        programme, person = participation.programme, participation.person
        event = PersonLeftProgramme(programme.uuid, person.uuid)
        publish(event, by=by, subject=_subject(programme))


def _subject(programme: Programme) -> tuple[str, Any]:
    return "programme", programme.uuid
