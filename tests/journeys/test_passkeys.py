"""A passkey in a real browser, under our content policy: added, used to sign in, asked for as a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from hilo.people.models import Account
from tests.people.factories import AccountFactory, agreed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Browser:
    """A browser with a virtual key on its key ring, and what its console complained about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        session = context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def be(self, account: Account) -> None:
        """Sit here as `account`, signed in a moment ago."""
        cookie = sign_in(Client(), account).cookies["session"].value
        self.context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).last.click()


@pytest.fixture
def browser_with_key(live_server: Any, open_context: Callable[..., BrowserContext]) -> Browser:
    return Browser(open_context("en"), live_server.url)


def test_a_passkey_is_added_and_signs_in_alone(browser_with_key: Browser) -> None:
    browser, account = browser_with_key, agreed(AccountFactory(person__language="en"))
    browser.be(account)
    browser.open("/en/me/security/passkeys/add/")
    browser.page.get_by_label("A name for it").fill("my phone")
    browser.press("Add a passkey")
    expect(browser.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    browser.context.clear_cookies()
    browser.open("/en/sign-in/")
    browser.press("Sign in with a passkey")
    browser.page.wait_for_url("**/en/")
    browser.open("/en/me/security/")
    expect(browser.page.get_by_text("my phone")).to_be_visible()
    assert browser.complaints == []


def test_a_passkey_is_a_second_factor_after_the_code(
    browser_with_key: Browser, mailoutbox: list[Any]
) -> None:
    browser, account = browser_with_key, agreed(AccountFactory(person__language="en"))
    browser.be(account)
    browser.open("/en/me/security/passkeys/add/")
    browser.page.get_by_label("Sign in with it alone, without a code by e-mail").uncheck()
    browser.press("Add a passkey")
    expect(browser.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    browser.context.clear_cookies()
    browser.open("/en/sign-in/")
    browser.page.get_by_label("Your e-mail address").fill(account.email)
    browser.press("Send me a code")
    expect(browser.page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    letter = next(one for one in mailoutbox if "Your code" in one.subject)
    browser.page.get_by_label("The six digits").fill(letter.subject[-6:])
    browser.press("Sign in")
    expect(browser.page.get_by_role("heading", name="One more proof")).to_be_visible()
    browser.press("Use my passkey")
    browser.page.wait_for_url("**/en/")
    assert browser.complaints == []
