"""What happens around every request."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from hilo.core.access import open_to_all
from hilo.core.middleware import ClosedByDefault, Compression, accepted

PAGE = "<p>" + "Paralelo 9 " * 200 + "</p>"
request = RequestFactory()


def through(
    response: HttpResponse | StreamingHttpResponse, accept: str = "br, gzip", **method: str
):
    asked = request.generic(method.get("method", "GET"), "/", headers={"Accept-Encoding": accept})
    return Compression(lambda _request: response)(asked)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.0", ""),
        ("vibrate, brx", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_what_a_browser_accepts(header: str, encoding: str) -> None:
    assert accepted(header) == encoding


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_pages_are_compressed_and_come_out_the_same(encoding: str, unpack) -> None:
    answer = through(HttpResponse(PAGE), accept=encoding)
    assert unpack(answer.content).decode() == PAGE
    assert answer["Content-Encoding"] == encoding
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["Vary"] == "Accept-Encoding"


def test_a_strong_etag_becomes_weak_and_a_weak_one_stays() -> None:
    for etag in ('"a"', 'W/"a"'):
        assert through(HttpResponse(PAGE, headers={"ETag": etag}))["ETag"] == 'W/"a"'


def test_a_page_says_that_it_varies_even_to_those_who_accept_nothing() -> None:
    assert through(HttpResponse(PAGE), accept="")["Vary"] == "Accept-Encoding"
    assert through(HttpResponse(status=304))["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(PAGE, content_type="image/png"),
        HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}),
        HttpResponse(PAGE, status=206),
    ],
)
def test_what_stays_as_it_is(response: HttpResponse) -> None:
    before = response.content, response.get("Content-Encoding")
    answer = through(response)
    assert (answer.content, answer.get("Content-Encoding")) == before


def test_streams_stay_streams() -> None:
    assert through(StreamingHttpResponse(iter([PAGE]))).streaming
    assert through(JsonResponse({"text": PAGE}))["Content-Encoding"] == "br"


def test_head_has_the_headers_of_get() -> None:
    get, head = (through(HttpResponse(PAGE), method=method) for method in ("GET", "HEAD"))
    assert dict(get.items()) == dict(head.items())


@open_to_all
def opened(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def closed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("closed")


def words(asked: HttpRequest) -> HttpResponse:
    return HttpResponse(asked.LANGUAGE_CODE)  # type: ignore[attr-defined]


urlpatterns = [
    path("opened/", opened),
    path("closed/", closed),
    path("words/", open_to_all(words)),
]


class Unasked:
    """A reader whom nobody may ask for, because that would cost a query."""

    @property
    def is_authenticated(self) -> bool:
        raise AssertionError("an open page need not know who reads it")


def test_an_open_page_does_not_ask_who_reads_it() -> None:
    asked = request.get("/")
    asked.user = Unasked()  # type: ignore[assignment]
    door = ClosedByDefault(opened)
    assert door.process_view(asked, opened, (), {}) is None
    with pytest.raises(AssertionError):
        door.process_view(asked, closed, (), {})


SIMPLE = override_settings(
    ROOT_URLCONF="tests.core.test_middleware",
    LOGIN_URL="/sign-in/",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "hilo.core.middleware.Language",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "hilo.core.middleware.ClosedByDefault",
    ],
)


@SIMPLE
def test_strangers_are_asked_to_sign_in_and_come_back(client) -> None:
    assert client.get("/opened/").content == b"open"
    answer = client.get("/closed/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/closed/%3Fpage%3D2")


@SIMPLE
def test_the_chosen_language_goes_before_the_browsers(client) -> None:
    arabic = {"Accept-Language": "ar,fr;q=0.5"}
    assert client.get("/words/", headers=arabic).content == b"ar"
    client.cookies["language"] = "fr"
    answer = client.get("/words/", headers=arabic)
    assert (answer.content, answer["Content-Language"]) == (b"fr", "fr")
    assert {"Cookie", "Accept-Language"} <= set(answer["Vary"].split(", "))
    client.cookies["language"] = "../../etc"
    assert client.get("/words/", headers={"Accept-Language": "xx"}).content == b"es"
