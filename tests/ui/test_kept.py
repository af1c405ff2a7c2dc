"""What was typed survives: a session that ended, a token that grew old; and nobody else's form is sent."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from hilo.core.access import open_to_all

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


def test_who_was_signed_out_finds_it_again_after_signing_in() -> None:
    client = a_reader()
    answer = client.post("/closed/", TYPED)
    assert unquote(answer["Location"]).endswith("?next=/typed/")
    page = client.get("/typed/").content.decode()
    values = hidden_values(page)
    assert ("about", TYPED["about"]) in values
    assert [value for name, value in values if name == "kind"] == ["a", "b"]
    assert "do not keep" not in page
    assert "<b>by hand" not in page
    assert 'action="/closed/"' in page


def test_it_is_sent_again_only_by_its_writer(as_role: Any) -> None:
    client, _account = as_role("member")
    session = client.session
    session["kept form"] = {
        "path": "/closed/",
        "values": [["about", "words"]],
        "had_files": False,
        "until": dt.datetime(2026, 3, 10, 19, tzinfo=dt.UTC).timestamp(),
    }
    session.save()
    page = client.get("/typed/").content.decode()
    assert not received
    client.post("/closed/", dict(hidden_values(page)))
    assert received[0]["about"] == "words"


def test_it_is_gone_after_an_hour_or_when_thrown_away() -> None:
    client = a_reader()
    client.post("/closed/", TYPED)
    with time_machine.travel(dt.datetime(2026, 3, 10, 19, 30, tzinfo=dt.UTC)):
        assert "Three hours" not in client.get("/typed/").content.decode()
    client.post("/closed/", TYPED)
    client.post("/typed/")
    assert "Three hours" not in client.get("/typed/").content.decode()


def test_nothing_is_kept_of_a_form_that_is_far_too_long() -> None:
    client = a_reader()
    client.post("/closed/", {"about": "x" * 300_000})
    assert "xxx" not in client.get("/typed/").content.decode()


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
    assert "Files do not travel twice" in client.get("/typed/").content.decode()
