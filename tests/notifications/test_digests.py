"""Collected mail: who gets it, when, once, and what it says (docs/algorithms/digests.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox

from hilo.core.time import now
from hilo.notifications import digests, post, services
from hilo.notifications.models import Habits, Notification, Outgoing
from tests.notifications.factories import LessonOpened, PlaceOffered
from tests.people.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
TOMORROW_8 = dt.datetime(2026, 3, 11, 14, 1, tzinfo=dt.UTC)


def at(moment: dt.datetime) -> Any:
    return time_machine.travel(moment, tick=True)


def rounds(moment: dt.datetime) -> list[Any]:
    """What a worker does at `moment`; answers the letters that left."""
    outbox.outbox.clear()
    with at(moment):
        digests.gather_due()
        post.send_waiting()
    return list(outbox.outbox)


def test_one_mail_takes_everything_along() -> None:
    person = AccountFactory(person=PersonFactory(language="es")).person
    for lesson in ("Precios", "Costos", "Ventas"):
        services.notify(person, LessonOpened(lesson))
    assert rounds(now()) == []
    (letter,) = rounds(TOMORROW_8)
    assert "Precios" in letter.body
    assert "Ventas" in letter.body
    assert letter.extra_headers["Precedence"] == "bulk"
    assert letter.extra_headers["List-Id"] == "<digest.hilo.example>"
    assert rounds(TOMORROW_8 + dt.timedelta(hours=1)) == []


def test_both_see_it_due() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    with at(TOMORROW_8):
        assert digests.gather_due() == 1
        Notification.objects.update(mail=None, digest_at=now())  # as the slower one still sees it
        assert digests.gather_due() == 0
    assert Outgoing.objects.count() == 1


def test_something_new_is_said_after_the_mail_was_made() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    assert len(rounds(TOMORROW_8)) == 1
    with at(TOMORROW_8 + dt.timedelta(hours=1)):
        person.refresh_from_db()
        said = services.notify(person, LessonOpened("Costos"))
    assert said is not None
    assert said.digest_at == dt.datetime(2026, 3, 12, 14, 0, tzinfo=dt.UTC)


def test_what_was_read_meanwhile_is_left_out() -> None:
    person = AccountFactory().person
    first = services.notify(person, LessonOpened("Precios"))
    services.notify(person, LessonOpened("Costos"))
    assert first is not None
    services.mark_read(person, [first.uuid])
    (letter,) = rounds(TOMORROW_8)
    assert "Costos" in letter.body
    assert "Precios" not in letter.body


def test_nothing_unread_means_no_mail_and_an_unused_day() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    services.mark_read(person)
    assert rounds(TOMORROW_8) == []
    assert not Habits.objects.filter(last_digest_on__isnull=False).exists()


def test_read_between_making_and_sending_it_is_dropped() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    with at(TOMORROW_8):
        digests.gather_due()
        services.mark_read(person)
        assert post.send_waiting().dropped == 1


def test_whoever_changes_the_hour_has_what_waits_dated_anew() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    services.choose_habits(person, rhythms={}, mail_is_on=True, hour=20, weekday=0, expected=1)
    assert Notification.objects.get().digest_at == dt.datetime(2026, 3, 11, 2, 0, tzinfo=dt.UTC)


def test_whoever_wants_no_more_mail_gets_none() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    services.choose_rhythm(person, ["programme"], "never")
    assert rounds(TOMORROW_8) == []
    assert Notification.objects.unread().count() == 1


def test_whoever_wants_it_at_once_gets_what_waits_with_the_next_daily_mail() -> None:
    person = AccountFactory().person
    services.notify(person, LessonOpened("Precios"))
    services.choose_rhythm(person, ["programme"], "at_once")
    assert len(rounds(TOMORROW_8)) == 1


def test_weekly_waits_for_its_day() -> None:
    person = AccountFactory().person
    services.choose_rhythm(person, ["programme"], "weekly")
    services.notify(person, LessonOpened("Precios"))
    assert rounds(TOMORROW_8) == []
    assert len(rounds(dt.datetime(2026, 3, 16, 14, 1, tzinfo=dt.UTC))) == 1


def test_it_says_forty_things_and_counts_the_rest() -> None:
    person = AccountFactory(person=PersonFactory(language="en")).person
    services.choose_rhythm(person, ["invitations"], "daily")
    services.notify_each((person, LessonOpened(f"Lesson {n}")) for n in range(50))
    services.notify(person, PlaceOffered("A place"))
    services.notify(person, PlaceOffered("gone"))
    (letter,) = rounds(TOMORROW_8)
    assert letter.subject == "Hilo: 51 things are new"
    assert letter.body.index("Invitations") < letter.body.index("News of your programmes")
    assert letter.body.count("is open") == 39
    assert "And 11 more." in letter.body


def test_it_is_written_in_the_recipients_language_and_digits() -> None:
    person = AccountFactory(person=PersonFactory(language="ar", given_name="سلمى")).person
    services.notify_each((person, LessonOpened(f"درس {n}")) for n in range(3))
    (letter,) = rounds(dt.datetime(2026, 3, 11, 14, 1, tzinfo=dt.UTC))
    html = letter.alternatives[0][0]
    assert 'lang="ar" dir="rtl"' in html
    assert "<bdi>سلمى</bdi>" in html


def test_a_thousand_people_cost_few_queries_each(
    django_assert_max_num_queries: Any,
) -> None:
    people = [AccountFactory().person for _each in range(30)]
    services.notify_many(people, LessonOpened("Precios"))
    with at(TOMORROW_8), django_assert_max_num_queries(30 * 11 + 5):
        assert digests.gather_due() == 30
