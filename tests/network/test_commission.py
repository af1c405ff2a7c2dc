"""The commission of a cluster: seats, who holds them, who is named, and what is told to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import registries
from hilo.core.time import now, today
from hilo.network.models import Seat
from hilo.network.problems import AlreadySeated, LastDayFirst, SeatIsTaken
from hilo.network.queries import clusters as queries
from hilo.network.services import commission
from hilo.network.showing.commissions import sides_of
from hilo.notifications.models import Notification
from tests.network.factories import (
    AgentTermFactory,
    ClusterFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.people.factories import AccountFactory, PersonFactory, account_as

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
STRANGER = AnonymousUser()


def named(cluster, viewer) -> list[str]:
    seats = queries.seats_of(cluster)
    findable = queries.findable(viewer, [seat.person for seat in seats])
    sides = sides_of(seats, findable)
    return [str(chair.seat.person) for side in sides for chair in side.named]


def test_whoever_is_seated_by_somebody_else_is_told():
    person = AccountFactory().person
    seat = commission.seat(ClusterFactory(), "firms", person=person, by=account_as("agent"))
    assert [one.message for one in Notification.objects.filter(person=person)] == ["network.seated"]
    assert seat.is_shown


def test_nobody_sits_twice_on_a_commission():
    seat = SeatFactory()
    with pytest.raises(AlreadySeated):
        commission.seat(
            seat.cluster, "public", person=seat.person, starts_on=today() + DAY, by=None
        )
    with pytest.raises(LastDayFirst):
        commission.seat(seat.cluster, "public", starts_on=today(), ends_on=today() - DAY, by=None)


def test_a_vacant_seat_is_taken_and_a_taken_one_is_not():
    vacant, person = SeatFactory(person=None), PersonFactory()
    seat = commission.change_seat(vacant, expected=1, person=person, task="Preside", by=None)
    assert (seat.person, seat.starts_on) == (person, today())
    with pytest.raises(SeatIsTaken):
        commission.change_seat(seat, expected=seat.version, person=PersonFactory(), by=None)


def test_a_seat_that_is_vacated_keeps_who_sat_there():
    seat = SeatFactory(starts_on=today() - 90 * DAY, organisation=OrganisationFactory())
    commission.vacate(seat, by=None)
    assert [one.person for one in queries.seats_of(seat.cluster)] == [None]
    assert [one.person for one in queries.former_seats_of(seat.cluster)] == [seat.person]
    vacant = queries.seats_of(seat.cluster)[0]
    assert commission.vacate(vacant, by=None) == vacant
    commission.remove_seat(vacant, by=None)
    assert queries.seats_of(seat.cluster) == []


def test_a_seat_that_was_taken_today_is_vacated_without_a_trace():
    seat = SeatFactory(starts_on=today())
    commission.vacate(seat, by=None)
    assert Seat.objects.get().person is None


def test_a_seat_less_keeps_who_sat_there():
    seat = SeatFactory()
    commission.remove_seat(seat, by=None)
    assert queries.seats_of(seat.cluster) == []
    assert queries.former_seats_of(seat.cluster) == [seat]


def test_whoever_leaves_the_roster_keeps_the_seat():
    account = AccountFactory(person__shown_to="public")
    seat = SeatFactory(person=account.person)
    assert named(seat.cluster, STRANGER) == [str(account.person)]
    commission.leave_roster(seat, by=account)
    assert named(seat.cluster, STRANGER) == []
    assert queries.seats_of(seat.cluster)[0].person == account.person


def test_nobody_takes_somebody_else_off_the_roster():
    seat = SeatFactory()
    commission.leave_roster(seat, by=account_as("coordinator"))
    seat.refresh_from_db()
    assert seat.is_shown


def test_a_person_is_named_to_whoever_may_find_the_profile():
    seat = SeatFactory(person=PersonFactory(shown_to="members"))
    hidden = SeatFactory(cluster=seat.cluster, person=PersonFactory(shown_to="me"))
    assert named(seat.cluster, STRANGER) == []
    assert named(seat.cluster, AccountFactory()) == [str(seat.person)]
    assert str(hidden.person) in named(seat.cluster, account_as("coordinator"))


def test_the_balance_counts_who_stands_on_the_roster():
    cluster = ClusterFactory()
    for gender in ("woman", "woman", "man"):
        person = PersonFactory(gender=gender, visibility={"gender": "public"})
        SeatFactory(cluster=cluster, person=person)
    SeatFactory(cluster=cluster, person=PersonFactory(gender="man"))
    SeatFactory(cluster=cluster, person=PersonFactory(gender="man"), is_shown=False)
    SeatFactory(cluster=cluster, person=None)
    assert queries.balance_of(queries.seats_of(cluster), STRANGER) == (2, 1, 0, 1)


def test_what_is_held_of_a_person_is_handed_out_and_forgotten():
    seat = SeatFactory(task="Preside")
    term = AgentTermFactory(person=seat.person, ends_on=dt.date(2026, 2, 1))
    held = {one.name: one for one in registries.personal_data}
    assert held["commission_seats"].export(seat.person)[0]["task"] == "Preside"
    assert held["agent_terms"].export(seat.person)[0]["cluster"] == str(term.cluster)
    for name in ("commission_seats", "agent_terms"):
        held[name].erase(seat.person, now())
    seat.refresh_from_db()
    assert (seat.person, seat.stakeholder, seat.task) == (None, "firms", "")
