"""Error pages: what happened, that nothing is lost, what next; in four languages, without a database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from hilo.core.access import Refused
from hilo.ui import errors
from hilo.ui.doors import DOORS
from hilo.ui.middleware import TooLarge

LANGUAGES = ("es", "fr", "ar", "en")
PAGES = {
    "unreadable": 400,
    "refused": 403,
    "not_found": 404,
    "wrong_method": 405,
    "too_large": 413,
    "too_many": 429,
    "broken": 500,
    "maintenance": 503,
    "expired_form": 403,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_speaks_the_language_of_the_address(name: str, language: str) -> None:
    """No database is reachable here: pytest-django forbids it without its mark."""
    request = RequestFactory().get(f"/{language}/somewhere/")
    answer = getattr(errors, name)(request)
    page = answer.content.decode()
    assert answer.status_code == PAGES[name]
    assert f'lang="{language}"' in page
    assert answer["Cache-Control"] == "no-store"
    with translation.override(language):
        assert f"<h1>{errors.TITLES[name]}</h1>" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_the_mark_of_a_demonstration_the_doors_and_the_languages(
    name: str, language: str, settings
) -> None:
    request = RequestFactory().get(f"/{language}/somewhere/?q=lana")
    page = getattr(errors, name)(request).content.decode()
    assert 'class="demonstration"' in page
    for other in LANGUAGES:
        assert f'<a href="/{other}/somewhere/?q=lana" lang="{other}"' in page
    for door in DOORS:
        # Behind each of them one would read the same while the house is closed.
        assert (f'href="/{language}/{door.name}/"' in page) == (name != "maintenance")
    settings.IS_DEMONSTRATION = False
    assert 'class="demonstration"' not in getattr(errors, name)(request).content.decode()


@pytest.mark.parametrize("name", set(PAGES) - {"maintenance"})
def test_the_way_back_is_the_page_that_led_here(name: str) -> None:
    request = RequestFactory().post("/en/x/", HTTP_REFERER="http://testserver/en/sheets/?page=2")
    page = getattr(errors, name)(request).content.decode()
    assert 'href="http://testserver/en/sheets/?page=2"><span>Back to the page before</span>' in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://testserver.evil.example/en/",
        "javascript:alert(1)",
        "//evil.example/",
        "http://[",
        "http://testserver/en/x/?again",
    ],
)
def test_no_way_leads_elsewhere_or_in_a_circle(elsewhere: str) -> None:
    request = RequestFactory().get("/en/x/", HTTP_REFERER=elsewhere)
    assert "Back to the page before" not in errors.refused(request).content.decode()


def test_a_host_that_is_not_ours_is_told_in_words_too(client: Client) -> None:
    answer = client.get("/en/x/", HTTP_HOST="evil.example", HTTP_REFERER="http://evil.example/")
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_titles_differ_between_languages() -> None:
    for title in errors.TITLES.values():
        said = set()
        for language in LANGUAGES:
            with translation.override(language):
                said.add(str(title))
        assert len(said) == len(LANGUAGES)


def test_a_refusal_gives_its_reason() -> None:
    request = RequestFactory().get("/en/x/")
    page = errors.refused(request, Refused("This call is closed.")).content.decode()
    assert "This call is closed." in page


def test_too_much_for_django_is_said_in_words() -> None:
    answer = errors.unreadable(RequestFactory().get("/en/x/"), RequestDataTooBig())
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()


def test_pages_to_wait_for_say_how_long() -> None:
    request = RequestFactory().get("/en/x/")
    assert errors.maintenance(request)["Retry-After"] == "300"
    assert errors.too_many(request, wait_minutes=1)["Retry-After"] == "60"
    assert "1 minute." in errors.too_many(request, wait_minutes=1).content.decode()


def test_an_address_that_does_not_exist(client: Client) -> None:
    answer = client.get("/fr/nulle-part/")
    assert answer.status_code == 404
    assert 'lang="fr"' in answer.content.decode()


def test_while_the_file_lies_there_everybody_reads_that_we_are_back_soon(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "maintenance").touch()
    with override_settings(DATA=tmp_path):
        answer = client.get("/ar/network/")
    assert answer.status_code == 503
    assert 'lang="ar" dir="rtl"' in answer.content.decode()


def test_a_film_is_refused_by_its_length(client: Client) -> None:
    answer = client.generic("POST", "/es/network/", b"x", CONTENT_LENGTH=str(500 * 1024 * 1024))
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()


def refused_as_too_large(announced: int, sent: bytes) -> tuple[int, bytes]:
    """The answer to so long a request, and what of it is still unread then."""
    middleware = TooLarge(lambda request: HttpResponse("taken"))
    request = RequestFactory().post("/en/x/", sent, content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(announced)
    return middleware(request).status_code, request.read()


def test_what_a_proxy_lets_through_is_read_away_before_it_is_refused() -> None:
    """A proxy that is still sending when the answer comes says «bad gateway» instead."""
    assert refused_as_too_large(30_000_000, b"x" * 200_000) == (413, b"")


def test_what_no_proxy_lets_through_is_refused_unread() -> None:
    assert refused_as_too_large(3_000_000_000, b"x" * 200_000) == (413, b"x" * 200_000)
