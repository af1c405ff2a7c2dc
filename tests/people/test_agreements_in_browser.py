"""What one agreed to, on a phone: long states wrap, also where the words have changed since."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser

from hilo.people.models import NoticeVersion
from tests.journeys.looks import sideways
from tests.people.factories import AccountFactory, agreed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_notice_that_changed_fits_a_phone(
    live_server: Any, client: Any, browser: Browser, monkeypatch: Any, language: str
) -> None:
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    account = agreed(AccountFactory())
    session = sign_in(client, account).cookies["session"].value
    NoticeVersion.objects.update(sha256="of words that nobody says any more")
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/me/agreements/")
    assert page.locator(".state[data-tone=warn]").count()
    assert sideways(page) == 0
    context.close()
