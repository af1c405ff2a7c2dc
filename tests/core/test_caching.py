"""Public pages may be kept for strangers, and for nobody else."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from hilo.core.caching import kept_for_strangers

rendered: list[str] = []


@kept_for_strangers(minutes=5)
def page(request: HttpRequest, text: str = "Hola") -> HttpResponse:
    rendered.append(text)
    return HttpResponse(text)


@kept_for_strangers(minutes=5, version=lambda request, text="": f"stamp of {text}")
def stamped(request: HttpRequest, text: str = "Hola") -> HttpResponse:
    rendered.append(text)
    return HttpResponse(text)


@pytest.fixture(autouse=True)
def nothing_rendered() -> None:
    rendered.clear()


def ask(view, method: str = "get", etag: str = "", session: str = "", **values: str):
    request = getattr(RequestFactory(), method)("/")
    if session:
        request.COOKIES["session"] = session
    if etag:
        request.META["HTTP_IF_NONE_MATCH"] = etag
    return view(request, **values)


@pytest.mark.parametrize("view", [page, stamped])
def test_a_stranger_gets_it_once_and_then_hears_that_nothing_changed(view) -> None:
    first = ask(view)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=300"
    assert first["Vary"] == "Cookie"
    again = ask(view, etag=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"] and "Cache-Control" in again
    assert ask(view, etag=first["ETag"], text="Adiós").status_code == 200


def test_with_a_version_an_unchanged_page_is_not_rendered() -> None:
    etag = ask(stamped)["ETag"]
    ask(stamped, etag=etag)
    assert rendered == ["Hola"]


def test_each_language_is_a_page_of_its_own() -> None:
    with translation.override("es"):
        spanish = ask(page)["ETag"]
    with translation.override("ar"):
        assert ask(page)["ETag"] != spanish


def test_members_posts_errors_and_cookies_are_never_kept() -> None:
    @kept_for_strangers()
    def missing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=404)

    @kept_for_strangers()
    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("form")
        response.set_cookie("csrftoken", "x")
        return response

    for answer in (ask(page, session="x"), ask(page, "post"), ask(missing), ask(with_cookie)):
        assert answer["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answer


def test_a_page_that_says_itself_how_long_it_may_be_kept_is_heard() -> None:
    @kept_for_strangers()
    def secret(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers={"Cache-Control": "no-store"})

    assert ask(secret, session="x")["Cache-Control"] == "no-store"
