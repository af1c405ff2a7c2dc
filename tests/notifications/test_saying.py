"""Saying something to people: once, to one or to many, each in their rhythm."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as outbox
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from hilo.core.time import now
from hilo.notifications import keeping, post, services
from hilo.notifications.models import Habits, Notification, Outgoing
from hilo.notifications.standard import SignedInElsewhere
from tests.notifications.factories import LessonOpened, PlaceOffered
from tests.people.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_says_it_here_and_by_mail_at_once() -> None:
    person = AccountFactory().person
    said = services.notify(person, PlaceOffered("Prices that pay"))
    assert said is not None
    assert said.read_at is None
    assert said.mail is not None
    assert said.mail.state == "waiting"
    assert said.mail.message_id.startswith(f"<notification.{said.mail.uuid}@")
    post.send_waiting()
    assert [letter.to for letter in outbox.outbox] == [[person.account.email]]
    assert outbox.outbox[0].subject == "A place for you: Prices that pay"


def test_says_the_same_thing_once() -> None:
    person = AccountFactory().person
    assert services.notify(person, PlaceOffered("Prices that pay")) is not None
    assert services.notify(person, PlaceOffered("Prices that pay")) is None
    assert services.notify(person, PlaceOffered("Another")) is not None
    assert Notification.objects.count() == Outgoing.objects.count() == 2


def test_keeps_for_the_digest_what_is_wanted_daily() -> None:
    person = AccountFactory().person
    said = services.notify(person, LessonOpened("Prices that pay"))
    assert said is not None
    assert said.mail is None
    # 18:00 UTC is noon in Mexico: the next 8 o'clock is tomorrow.
    assert said.digest_at == dt.datetime(2026, 3, 11, 14, 0, tzinfo=dt.UTC)


def test_never_means_never_by_mail() -> None:
    person = AccountFactory().person
    services.choose_rhythm(person, ["programme"], "never")
    said = services.notify(person, LessonOpened("Prices that pay"))
    assert said is not None
    assert said.mail is None
    assert said.digest_at is None


def test_what_concerns_safety_always_comes() -> None:
    person = AccountFactory().person
    Habits.objects.create(person=person, mail_is_on=False, rhythms={"security": "never"})
    person.refresh_from_db()
    said = services.notify(person, SignedInElsewhere(at=now()))
    assert said is not None
    assert said.mail is not None


def test_nobody_is_written_to_without_a_way_in() -> None:
    said = services.notify(PersonFactory(), PlaceOffered("Prices that pay"))
    assert said is not None
    assert said.rhythm == "never"
    assert not Outgoing.objects.exists()


def test_nothing_is_said_of_what_did_not_happen() -> None:
    person = AccountFactory().person
    with pytest.raises(RuntimeError), transaction.atomic():
        services.notify(person, PlaceOffered("Prices that pay"))
        raise RuntimeError
    assert not Notification.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_erased_people_are_left_alone() -> None:
    person = PersonFactory(given_name="", erased_at=now())
    assert services.notify(person, PlaceOffered("Prices that pay")) is None


def test_tells_a_few_within_the_request() -> None:
    people = [AccountFactory().person for _each in range(3)]
    assert services.notify_many(people, PlaceOffered("Prices that pay")) == 3
    assert Notification.objects.count() == 3


def test_a_message_about_something_gone_is_dropped() -> None:
    person = AccountFactory().person
    said = services.notify(person, PlaceOffered("gone"))
    post.send_waiting()
    assert said is not None
    assert said.mail is not None
    said.mail.refresh_from_db()
    assert (said.mail.state, said.mail.problem) == ("dropped", "nothing_to_say")
    assert outbox.outbox == []


def test_forgets_after_a_year() -> None:
    person = AccountFactory().person
    services.notify(person, PlaceOffered("Prices that pay"))
    post.send_waiting()
    assert keeping.forget_old() == 0
    assert keeping.forget_old(now() + dt.timedelta(days=366)) == 2
