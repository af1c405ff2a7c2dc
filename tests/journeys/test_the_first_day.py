"""The first day of a real, empty installation: no mail server, no people; the first coordinator is let in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.people import one_time_code

pytestmark = pytest.mark.browser


def test_the_empty_house_is_true_and_teaches(
    empty_house: House, open_page: Callable[..., Page]
) -> None:
    page = open_page("es", width=360, javascript=False)
    for address in ("es/", "ar/network/", "fr/programmes/", "en/search/?q=Cholula"):
        answer = page.goto(f"{empty_house.address}/{address}")
        assert answer is not None and answer.status == 200
        assert "noindex" not in answer.headers.get("x-robots-tag", "")
        expect(page.locator("main")).not_to_be_empty()
    page.goto(f"{empty_house.address}/es/")
    expect(page.locator("body")).not_to_contain_text("Demostración")
    answer = page.goto(f"{empty_house.address}/es/dev/mail/")
    assert answer is not None and answer.status == 404


def test_the_first_coordinator_gets_in(empty_house: House, open_page: Callable[..., Page]) -> None:
    printed = empty_house.command(
        "people", "first-coordinator", "--email", "amina@reseau.example",
        "--given-name", "Amina", "--language", "fr",
    )  # fmt: skip
    link = re.search(r"http://\S+", printed)
    assert link, printed

    page = open_page("fr")
    page.goto(link.group(0))
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto(f"{empty_house.address}/fr/me/security/app/")
    secret = re.search(r"\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){7}\b", page.locator("main").inner_text())
    assert secret, page.locator("main").inner_text()
    page.fill("main input[name=code]", one_time_code(secret.group(0).replace(" ", "")))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto(f"{empty_house.address}/fr/")
    expect(page.locator("main")).to_contain_text("Amina")
    assert not looks.violations(page)
