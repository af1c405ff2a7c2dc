"""The way in by e-mail: code, link, second factor; the same answer for members and strangers."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from hilo.core.models import Entry
from hilo.core.time import now
from hilo.people import demonstration
from hilo.people.models import SignInLink
from tests.people import letters
from tests.people.factories import (
    TOTP_SECRET,
    AccountFactory,
    GrantFactory,
    PersonFactory,
    account_as,
    agreed,
    with_second_factor,
)

pytestmark = [pytest.mark.django_db]

SIGN_IN = "/en/sign-in/"
CODE = "/en/sign-in/code/"


def ask(client: Client, email: str, **more):
    return client.post(SIGN_IN, {"email": email}, **more)


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_by_mail_signs_in(client):
    account = AccountFactory()
    assert ask(client, account.email)["Location"] == CODE
    answer = client.post(CODE, {"code": letters.code_in(letters.to(account.email)[0])})
    assert answer.status_code == 302
    assert signed_in_as(client) == str(account.pk)


def test_the_letter_speaks_the_language_of_its_reader(client):
    account = AccountFactory(
        person=PersonFactory(language="ar", given_name="هالة", joined_at=now())
    )
    ask(client, account.email)
    (letter,) = letters.to(account.email)
    assert "هالة" in letter.body
    assert 'dir="rtl"' in letter.alternatives[0][0]
    assert letter.extra_headers["Content-Language"] == "ar"
    assert "/ar/sign-in/link/" in letter.body


def test_an_address_may_be_typed_in_any_case(client):
    account = AccountFactory()
    ask(client, account.email.upper())
    assert len(letters.to(account.email)) == 1


def test_a_wrong_code_says_so_and_the_fifth_ends_it(client):
    account = AccountFactory()
    ask(client, account.email)
    right = letters.code_in(letters.to(account.email)[0])
    wrong = "000000" if right != "000000" else "000001"
    for _number in range(4):
        answer = client.post(CODE, {"code": wrong})
        assert "This code is not right" in answer.content.decode()
    assert client.post(CODE, {"code": wrong}).status_code == 429
    assert client.post(CODE, {"code": right})["Location"] == SIGN_IN
    assert signed_in_as(client) is None


def test_a_code_runs_out_after_15_minutes(client):
    account = AccountFactory()
    ask(client, account.email)
    code = letters.code_in(letters.to(account.email)[0])
    with time_machine.travel(now() + dt.timedelta(minutes=15, seconds=5), tick=True):
        client.post(CODE, {"code": code})
    assert signed_in_as(client) is None


def test_looking_at_a_link_does_not_use_it_up(client):
    account = AccountFactory()
    ask(client, account.email)
    path = letters.path_in(letters.to(account.email)[0])
    for _scanner in range(3):
        assert account.person.given_name in Client().get(path).content.decode()
    other_device = Client()
    assert other_device.post(path).status_code == 302
    assert signed_in_as(other_device) == str(account.pk)
    again = Client().post(path)
    assert again.status_code == 410


def test_a_link_leads_to_the_page_that_was_asked_for(client):
    account = agreed(AccountFactory())
    client.post(f"{SIGN_IN}?next=/en/me/edit/", {"email": account.email, "next": "/en/me/edit/"})
    path = letters.path_in(letters.to(account.email)[0])
    assert Client().post(path)["Location"] == "/en/me/edit/"


def test_nobody_is_led_elsewhere_after_signing_in(client):
    account = AccountFactory()
    client.post(SIGN_IN, {"email": account.email, "next": "https://elsewhere.example/"})
    path = letters.path_in(letters.to(account.email)[0])
    assert Client().post(path)["Location"].startswith("/")


def test_a_link_runs_out_after_15_minutes(client):
    account = AccountFactory()
    ask(client, account.email)
    path = letters.path_in(letters.to(account.email)[0])
    with time_machine.travel(now() + dt.timedelta(minutes=15, seconds=1)):
        assert client.get(path).status_code == 410


def test_only_a_hash_of_a_link_is_kept(client):
    account = AccountFactory()
    ask(client, account.email)
    secret = letters.path_in(letters.to(account.email)[0]).rstrip("/").rpartition("/")[2]
    kept = SignInLink.objects.get(account=account)
    assert secret not in (kept.token_hash, kept.leads_to)


def test_signing_in_makes_the_waiting_links_useless(client):
    account = AccountFactory()
    ask(client, account.email)
    (letter,) = letters.to(account.email)
    client.post(CODE, {"code": letters.code_in(letter)})
    assert Client().post(letters.path_in(letter)).status_code == 410


def test_members_and_strangers_get_the_same_answer(client):
    account = AccountFactory()
    known, unknown = Client(), Client()
    answers = [ask(known, account.email), ask(unknown, "nobody@hilo.example")]
    assert len({(one.status_code, one["Location"]) for one in answers}) == 1
    pages = [one.get(CODE).content.decode() for one in (known, unknown)]
    assert without_masks(pages[0], account.email) == without_masks(pages[1], "nobody@hilo.example")


def without_masks(page: str, email: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "EMAIL")


def test_asking_for_a_stranger_takes_the_same_steps(client):
    """As many statements of each kind, and one letter; so the clock tells nothing either."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    account = AccountFactory()
    kinds = []
    for email in (account.email, "nobody@hilo.example"):
        with CaptureQueriesContext(connection) as seen:
            ask(Client(), email)
        kinds.append(
            sum(one["sql"].startswith(("INSERT", "UPDATE")) for one in seen.captured_queries)
        )
    assert kinds[0] == kinds[1]
    assert len(mail.outbox) == 2


