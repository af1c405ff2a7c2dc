"""What was typed survives: a session that ended, a token that grew old; and nobody else's form is sent."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from hilo.core.access import open_to_all
from hilo.people.models import Account
from hilo.ui import whose
from tests.people.factories import AccountFactory

received: list[dict[str, Any]] = []


@require_POST
def closed(request: Any) -> HttpResponse:
    received.append(request.POST.dict())
    return HttpResponse("thank you")


@open_to_all
def opened(request: Any) -> HttpResponse:
    return closed(request)


urlpatterns = [
    path("closed/", closed, name="closed"),
    path("open/", opened, name="open"),
    path("sign-in/", opened, name="account_login"),
    path("", include("hilo.ui.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

TYPED = {
    "about": "Three hours of writing\n<b>by hand</b>",
    "kind": ["a", "b"],
    "password": "do not keep",
}
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def nothing_received() -> None:
    received.clear()


def a_reader(**how: Any) -> Client:
    return Client(headers={"accept-language": "en"}, **how)


def hidden_values(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return [(name, html.unescape(value)) for name, value in found]


def signed_out(client: Client, account: Account) -> Client:
    """Let `account` look round in this browser, and its session end elsewhere."""
    client.force_login(account)
    client.get("/typed/")
    Session.objects.all().delete()
    return client


def waiting_for(client: Client, account: Account) -> str:
    """What `account` reads after signing in, on the page of what was typed."""
    client.force_login(account)
    return client.get("/typed/").content.decode()


def test_who_was_signed_out_finds_it_again_after_signing_in() -> None:
    account = AccountFactory()
    client = signed_out(a_reader(), account)
    answer = client.post("/closed/", TYPED)
    assert unquote(answer["Location"]).endswith("?next=/typed/")
    page = waiting_for(client, account)
    values = hidden_values(page)
    assert ("about", TYPED["about"]) in values
    assert [value for name, value in values if name == "kind"] == ["a", "b"]
    assert "do not keep" not in page
    assert "<b>by hand" not in page
    assert 'action="/closed/"' in page


def test_nobody_else_is_shown_it_on_the_same_computer() -> None:
    writer, next_one = AccountFactory(), AccountFactory()
    client = signed_out(a_reader(), writer)
    client.post("/closed/", TYPED)
    assert client.get("/typed/").status_code == 302, "not before signing in either"
    assert "Three hours" not in waiting_for(client, next_one)
    assert "Three hours" not in waiting_for(client, writer)


def test_it_waits_no_longer_once_somebody_else_is_here() -> None:
    writer, next_one = AccountFactory(), AccountFactory()
    client = signed_out(a_reader(), writer)
    client.post("/closed/", TYPED)
    assert "kept form" in client.session
    client.force_login(next_one)
    client.get("/gallery-of-nothing/")
    assert "kept form" not in client.session


def test_it_survives_signing_out_in_another_window() -> None:
    writer = AccountFactory()
    client = a_reader()
    client.force_login(writer)
    client.get("/typed/")
    client.logout()
    client.cookies["whose"] = whose.mark_of(writer)
    client.post("/closed/", TYPED)
    assert "Three hours" in waiting_for(client, writer)


def test_it_survives_a_new_key(settings: Any) -> None:
    writer = AccountFactory()
    client = signed_out(a_reader(), writer)
    client.post("/closed/", TYPED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as they have to be in this house"
    assert "Three hours" in waiting_for(client, writer)


def test_what_a_stranger_typed_waits_for_whoever_signs_in() -> None:
    client = a_reader()
    client.post("/closed/", TYPED)
    assert "Three hours" in waiting_for(client, AccountFactory())


def test_the_mark_tells_nobody_who_it_is_of() -> None:
    account = AccountFactory()
    client = signed_out(a_reader(), account)
    mark = client.cookies["whose"]
    assert str(account.person.uuid) not in mark.value and account.email not in mark.value
    assert mark["httponly"] and mark["samesite"] == "Lax"


def test_it_is_sent_again_only_by_its_writer(as_role: Any) -> None:
    client, account = as_role("member")
    session = client.session
    session["kept form"] = {
        "path": "/closed/",
        "values": [["about", "words"]],
        "had_files": False,
        "until": dt.datetime(2026, 3, 10, 19, tzinfo=dt.UTC).timestamp(),
        "writer": whose.mark_of(account),
    }
    session.save()
    page = client.get("/typed/").content.decode()
    assert not received
    client.post("/closed/", dict(hidden_values(page)))
    assert received[0]["about"] == "words"


def test_it_is_gone_after_an_hour_or_when_thrown_away() -> None:
    account = AccountFactory()
    client = signed_out(a_reader(), account)
    client.post("/closed/", TYPED)
    with time_machine.travel(dt.datetime(2026, 3, 10, 19, 30, tzinfo=dt.UTC)):
        assert "Three hours" not in waiting_for(client, account)
    client = signed_out(a_reader(), account)
    client.post("/closed/", TYPED)
    assert "Three hours" in waiting_for(client, account)
    client.post("/typed/")
    assert "Three hours" not in client.get("/typed/").content.decode()


def test_nothing_is_kept_of_a_form_that_is_far_too_long() -> None:
    client = a_reader()
    client.post("/closed/", {"about": "x" * 300_000})
    assert "xxx" not in waiting_for(client, AccountFactory())


def test_a_form_whose_token_is_too_old_is_shown_again_with_a_new_one() -> None:
    client = a_reader(enforce_csrf_checks=True)
    answer = client.post("/open/", TYPED, **OURS)
    assert answer.status_code == 403
    page = answer.content.decode()
    values = dict(hidden_values(page))
    assert values["about"] == TYPED["about"]
    assert "do not keep" not in page
    assert client.post("/open/", values, **OURS).content == b"thank you"
    assert received[0]["about"] == TYPED["about"]


@pytest.mark.parametrize(
    "origin",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_REFERER": "https://elsewhere.example/form"},
        {"HTTP_ORIGIN": "null"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_never_offered(origin: dict[str, str]) -> None:
    client = a_reader(enforce_csrf_checks=True)
    answer = client.post("/open/", TYPED, **origin)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Three hours" not in page
    assert "<form" not in page


def test_an_old_browser_may_tell_by_its_referer() -> None:
    client = a_reader(enforce_csrf_checks=True)
    answer = client.post("/open/", TYPED, HTTP_REFERER="http://testserver/open/")
    assert "Three hours" in answer.content.decode()


def test_files_are_said_to_travel_only_once() -> None:
    client = a_reader()
    client.post("/closed/", {"about": "x", "photo": SimpleUploadedFile("a.png", b"png")})
    assert "Files do not travel twice" in waiting_for(client, AccountFactory())
