"""Who the director of `test_a_directors_course` is, how she and others look at pages, and the thread on them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.house import House


@dataclass
class Day:
    """Who she is, and where her course stands."""

    house: House
    page: Page
    ear: Page
    keep: Callable[[Page, str], None]
    email: str
    name: str
    meeting: str
    quiz: str
    assignment: str

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.house.address}/es/{path}")
        return self.page

    def looks_well(self, name: str) -> None:
        """Nothing wider than the phone, a picture to look at; and nothing wrong for those who read by ear.

        axe needs scripts: it reads the same address with her cookies on another phone.
        """
        assert looks.sideways(self.page) == 0, name
        self.keep(self.page, name)
        self.ear.context.add_cookies(self.page.context.cookies())  # type: ignore[arg-type]
        self.ear.goto(self.page.url)
        found = looks.violations(self.ear)
        assert not found, (name, found)


def press(page: Page, within: str = "") -> None:
    """Press the main button of the form that has `within`, or of the only one."""
    form = page.locator(f"main form:has({within})" if within else "main form")
    form.first.locator("button[type=submit]").first.click()
    page.wait_for_load_state()


def hears(day: Day, subject: str) -> str:
    """The text of the newest mail to her about `subject`, waited for."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for mail in reversed(day.house.mails()):
            if day.email in str(mail["To"]) and subject in str(mail["Subject"]):
                body = mail.get_body(("plain",))
                assert body is not None
                return body.get_content()
        time.sleep(0.3)
    raise AssertionError(f"no mail about {subject}")


def link_in(text: str, part: str) -> str:
    return next(one for one in re.findall(r"https?://\S+", text) if part in one)


def downloaded(page: Page, link: str) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"main {link}").first.click()
    return Path(waiting.value.path())


def thread_at(page: Page, address: str) -> tuple[list[str], list[str]]:
    """The addresses of both directions of the thread on the page at `address`."""
    page.goto(address)
    thread = page.locator(".thread")
    expect(thread).to_have_count(1)
    ends = (thread.locator(f"h3:{which}-of-type + ol a") for which in ("first", "last"))
    back, forth = (one.evaluate_all("ends => ends.map(end => end.pathname)") for one in ends)
    return back, forth


def look(day: Day, page: Page, name: str) -> None:
    """What holds of every page, in Arabic on a phone."""
    found = looks.violations(page)
    assert not found, (name, found)
    assert looks.sideways(page) == 0, name
    assert looks.missing_glyphs(page) == set(), name
    day.keep(page, name)
