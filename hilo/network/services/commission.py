"""The commission of a cluster: seats by kind of stakeholder, who holds them, and who is shown there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from hilo.core.events import Event, publish
from hilo.core.time import today
from hilo.network import events
from hilo.network.messages import Seated
from hilo.network.models import Cluster, Organisation, Seat
from hilo.network.problems import AlreadySeated, LastDayFirst, SeatIsTaken
from hilo.network.rules import terms
from hilo.notifications import services as notifications
from hilo.people.models import Person

DAY = dt.timedelta(days=1)


@transaction.atomic
def seat(
    cluster: Cluster,
    stakeholder: str,
    *,
    by: Any,
    person: Person | None = None,
    organisation: Organisation | None = None,
    task: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Seat:
    """Add a seat for a kind of stakeholder, taken by somebody or vacant; raises `AlreadySeated`.

    Whoever is seated by somebody else is told, with the way to leave the roster or the seat.
    """
    made = Seat(
        cluster=cluster,
        stakeholder=stakeholder,
        person=person,
        organisation=organisation,
        task=task,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(made)
    made.save()
    _tell(events.SeatAdded, made, by=by)
    _tell_the_person(made, by=by)
    return made


@transaction.atomic
def change_seat(seat: Seat, *, expected: int, by: Any, **changes: Any) -> Seat:
    """Change a seat, or let somebody take it where it is vacant.

    Raises `SeatIsTaken` where somebody else sits there, `AlreadySeated`, `LastDayFirst`, and
    `Overtaken` if somebody saved the seat since version `expected`.
    """
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    changed = {name: new for name, new in changes.items() if getattr(seat, name) != new}
    if not changed:
        return seat
    is_new = "person" in changed
    if is_new and seat.person_id:
        raise SeatIsTaken
    for name, value in changed.items():
        setattr(seat, name, value)
    if is_new:
        seat.is_shown = True
        seat.starts_on = seat.starts_on or today()
    _check(seat)
    seat.save_version(expected=expected)
    _tell(events.SeatChanged, seat, by=by)
    if is_new:
        _tell_the_person(seat, by=by)
    return seat


@transaction.atomic
def vacate(seat: Seat, *, by: Any) -> Seat:
    """Let nobody sit there from today on; answers the vacant seat, the same if it was vacant already.

    The row keeps who sat there until yesterday; a vacant one of the same kind takes its place.
    """
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.person_id is None:
        return seat
    if seat.starts_on is None or seat.starts_on < today():
        _end(seat)
        seat = Seat(cluster=seat.cluster, stakeholder=seat.stakeholder)
    seat.person, seat.organisation, seat.task = None, None, ""
    seat.is_shown, seat.starts_on, seat.ends_on = True, None, None
    # Whoever has the form of the seat open is told: whom they see there sits there no longer.
    seat.version += 1
    seat.save()
    _tell(events.SeatVacated, seat, by=by)
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: Any) -> None:
    """Have one seat less from today on; whoever sat there stays in the history."""
    if seat.person_id is None or seat.starts_on == today():
        _tell(events.SeatRemoved, seat, by=by)
        seat.delete()
        return
    _end(seat)
    _tell(events.SeatRemoved, seat, by=by)


def leave_roster(seat: Seat, *, by: Any) -> None:
    """Let whoever holds the seat not be named any more; the seat stays theirs."""
    choose_roster(seat, is_shown=False, by=by)


@transaction.atomic
def choose_roster(seat: Seat, *, is_shown: bool, by: Any) -> None:
    """Note whether whoever holds the seat stands on the roster; it is theirs alone to choose."""
    rows = Seat.objects.filter(pk=seat.pk, person=by.person).exclude(is_shown=is_shown)
    if rows.update(is_shown=is_shown):
        seat.is_shown = is_shown
        _tell(events.RosterChanged, seat, by=by)


def _end(seat: Seat) -> None:
    """Let yesterday be the last day of a seat."""
    yesterday = today() - DAY
    if seat.starts_on is not None and seat.starts_on > yesterday:
        seat.starts_on = yesterday
    seat.ends_on = yesterday
    seat.version += 1
    seat.save()


def _check(seat: Seat) -> None:
    if seat.starts_on and seat.ends_on and seat.ends_on < seat.starts_on:
        raise LastDayFirst
    if seat.person is None:
        return
    same = Seat.objects.filter(cluster=seat.cluster, person=seat.person).exclude(pk=seat.pk)
    own = (seat.starts_on, seat.ends_on)
    if any(terms.overlap((one.starts_on, one.ends_on), own) for one in same):
        raise AlreadySeated(name=str(seat.person))


def _tell(event: type[Event], seat: Seat, *, by: Any) -> None:
    uuid = seat.cluster.uuid
    publish(event(uuid, seat.uuid), by=by, subject=("cluster", uuid))  # type: ignore[call-arg]


def _tell_the_person(seat: Seat, *, by: Any) -> None:
    """Nobody is seated behind their back; what the house itself set up needs no telling."""
    actor = getattr(by, "person", None)
    if seat.person is not None and actor is not None and actor != seat.person:
        notifications.notify(seat.person, Seated(seat.uuid))
