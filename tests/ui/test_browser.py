"""The face in a real browser: nobody is shut out, nothing moves, nothing runs sideways, little is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import hilo.ui.components  # noqa: F401  (fills the registry)
from hilo.ui.component import components
from tests.journeys.looks import layout_shift, missing_glyphs, sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PIECES = [f"ui/{piece.name}/" for piece in components]
PAGES = ["network/", "ui/", "typed/", "nowhere/"]


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext], live_server: Any
) -> Iterator[Callable[..., Page]]:
    """`open_page("/ar/ui/", 360)`: a page of this server."""

    def start(path: str, width: int = 1280, **more: Any) -> Page:
        page = new_context(viewport={"width": width, "height": 800}, **more).new_page()
        page.goto(live_server.url + path)
        return page

    yield start


def faults(page: Page, path: str) -> list[str]:
    found = [f"{path} {one}" for one in violations(page)]
    if sideways(page):
        found.append(f"{path} runs sideways by {sideways(page)} px")
    if missing_glyphs(page):
        found.append(f"{path} lacks glyphs: {missing_glyphs(page)}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_layout_and_error_pages_shut_nobody_out(
    open_page: Callable[..., Page], live_server: Any, language: str, width: int, scheme: str
) -> None:
    page = open_page(f"/{language}/{PAGES[0]}", width, color_scheme=scheme)
    found = []
    for path in PAGES:
        page.goto(f"{live_server.url}/{language}/{path}")
        found += faults(page, path)
    assert not found


@pytest.mark.parametrize(("language", "width"), [("es", 1280), ("ar", 360)])
def test_each_piece_of_the_gallery_shuts_nobody_out(
    open_page: Callable[..., Page], live_server: Any, language: str, width: int
) -> None:
    """Each page of the gallery shows its piece in all four languages."""
    page = open_page(f"/{language}/ui/", width)
    found = []
    for path in PIECES:
        page.goto(f"{live_server.url}/{language}/{path}")
        found += faults(page, path)
    assert not found


@pytest.mark.parametrize("language", ["es", "ar"])
def test_nothing_moves_when_the_face_arrives(
    open_page: Callable[..., Page], live_server: Any, language: str
) -> None:
    page = open_page(f"/{language}/nowhere/", 360)
    page.goto(f"{live_server.url}/{language}/ui/", wait_until="networkidle")
    assert layout_shift(page) < 0.01


def test_the_content_policy_stops_nothing_of_ours(
    open_page: Callable[..., Page], live_server: Any
) -> None:
    page = open_page("/es/network/")
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    for path in ("ui/secret/", "ui/confirmation/", "ui/icon/", "ui/form_fields/", "ui/progress/"):
        page.goto(f"{live_server.url}/es/{path}", wait_until="networkidle")
    assert not said


def test_with_the_keyboard_one_gets_to_the_content_and_through_the_menu(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/es/network/", 360)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    summary = page.locator("details.menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.menu")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator("details.menu")).not_to_have_attribute("open", "")


def test_without_scripts_menu_and_languages_work(open_page: Callable[..., Page]) -> None:
    page = open_page("/es/network/?sector=design", 360, java_script_enabled=False)
    page.locator("details.menu > summary").click()
    page.locator("details.menu").get_by_text("français").click()
    assert page.url.endswith("/fr/network/?sector=design")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_a_question_opens_in_place_and_closes_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/en/ui/confirmation/")
    page.locator("[data-ui-confirm]").first.click()
    dialog = page.locator("dialog").first
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_form_with_errors_shows_them_first(open_page: Callable[..., Page]) -> None:
    page = open_page("/en/ui/form_fields/")
    expect(page.locator("[data-ui-first]").first).to_be_focused()
