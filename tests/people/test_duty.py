"""Staff power: for a time, in one browser, after a second factor, written down."""

from __future__ import annotations

import datetime as dt
import time

import pytest
import time_machine
from django.test import Client

from hilo.core.models import Entry
from hilo.core.time import now
from tests.people.factories import (
    AccountFactory,
    GrantFactory,
    account_as,
    sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db

DUTY = "/en/duty/"
LIST = "/en/people/"


def off_duty(role: str = "coordinator", *, proved_minutes_ago: int = 1) -> Client:
    """A browser in which somebody with a role has signed in and has not begun."""
    account = AccountFactory()
    GrantFactory(person=account.person, role=role)
    client = sign_in(Client(), with_second_factor(account))
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - proved_minutes_ago * 60
    session.save()
    return client


def test_an_office_page_leads_to_the_session_and_back():
    client = off_duty()
    assert client.get(LIST)["Location"] == f"{DUTY}?next=%2Fen%2Fpeople%2F"
    assert client.get(f"{DUTY}?next={LIST}").status_code == 200
    assert client.post(DUTY, {"next": LIST})["Location"] == LIST
    assert client.get(LIST).status_code == 200


def test_beginning_asks_for_the_second_factor_when_it_was_long_ago():
    client = off_duty(proved_minutes_ago=16)
    answer = client.post(DUTY, {"next": LIST})
    assert answer["Location"].startswith("/en/me/security/confirm/?next=")
    assert client.get(LIST).status_code == 302


def test_without_a_second_factor_its_set_up_comes_first():
    account = AccountFactory()
    GrantFactory(person=account.person, role="trainer")
    client = sign_in(Client(), account)
    assert client.get(DUTY)["Location"].startswith("/en/me/security/second-factor/?next=")
    assert client.post(DUTY)["Location"].startswith("/en/me/security/second-factor/?next=")


def test_power_ends_by_itself_after_eight_hours():
    client = off_duty()
    client.post(DUTY)
    with time_machine.travel(now() + dt.timedelta(hours=7, minutes=59), tick=True):
        assert client.get(LIST).status_code == 200
    with time_machine.travel(now() + dt.timedelta(hours=8, minutes=1), tick=True):
        assert client.get(LIST).status_code == 302


def test_power_ends_with_the_button():
    client = off_duty()
    client.post(DUTY)
    client.post("/en/duty/end/")
    assert client.get(LIST).status_code == 302


def test_power_stays_in_its_browser(as_role):
    _client, account = as_role("coordinator")
    elsewhere = sign_in(Client(), type(account).objects.get(pk=account.pk))
    assert elsewhere.get(LIST).status_code == 302


def test_a_session_of_somebody_else_is_worth_nothing():
    mine, yours = off_duty(), account_as("coordinator")
    session = mine.session
    session["duty"] = str(yours.duty_uuid)
    session.save()
    assert mine.get(LIST).status_code == 302


def test_beginning_and_ending_are_written_down():
    client = off_duty()
    client.post(DUTY)
    client.post("/en/duty/end/")
    events = Entry.objects.filter(event__startswith="people.Duty").order_by("at")
    assert [entry.event for entry in events] == ["people.DutyBegun", "people.DutyEnded"]


def test_the_strip_tells_until_when(as_role):
    client, _account = as_role("coordinator")
    assert "Staff session until" in client.get("/en/me/").content.decode()


def test_members_are_left_alone(as_role):
    client, _account = as_role("member")
    assert "need no staff session" in client.get(DUTY).content.decode()
    assert client.get(LIST).status_code == 403
    assert "Staff session" not in client.get("/en/me/").content.decode()


def test_what_was_being_sent_waits_until_the_session_has_begun(as_role):
    client, _account = as_role("coordinator")
    client.post("/en/duty/end/")
    form = {"given_name": "Salma", "email": "salma@taller.example", "language": "fr"}
    answer = client.post("/en/people/invite/", form, HTTP_SEC_FETCH_SITE="same-origin")
    assert answer["Location"].startswith(DUTY)
    waiting = client.post(answer["Location"], follow=True).content.decode()
    assert "salma@taller.example" in waiting


def test_one_who_lost_the_role_has_no_power(as_role):
    client, account = as_role("coordinator")
    account.person.grants.update(revoked_at=now())
    assert client.get(LIST).status_code == 403
