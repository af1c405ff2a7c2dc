"""The list by keyboard: a letter or a figure marks and goes on; the code on the wall counts down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page

from hilo.attendance.models import Presence
from tests.attendance.factories import a_past_session, a_roster, crowd, with_open_code
from tests.journeys.looks import sideways, violations
from tests.people.factories import account_as, agreed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = """rows => rows.map(row => [
    row.querySelector(':checked')?.value ?? '', row.querySelector('[inputmode]').value
])"""


@pytest.fixture
def office(live_server: Any, client: Any, browser: Browser, monkeypatch: Any) -> Iterator[Page]:
    """A keeper's browser."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    session = sign_in(client, agreed(account_as("trainer"))).cookies["session"].value
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_a_list_is_marked_by_keyboard(live_server: Any, office: Page) -> None:
    region = a_roster()
    crowd(region, 6)
    made = a_past_session(region)
    office.goto(f"{live_server.url}/en/office/sessions/{made.uuid}/list/")
    office.locator("[data-ui-row] input[type=radio]").first.focus()
    for key in ("p", "a", "3", "4"):
        office.keyboard.press(key)
    office.keyboard.type("35")
    for key in ("Enter", "p", "ArrowUp", "a"):
        office.keyboard.press(key)
    marked = office.locator("[data-ui-row]").evaluate_all(ROWS)
    assert marked[:4] == [["present", ""], ["absent", ""], ["excused", ""], ["partial", "35"]]
    assert marked[4:] == [["absent", ""], ["", ""]]
    assert violations(office) == []
    assert sideways(office) == 0
    office.get_by_role("button", name="Save the list").click()
    office.get_by_text("5 people recorded.").wait_for()
    assert Presence.objects.count() == 5


def test_the_wall_counts_down(live_server: Any, office: Page) -> None:
    made = with_open_code(a_past_session(a_roster(1)))
    office.goto(f"{live_server.url}/en/office/sessions/{made.uuid}/screen/")
    shown = office.locator("[data-ui-countdown]")
    assert shown.inner_text().startswith("14:")
    assert violations(office) == []
    assert sideways(office) == 0