def test_a_stranger_is_told_kindly_by_mail(client):
    ask(client, "nobody@hilo.example")
    (letter,) = letters.to("nobody@hilo.example")
    assert "/en/join/" in letter.body
    assert client.post(CODE, {"code": "123456"}).status_code == 200


def test_too_many_codes_for_one_address_are_refused_in_words(client):
    account, other = AccountFactory(), AccountFactory()
    for _number in range(5):
        assert ask(client, account.email).status_code == 302
    refused = ask(client, account.email)
    assert refused.status_code == 429
    assert refused["Retry-After"]
    # The office behind the same address of the network goes on working.
    assert ask(client, other.email).status_code == 302
    # Whoever has the address goes on from elsewhere.
    assert ask(client, account.email, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_password_is_optional_and_works(client):
    account = AccountFactory()
    account.set_password("three green looms")
    account.save()
    address = reverse("people:password_sign_in")
    wrong = client.post(address, {"email": account.email, "password": "three red looms"})
    stranger = client.post(address, {"email": "no@hilo.example", "password": "three red looms"})
    for answer in (wrong, stranger):
        assert "do not go together" in answer.content.decode()
    client.post(address, {"email": account.email, "password": "three green looms"})
    assert signed_in_as(client) == str(account.pk)


def test_a_second_factor_is_asked_for_after_the_code(client):
    account = with_second_factor(AccountFactory())
    ask(client, account.email)
    answer = client.post(CODE, {"code": letters.code_in(letters.to(account.email)[0])})
    assert answer["Location"] == "/en/sign-in/second-factor/"
    assert signed_in_as(client) is None
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert "Wait for the next one" in wrong.content.decode()
    client.post(answer["Location"], {"code": demonstration.code_of(TOTP_SECRET)})
    assert signed_in_as(client) == str(account.pk)


def test_a_link_does_not_go_round_the_second_factor(client):
    account = with_second_factor(AccountFactory())
    ask(client, account.email)
    answer = Client().post(letters.path_in(letters.to(account.email)[0]))
    assert answer["Location"].endswith("/sign-in/second-factor/")


def test_a_recovery_code_opens_once(client):
    account = with_second_factor(AccountFactory())
    code = (
        Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes()[0]
    )
    for expected in (str(account.pk), None):
        browser = Client()
        ask(browser, account.email)
        browser.post(CODE, {"code": letters.code_in(letters.to(account.email)[-1])})
        browser.post("/en/sign-in/second-factor/", {"code": code})
        assert signed_in_as(browser) == expected


def test_secrets_of_second_factors_are_not_kept_in_the_clear():
    account = with_second_factor(AccountFactory())
    kept = Authenticator.objects.get(user=account, type="totp").data["secret"]
    assert TOTP_SECRET not in kept


def test_staff_without_a_second_factor_are_led_to_set_one_up(client):
    account = AccountFactory()
    GrantFactory(person=account.person, role="trainer")
    ask(client, account.email)
    answer = client.post(CODE, {"code": letters.code_in(letters.to(account.email)[0])})
    # What waits for an answer comes first, then the second factor, then the home.
    assert answer["Location"].startswith("/es/me/agreements/?next=")
    agreed(account)
    ask(other := Client(), account.email)
    answer = other.post(CODE, {"code": letters.code_in(letters.to(account.email)[1])})
    assert answer["Location"].startswith("/es/me/security/second-factor/?next=")


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_what_waits_after_a_sign_in_speaks_the_language_of_its_reader(client, language):
    account = AccountFactory(person__language=language)
    ask(client, account.email)
    answer = client.post(CODE, {"code": letters.code_in(letters.to(account.email)[0])})
    assert answer["Location"].startswith(f"/{language}/me/agreements/?next=")


def test_the_first_sign_in_is_joining_and_happens_once(client):
    account = AccountFactory(person=PersonFactory())
    for _time in range(2):
        browser = Client()
        ask(browser, account.email)
        browser.post(CODE, {"code": letters.code_in(letters.to(account.email)[-1])})
    account.person.refresh_from_db()
    assert account.person.joined_at
    assert Entry.objects.filter(event="people.PersonJoined").count() == 1


def test_who_is_not_active_is_a_stranger(client):
    account = AccountFactory(is_active=False)
    ask(client, account.email)
    assert "/join/" in letters.to(account.email)[0].body


def test_signing_out_ends_the_staff_session(client):
    from tests.people.factories import sign_in

    account = account_as("coordinator")
    sign_in(client, account)
    client.post(reverse("account_logout"))
    assert account.duties.get().ended_at
    assert signed_in_as(client) is None


def test_codes_cannot_be_guessed_by_many_requests_at_once(client):
    """Each request reads the counter of the session before another has written it; the account counts."""
    account = AccountFactory()
    ask(client, account.email)
    session = dict(client.session.items())
    answers = []
    for number in range(12):
        answers.append(client.post(CODE, {"code": f"{number:06}"}).status_code)
        store = client.session
        store.update(session)  # as if this request had not been counted there
        store.save()
    assert answers[:10] == [200] * 10
    assert answers[10:] == [429, 429]


def test_a_sign_in_leaves_the_session_of_before_behind(client):
    """Whoever planted a session in a browser does not share what its reader becomes."""
    account = AccountFactory()
    ask(client, account.email)
    planted = client.cookies["session"].value
    client.post(CODE, {"code": letters.code_in(letters.to(account.email)[0])})
    assert client.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get(reverse("people:me")).status_code == 302
