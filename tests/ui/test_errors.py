"""Error pages: what happened, that nothing is lost, what next; in four languages, without a database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from hilo.core.access import Refused
from hilo.ui import errors

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


def test_fifty_megabytes_are_refused_by_their_length(client: Client) -> None:
    answer = client.generic("POST", "/es/network/", b"x", CONTENT_LENGTH=str(50 * 1024 * 1024))
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()
