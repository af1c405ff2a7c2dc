"""A director of culture, on an old phone without JavaScript: signs in by a code, keeps her profile, speaks another
language, chooses what is sent to her, takes her data along, leaves."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House

pytestmark = pytest.mark.browser

DIRECTOR = "cultura@cholula.example"


def sign_in_by_code(page: Page, house: House, email: str) -> None:
    """As most people do: an address, a mail, six signs."""
    before = len([mail for mail in house.mails() if email in str(mail["To"])])
    page.goto(f"{house.address}/es/sign-in/")
    page.get_by_label("Su correo electrónico").fill(email)
    page.locator("main form button[type=submit]").first.click()
    letter = house.newest_mail(email, after=before)
    body = letter.get_body(("plain",))
    assert body is not None
    page.locator("main input[name=code]").fill(code_in(body.get_content()))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state()


def code_in(text: str) -> str:
    """The sign-in code of a letter: on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})\s*$", text, re.MULTILINE)
    assert found, text
    return found.group(1)


def test_a_directors_day(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page("es", width=360, javascript=False, accept_downloads=True)

    sign_in_by_code(page, house, DIRECTOR)
    expect(page.locator("main")).to_contain_text("Eréndira")

    # She corrects her phone; a number of the wrong shape would lose nothing.
    page.goto(f"{house.address}/es/me/edit/")
    page.locator("[name=phone]").fill("+52 222 555 0123")
    page.locator("main form:has([name=phone]) button[type=submit]").last.click()
    page.goto(f"{house.address}/es/me/")
    expect(page.locator("main")).to_contain_text("555 0123")

    # She reads in French for a moment, on the same page.
    page.goto(f"{house.address}/es/notifications/preferences/")
    page.locator("header summary:visible").last.click()
    page.locator("header").get_by_text("français").locator("visible=true").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert "/fr/notifications/preferences/" in page.url

    # She takes her data along: a folder of files that people and programs can read.
    page.goto(f"{house.address}/es/me/data/")
    page.locator("main a[href*='take-along']").first.click()
    with page.expect_download() as waiting:
        page.locator("main form button[type=submit]").first.click()
    content = waiting.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        names = folder.namelist()
        assert any(name.endswith(".html") for name in names)
        assert any(name.endswith(".csv") for name in names)
        everything = [json.loads(folder.read(name)) for name in names if name.endswith(".json")]
    assert "+52 222 555 0123" in json.dumps(everything, ensure_ascii=False)

    # She leaves; her pages ask for sign-in again, and the one she wanted is not forgotten.
    page.locator("header summary:visible").last.click()
    page.locator("header form[action*='sign-out'] button").locator("visible=true").first.click()
    page.goto(f"{house.address}/es/me/")
    assert "/sign-in/" in page.url
    assert "me" in page.url.split("next=")[-1]
