"""A day with results: a coordinator follows a number to its people, declares a value that a second one verifies, issues
a snapshot and compares it; a director reports, without JavaScript, what her town adopted, and a stranger reads it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.people import SignIn, sign_in

pytestmark = pytest.mark.browser

PROGRAMME = "/es/programmes/paralelo-9-mx"
FIRST, SECOND = "coordinacion@paralelo9.example", "coordinacion@hilo.example"
ADOPTED = "Ventanilla permanente para talleres de barro"
Pages = Callable[..., Page]
Whom = dict[str, SignIn]


def press(page: Page, within: str) -> None:
    """Press the main button of the form that has `within`."""
    page.locator(f"main form:has({within}) button[type=submit]").first.click()
    page.wait_for_load_state()


def issue(page: Page, house: House, title: str) -> None:
    page.goto(f"{house.address}{PROGRAMME}/snapshots/new/")
    page.fill("[name=title]", title)
    page.fill("[name=signed]", "Rosaura Ibarra Quintana")
    page.check("[name=is_final]")
    press(page, "[name=is_final]")


def test_a_coordinator_follows_declares_issues_and_compares(
    house: House, whom: Whom, open_page: Pages
) -> None:
    page = open_page("es", accept_downloads=True)
    sign_in(page, house, whom[FIRST])
    page.goto(f"{house.address}{PROGRAMME}/dashboard/")
    expect(page.locator("main")).to_contain_text("Qué tiene retraso")
    assert not looks.violations(page)

    # A number leads to the people behind it, by name.
    page.locator("main article .now a").first.click()
    page.wait_for_load_state()
    assert "/records/" in page.url
    expect(page.locator("main table tbody tr").first.locator("a[href*='/people/']")).to_be_visible()
    assert not looks.violations(page)

    issue(page, house, "Antes de la visita")
    values = f"{house.address}{PROGRAMME}/indicators/1.2a/values/"
    page.goto(values)
    page.select_option("[name=period]", index=0)  # the newest
    page.locator("[name=value]").fill("7")
    page.locator("[name=evidence]").fill("https://paralelo9.example/minuta")
    press(page, "[name=evidence]")
    expect(page.locator("main")).to_contain_text("7")

    # She may not verify what she declared; somebody else may.
    page.goto(values)
    row = page.locator("main table tr", has_text="Documentado").first
    row.locator("a[href*='/values/']").first.click()
    page.wait_for_load_state()
    declared = page.url
    expect(page.locator("main form[action*='/verify/']")).to_have_count(0)
    other = open_page("es")
    sign_in(other, house, whom[SECOND])
    other.goto(declared)
    other.locator("main form[action*='/verify/'] button").click()
    other.wait_for_load_state()
    expect(other.locator("main")).to_contain_text("Itzel Roldán Quiroga")

    issue(page, house, "Después de la visita")
    page.goto(f"{house.address}{PROGRAMME}/snapshots/")
    page.locator("main form[action*='/compare/'] button").click()
    page.wait_for_load_state()
    expect(page.locator("main table")).to_contain_text("1.2a")
    assert not looks.violations(page)

    page.goto(f"{house.address}{PROGRAMME}/dashboard/")
    with page.expect_download() as waiting:
        page.locator("main .downloads a").first.click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert [cell.value for cell in book.worksheets[0][4]][:2] == ["Nivel", "Lógica de intervención"]


def test_a_town_adopts_something_and_a_stranger_reads_it(
    house: House, whom: Whom, open_page: Pages
) -> None:
    phone = open_page("es", width=360, javascript=False)
    sign_in(phone, house, whom["member"])
    phone.goto(f"{house.address}/es/policies/report/")
    phone.fill("[name=title]", ADOPTED)
    phone.fill("[name=decided_by]", "Ayuntamiento de San Pedro Cholula")
    phone.fill("[name=decided_on]", str(dt.date.today() - dt.timedelta(days=30)))
    phone.select_option("[name=nature]", index=1)
    phone.fill("[name=came_from]", "El taller de octubre.")
    phone.select_option("[name=programme]", label="Paralelo 9 MX")
    phone.check("[name=is_public]")
    press(phone, "[name=title]")
    policy = phone.url
    expect(phone.locator("main")).to_contain_text(ADOPTED)

    stranger = open_page("ar", width=360, javascript=False)
    answer = stranger.goto(policy)
    assert answer is not None and answer.status in (302, 404), "not verified yet"

    page = open_page("es")
    sign_in(page, house, whom[SECOND])
    page.goto(f"{house.address}/es/office/policies/")
    page.get_by_text(ADOPTED).first.click()
    page.wait_for_load_state()
    page.locator("main button[name=action][value=verify]").click()
    page.wait_for_load_state()
    assert not looks.violations(page)

    stranger.goto(policy)
    expect(stranger.locator("main")).to_contain_text(ADOPTED)
    assert looks.sideways(stranger) == 0
