"""What every page has: doors, languages, honest metadata, few queries."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from hilo.core.registries import MenuEntry, menu
from hilo.ui import doors, header

LANGUAGES = ("es", "fr", "ar", "en")


def opened(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", [door.name for door in doors.DOORS])
def test_each_door_leads_somewhere_true(client: Client, language: str, door: str) -> None:
    page = opened(client, f"/{language}/{door}/")
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count("<h1") == 1


@pytest.mark.django_db
def test_a_stranger_s_page_asks_the_database_nothing(
    client: Client, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        opened(client, "/es/network/")


def test_a_page_links_to_itself_in_four_languages_and_keeps_the_question(client: Client) -> None:
    page = opened(client, "/es/network/?sector=design&page=2")
    for language in LANGUAGES:
        assert (
            f'hreflang="{language}" href="http://127.0.0.1:8000/{language}/network/?sector=design&amp;page=2"'
            in page
        )


def test_the_language_switch_goes_on_where_one_was_and_remembers(client: Client) -> None:
    page = opened(client, "/es/network/?sector=design")
    switch = re.search(r'href="(/es/language/\?to=fr[^"]*)"', page)
    assert switch
    answer = client.get(switch.group(1).replace("&amp;", "&"))
    assert answer["Location"] == "/fr/network/?sector=design"
    assert answer.cookies["language"].value == "fr"


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_the_language_switch_never_leads_out(client: Client, onward: str) -> None:
    assert client.get("/es/language/", {"to": "fr", "next": onward})["Location"] == "/fr/"


def test_an_unknown_language_is_not_here(client: Client) -> None:
    assert client.get("/es/language/", {"to": "xx"}).status_code == 404


def test_a_demonstration_says_so_and_is_not_indexed(client: Client) -> None:
    page = opened(client, "/en/network/")
    assert "Demonstration: people, ratings and progress are invented." in page
    assert '<meta name="robots" content="noindex">' in page


@override_settings(IS_DEMONSTRATION=False)
def test_a_real_house_says_no_such_thing(client: Client) -> None:
    page = opened(client, "/en/network/")
    assert "Demonstration" not in page
    assert "noindex" not in page


def test_no_page_carries_inline_style_or_script(client: Client) -> None:
    page = opened(client, "/en/ui/form_fields/")
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)


def test_the_manifest_speaks_the_page_s_language(client: Client) -> None:
    manifest = json.loads(client.get("/ar/manifest.webmanifest").content)
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("ar", "rtl", "/ar/")


def test_a_path_lies_behind_the_door_of_its_longest_entry() -> None:
    with translation.override("es"):
        assert doors.door_of(reverse("ui:meet")) == "meet"
        assert doors.door_of("/es/") == ""


def test_every_line_behind_a_door_says_what_one_finds_there() -> None:
    silent = [one.name for one in menu if one.door != "office" and not one.sentence]
    shown = [one for one in silent if menu.get(one).shown_to(None)]
    assert not shown


@pytest.mark.django_db
def test_a_door_shows_what_its_lines_say(client: Client) -> None:
    page = client.get("/en/network/").content.decode()
    places = menu.get("places")
    with translation.override("en"):
        assert f"<span>{places.label}<small>{places.sentence}</small></span>" in page


def test_what_is_not_shown_to_a_reader_is_not_in_their_menu(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = dict(menu._items)
    monkeypatch.setattr(menu, "_items", entries)
    menu.add(MenuEntry("test.open", "meet", "Agenda", "ui:kept", order=1))
    menu.add(MenuEntry("test.shut", "meet", "Secret", "ui:work", shown_to=lambda viewer: False))
    menu.add(MenuEntry("test.gone", "meet", "Not built", "nowhere:at_all"))
    labels = [way.label for way in doors.ways("meet", None, "/")]
    assert "Agenda" in labels
    assert not {"Secret", "Not built"} & set(labels)


def test_badges_and_strips_of_later_chapters_stand_in_the_header(
    as_role, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(header.badges, "_items", {})
    monkeypatch.setattr(header.strips, "_items", {})
    header.badges.add(header.Badge("letters", "Letters", "ui:work", lambda viewer: 7, icon="mail"))
    header.strips.add(header.Strip("duty", lambda request: header.Line("On duty until 14:30")))
    client, _account = as_role("member")
    page = opened(client, "/en/network/")
    assert re.search(r"Letters</span><span class=\"count\">7<", page)
    assert "On duty until 14:30" in page
    assert "Letters" not in opened(Client(), "/en/network/")


@pytest.mark.parametrize("path", ["ui/", "ui/state/"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "vienen del código"), ("fr", "viennent du code"), ("ar", "مأخوذة من الشيفرة")],
)
def test_the_gallery_says_why_its_descriptions_are_in_english(
    client: Client, path: str, language: str, words: str
) -> None:
    page = client.get(f"/{language}/{path}").content.decode()
    assert words in page
    assert 'lang="en" dir="ltr"' in page


@override_settings(IS_DEMONSTRATION=False)
@pytest.mark.django_db
def test_in_a_real_house_the_gallery_is_for_those_who_work_there(client: Client, as_role) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/en/ui/").status_code == 403
    member, _account = as_role("member")
    assert member.get("/en/ui/card/").status_code == 403
