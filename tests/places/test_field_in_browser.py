"""The place field in a real browser: a combobox for fingers and keyboards, a line of text without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from tests.people.factories import AccountFactory, sign_in
from tests.places.factories import municipalities

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "#id_territory"
OFFERED = ".suggestions [role=option]"


@pytest.fixture
def short_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's threads end; what they opened must not outlive them and hold the database."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture
def edit_page(
    short_connections: None, live_server: Any, client: Any, browser: Browser
) -> Iterator[Callable[..., Page]]:
    """One's own form, which asks where one lives, with a few places to live in."""
    municipalities("08028", "14039", "19026", "20067")
    account = AccountFactory()
    session = sign_in(client, account).cookies["session"].value
    opened = []

    def open_page(language: str = "es", **options: Any) -> Page:
        context = browser.new_context(**options)
        opened.append(context)
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda said: page.problems.append(said.text))
        page.goto(f"{live_server.url}/{language}/me/edit/")
        return page

    yield open_page
    for context in opened:
        context.close()


def test_by_keyboard(edit_page: Callable[..., Page]) -> None:
    page = edit_page()
    page.fill(FIELD, "")
    page.focus(FIELD)
    page.keyboard.type("guadalupe")
    expect(page.locator(OFFERED)).to_have_count(2)
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{OFFERED}[aria-selected=true]")).to_contain_text("Guadalupe, Nuevo León")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("Guadalupe, Nuevo León")
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    assert page.url.endswith("/me/edit/"), "Enter took the place and did not send the form"
    page.keyboard.type("x")
    expect(page.locator(OFFERED).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(OFFERED)).to_have_count(0)
    assert page.problems == []


def test_by_finger_and_in_arabic(edit_page: Callable[..., Page]) -> None:
    page = edit_page("ar", viewport={"width": 360, "height": 700})
    page.fill(FIELD, "guadalajra")
    page.locator(OFFERED, has_text="Guadalajara").click()
    expect(page.locator(FIELD)).to_have_value("Guadalajara، خاليسكو")
    wide = page.evaluate(
        "document.documentElement.scrollWidth == document.documentElement.clientWidth"
    )
    assert wide
    assert page.problems == []


def test_without_script_the_form_asks_back(edit_page: Callable[..., Page]) -> None:
    page = edit_page(java_script_enabled=False)
    page.fill(FIELD, "Guadalupe")
    page.locator(f"form:has({FIELD}) button[type=submit]").first.click()
    offers = page.locator("input[name=territory-choice]")
    expect(offers).to_have_count(2)
    expect(page.locator(FIELD)).to_have_value("Guadalupe")
    page.get_by_label("Guadalupe, Nuevo León").check()
    page.locator(f"form:has({FIELD}) button[type=submit]").first.click()
    page.goto(page.url.split("/es/")[0] + "/es/me/edit/")
    expect(page.locator(FIELD)).to_have_value("Guadalupe, Nuevo León")
