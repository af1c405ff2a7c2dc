"""Calendars: a file, a request in a mail, a feed that says when nothing is new; reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.test import Client

from hilo.attendance.models import Feed, Session
from hilo.attendance.services import excuses, feeds, reminders, sessions
from hilo.core.text import Text
from hilo.core.time import now
from hilo.notifications import post
from hilo.notifications.models import Notification
from tests.attendance.factories import a_past_session, a_roster, a_session, expect
from tests.people.factories import account_as, sign_in

pytestmark = pytest.mark.django_db


def events_in(content: bytes) -> list[Any]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def feed_of(person: Any) -> str:
    return f"/{person.language}/calendar/{feeds.renew(person, by=None).token}.ics"


def test_a_session_is_a_file_for_calendars() -> None:
    region = a_roster()
    account = account_as("member")
    expect(region, account.person)
    starts = dt.datetime(2026, 3, 17, 16, tzinfo=dt.UTC)
    made = a_session(region, starts=starts, directions=Text.of("es", "Por el patio"))
    client = sign_in(Client(), account)
    answer = client.get(f"/es/sessions/{made.uuid}/session.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert event["DTSTART"].dt == starts
    assert event["DTEND"].dt - starts == dt.timedelta(hours=2)
    assert str(event["UID"]).startswith(str(made.uuid))
    assert "Casa de Cultura" in event["LOCATION"]
    assert "Por el patio" in event["DESCRIPTION"]
    assert event["SEQUENCE"] == 0
    assert f"/es/sessions/{made.uuid}/" in event["URL"]


def test_a_feed_says_when_nothing_is_new() -> None:
    region = a_roster()
    person = expect(region)
    a_session(region)
    a_past_session(region)
    client, address = Client(), feed_of(person)
    first = client.get(address)
    assert len(events_in(first.content)) == 2
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    moved = Session.objects.order_by("starts_at")[1]
    later = {"starts_at": moved.starts_at, "ends_at": moved.ends_at + dt.timedelta(hours=1)}
    sessions.change(moved, by=None, expected=1, **later)
    second = client.get(address, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert sorted(event["SEQUENCE"] for event in events_in(second.content)) == [0, 1]


def test_a_feed_strikes_out_what_was_cancelled() -> None:
    region = a_roster()
    person = expect(region)
    sessions.cancel(a_session(region), reason="Lluvia", by=None)
    (event,) = events_in(Client().get(feed_of(person)).content)
    assert str(event["STATUS"]) == "CANCELLED"
    assert "Lluvia" in event["DESCRIPTION"]


def test_a_feed_asks_five_questions_however_many_sessions(
    django_assert_max_num_queries: Any,
) -> None:
    region = a_roster()
    person = expect(region)
    for _number in range(12):
        a_session(region)
    address = feed_of(person)
    with django_assert_max_num_queries(16):
        assert len(events_in(Client().get(address).content)) == 12


def test_an_old_address_answers_nothing() -> None:
    person = expect(a_roster())
    old = feed_of(person)
    feed_of(person)
    assert Client().get(old).status_code == 404
    assert Client().get("/es/calendar/guess.ics").status_code == 404
    assert Feed.objects.count() == 1


# Mails.


def told(person: Any) -> list[str]:
    rows = Notification.objects.filter(person=person).order_by("pk")
    return [one.message for one in rows]


def calendars_in(sent: Any) -> list[tuple[str, Any]]:
    parts = [(kind, content) for content, kind in sent.alternatives if "calendar" in kind]
    return [(kind, events_in(content.encode())[0]) for kind, content in parts]


@pytest.mark.django_db(transaction=True)
def test_mails_ask_and_take_back_in_each_language() -> None:
    region = a_roster()
    person = expect(region)
    person.language = "ar"
    person.save()
    made = a_session(region)
    post.send_waiting()
    (asked,) = calendars_in(mail.outbox[-1])
    assert asked[0] == "text/calendar; method=REQUEST"
    assert person.email in str(asked[1]["ATTENDEE"])
    made = sessions.change(made, by=None, expected=1, venue="Biblioteca, calle 7")
    post.send_waiting()
    (moved,) = calendars_in(mail.outbox[-1])
    assert (moved[1]["SEQUENCE"], str(moved[1]["LOCATION"])) == (1, "Biblioteca, calle 7")
    sessions.cancel(made, reason="Lluvia", by=None)
    post.send_waiting()
    (gone,) = calendars_in(mail.outbox[-1])
    assert gone[0] == "text/calendar; method=CANCEL"
    assert (gone[1]["SEQUENCE"], str(gone[1]["STATUS"])) == (2, "CANCELLED")
    assert "Lluvia" in mail.outbox[-1].body
    assert b"text/calendar" in mail.outbox[-1].message().as_bytes()


@pytest.mark.django_db(transaction=True)
def test_what_is_over_is_told_to_nobody() -> None:
    region = a_roster()
    person = expect(region)
    a_past_session(region)
    assert told(person) == []


@pytest.mark.django_db(transaction=True)
def test_whoever_is_expected_is_reminded_once() -> None:
    region = a_roster()
    person, away = expect(region), expect(region)
    soon = a_session(region, starts=now() + dt.timedelta(hours=20))
    a_session(region, starts=now() + dt.timedelta(days=5))
    excuses.announce(soon, away, reason="Viaje", by=None)
    assert reminders.remind() == 1
    assert reminders.remind() == 1
    assert told(person).count("attendance.session_reminder") == 1
    assert told(away).count("attendance.session_reminder") == 0


@pytest.mark.django_db(transaction=True)
def test_the_answer_to_an_excuse_is_told() -> None:
    region = a_roster()
    person = expect(region)
    excuse = excuses.announce(a_session(region), person, reason="Viaje", by=None)
    excuses.decide(excuse, is_accepted=False, by=None, answer="Hace falta su voz")
    assert "attendance.excuse_answered" in told(person)
