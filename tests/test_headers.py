"""What stands round every answer: headers that keep browsers careful, doors that ask for a token."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access import Row
from tests.people import letters
from tests.people.factories import AccountFactory, sign_in
from tests.test_access_matrix import rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Their address is signed, and whoever sends them has no cookie (RFC 8058).
WITHOUT_TOKEN = {"notifications:rhythm", "notifications:unsubscribe"}
KINDS = [
    "/en/",
    "/en/me/",
    "/en/nothing/",
    "/nothing",
    "/robots.txt",
    "/en/news.xml",
    "/health/live",
    "/favicon.ico",
    "/en/places/suggest/?q=gua",
    "/en/manifest.webmanifest",
    "/en/language/?to=nothing",
    "/static/nothing.js",
]


@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_answer_keeps_browsers_careful(client: Client, address: str) -> None:
    assert_careful(client.get(address))


def assert_careful(answer: Any) -> None:
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    answer = client.get("/en/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert_careful(answer)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000"])
def test_links_in_letters_bear_our_address_whatever_the_request_says(
    client: Client, settings: Any, host: str
) -> None:
    settings.ADDRESS = "https://hilo.example"
    account = AccountFactory()
    told = {"host": host, "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    client.post("/en/sign-in/", {"email": account.email}, headers=told)
    (letter,) = letters.to(account.email)
    for text in (letter.body, letter.alternatives[0][0]):
        assert "https://hilo.example/es/sign-in/link/" in text
        assert "evil.example" not in text and host not in text


def test_a_sender_that_invents_addresses_is_counted_as_one(client: Client) -> None:
    """Without a proxy in front, nobody may say for somebody else where a request comes from."""
    account = AccountFactory()
    wrong = {"email": account.email, "password": "not the right one"}
    answers = [
        client.post("/en/sign-in/password/", wrong, headers={"x-forwarded-for": f"10.0.0.{number}"})
        for number in range(9)
    ]
    assert [answer.status_code for answer in answers[7:]] == [200, 429]
    assert mail.outbox == []


def test_pages_of_members_are_kept_by_no_cache_in_between(as_role: Any) -> None:
    client, account = as_role("coordinator")
    for name in ("home", "people:me", "people:list"):
        assert "private" in client.get(reverse(name))["Cache-Control"]
    assert "no-store" in client.get(reverse("mfa_index"))["Cache-Control"]
    assert account.email in client.get(reverse("people:me")).content.decode()


def test_an_address_that_only_takes_forms_says_so(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    answer = client.get(reverse("people:act"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "There is nothing to read here" in answer.content.decode()


def _addresses() -> list[Row]:
    found = {row.name: row for row in rows()}
    return [row for name, row in found.items() if name not in WITHOUT_TOKEN]


@pytest.mark.parametrize("row", _addresses(), ids=lambda row: row.name)
def test_nothing_is_taken_in_without_the_token_of_a_page_of_ours(row: Row, as_role: Any) -> None:
    _client, account = as_role("coordinator")
    client = sign_in(Client(enforce_csrf_checks=True), account)
    elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    address = reverse(row.name, kwargs=row.kwargs())
    answer = client.post(address, {"words": "typed elsewhere"}, headers=elsewhere)
    assert answer.status_code == 403
    assert "typed elsewhere" not in answer.content.decode()
