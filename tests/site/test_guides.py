"""The guides of docs/ as pages: in the reader's language, whole, light."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from hilo.site import guides

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "es", "fr", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", guides.AUDIENCES)
def test_a_guide_is_read_in_each_language(client: Client, audience: str, language: str) -> None:
    told = guides.guide(audience, language)
    page = client.get(f"/{language}/guide/{audience}/").content.decode()
    assert told.title in page
    assert all(f'id="{part.mark}"' in page for part in told.parts)
    assert "<br" not in page.split("<main")[1].split("</main")[0]


def test_the_list_leads_to_each(client: Client) -> None:
    page = client.get("/es/guide/").content.decode()
    assert all(f'href="/es/guide/{audience}/"' in page for audience in guides.AUDIENCES)


def test_there_is_no_guide_for_anybody_else(client: Client) -> None:
    assert client.get("/es/guide/developer/").status_code == 404


def test_what_lies_beside_a_guide_is_named_by_its_place_in_the_program(client: Client) -> None:
    page = client.get("/fr/guide/operator/").content.decode()
    assert "<code>docs/operating/settings.md</code>" in page
    assert "<code>deploy/nginx.conf</code>" in page
    assert 'href="../' not in page


def test_a_line_that_begins_with_a_command_reads_in_the_direction_of_its_guide() -> None:
    daily = guides.guide("operator", "ar").parts[2].html
    assert "<li><code>bin/hilo doctor</code>" in daily
    assert "dir=" not in daily


def test_the_foot_of_each_page_leads_to_the_guides(client: Client) -> None:
    with translation.override("fr"):
        assert 'href="/fr/guide/"' in client.get("/fr/about/").content.decode()
