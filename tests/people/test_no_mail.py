"""A machine from which no mail leaves yet: nothing breaks, nothing is lost, and each page says what to do."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse

from hilo.core.time import now
from hilo.people import demonstration, services
from hilo.people.models import Account

pytestmark = pytest.mark.django_db

NONE = "No mail leaves at the moment"


@pytest.fixture
def no_mail(monkeypatch):
    def away(**told):
        raise ConnectionRefusedError("nobody answers")

    monkeypatch.setattr("hilo.core.mail.send", away)


def test_a_second_factor_is_set_up_all_the_same(
    no_mail, as_role, django_capture_on_commit_callbacks
):
    client, account = as_role("coordinator")
    Authenticator.objects.filter(user=account).delete()
    client.get(reverse("mfa_activate_totp"))
    code = demonstration.code_of(client.session["mfa.totp.secret"])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer["Location"].startswith("/en/me/security/recovery-codes/")


def test_asking_for_a_code_says_it(no_mail, client, as_role):
    _client, account = as_role("member")
    answer = client.post("/en/sign-in/", {"email": account.email})
    assert NONE in answer.content.decode()


def test_confirming_by_mail_says_it(no_mail, as_role):
    client, _account = as_role("member")
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        address = "/en/me/security/confirm/?next=/en/me/security/password/"
        answer = client.post(address, {"action": "send"}, follow=True)
    assert NONE in answer.content.decode()


def test_another_address_waits_until_mail_leaves(no_mail, as_role):
    client, _account = as_role("member")
    answer = client.post(reverse("people:email"), {"email": "new@hilo.example"})
    assert NONE in answer.content.decode()


def test_an_address_was_changed_even_if_the_old_one_cannot_be_told(
    as_role, monkeypatch, django_capture_on_commit_callbacks
):
    _client, account = as_role("member")
    told = []
    monkeypatch.setattr(
        "hilo.people.mails.send", lambda name, **values: told.append(values["code"])
    )
    asked = services.ask_for_address(account, "new@hilo.example")
    monkeypatch.undo()
    monkeypatch.setattr("hilo.core.mail.send", lambda **values: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        services.change_address(account, asked, told[0])
    assert Account.objects.get(pk=account.pk).email == "new@hilo.example"


@pytest.mark.django_db(transaction=True)
def test_the_first_coordinator_s_link_stands_on_the_terminal(monkeypatch, client, capsys):
    monkeypatch.setattr("hilo.core.mail.hindrance", lambda: "nobody answers")
    words = ["--email", "rosa@hilo.example", "--given-name", "Rosa"]
    call_command("people", "first-coordinator", *words)
    said, logged = capsys.readouterr()
    assert "No mail leaves this machine (nobody answers)" in said
    assert "did not leave" not in logged
    link = said.strip().splitlines()[-1].strip()
    assert client.get(urlsplit(link).path).status_code == 200
