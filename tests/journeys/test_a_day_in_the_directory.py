"""Whoever coordinates the network, with a laptop: people and organisations come in by a sheet and go again, a page is
reviewed, two pages become one and two again, an empty cell of the coverage leads to an invitation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.test_a_coordinators_day import sheet_of

pytestmark = pytest.mark.browser

COORDINATOR = "coordinacion@hilo.example"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REASON = "Trabaja en un local prestado; la visitamos el 12 de noviembre."


@pytest.fixture
def page(open_context: Callable[..., BrowserContext], states: Callable[[str], Path | None]) -> Page:
    return open_context("es", storage_state=states(COORDINATOR)).new_page()


def send(page: Page, button: str) -> None:
    """Press the button of the main part that this selector finds, and wait for what comes of it."""
    page.locator(f"main {button}").first.click()
    page.wait_for_load_state()


def test_people_and_organisations_come_by_a_sheet_and_go_again(house: House, page: Page) -> None:
    main, start = page.locator("main"), f"{house.address}/es"
    content = sheet_of(
        ("Nombre", "Apellidos", "Correo electrónico", "Organización", "Municipio", "Estado", "Cargo"),
        ("Citlalli", "Xicoténcatl Ñeco", "citlalli@tlaxco.example",
         "Ayuntamiento de Tlaxco, Telares", "Tlaxco", "Tlaxcala", "Directora de cultura"),
        ("Amaranta", "Güereca Díaz", "amaranta@perote.example",
         "Ayuntamiento de Perote, Imprenta", "Perote", "Veracruz", ""),
        ("Yuridia", "Sin Lugar", "yuridia@nada.example", "Ayuntamiento de Nada", "", "", ""),
    )  # fmt: skip
    page.goto(f"{start}/sheets/affiliations/")
    main.locator("input[type=file]").set_input_files(
        {"name": "directorio.xlsx", "mimeType": XLSX, "buffer": content}
    )
    send(page, "form:has(input[type=file]) button[type=submit]")
    expect(main).to_contain_text("Citlalli")
    assert not looks.violations(page)
    batch = page.url
    page.goto(f"{start}/office/organisations/?q=Tlaxco, Telares")
    expect(main).not_to_contain_text("Ayuntamiento de Tlaxco")

    page.goto(batch)
    send(page, "form[action*='/take/'] button[type=submit]")
    page.goto(f"{start}/office/organisations/?q=Telares")
    main.get_by_role("link", name="Ayuntamiento de Tlaxco, Telares").click()
    expect(main).to_contain_text("Citlalli Xicoténcatl Ñeco")

    page.goto(batch)
    send(page, "a[href*='/undo/']")
    send(page, "form button[type=submit]")
    for address in ("office/organisations/?q=Telares", "people/?q=Xicoténcatl Ñeco"):
        page.goto(f"{start}/{address}")
        expect(main).not_to_contain_text("Tlaxco")
        expect(main.locator("table")).to_have_count(0)


def test_a_page_is_reviewed_and_a_criterion_waived_for_a_reason(house: House, page: Page) -> None:
    main = page.locator("main")
    page.goto(f"{house.address}/es/office/reviews/")
    main.locator("a[href*='/organisations/'][href$='/review/']").first.click()
    page.wait_for_url("**/review/")
    main.locator("select[name^=verdict-]").select_option("waived")
    send(page, "button[value=list]")
    expect(main.locator(".errors").first).to_be_visible()  # it wants a reason
    assert not looks.violations(page)

    main.locator("input[name^=reason-]").fill(REASON)
    send(page, "button[value=list]")
    reviewed = page.url.removesuffix("review/")
    stranger = page.context.browser.new_page()  # type: ignore[union-attr]
    stranger.goto(reviewed)
    expect(stranger.locator("main")).to_contain_text(REASON)
    stranger.close()


def test_a_duplicate_is_merged_and_taken_back(house: House, page: Page) -> None:
    main = page.locator("main")
    page.goto(f"{house.address}/es/office/duplicates/")
    pair = main.locator("table a[href*='/merge/']").first
    href = pair.get_attribute("href") or ""
    gone = f"{house.address}/es/organisations/{href.split('with=')[-1]}/"
    pair.click()
    page.wait_for_url("**/merge/?with=*")
    assert not looks.violations(page)
    send(page, "form button[type=submit]")

    page.goto(gone)
    assert page.url != gone, "the old address leads to the page that was kept"
    page.goto(f"{house.address}/es/office/duplicates/")
    main.locator(".lines a[href*='/duplicates/']").first.click()
    page.wait_for_url("**/duplicates/*/")
    assert not looks.violations(page)
    send(page, "form button[type=submit]")
    apart = page.context.browser.new_page()  # type: ignore[union-attr]  # a redirect may be kept for an hour
    answer = apart.goto(gone)
    assert answer is not None and answer.status == 200
    assert apart.url == gone
    apart.close()


def test_an_empty_cell_leads_to_an_invitation(house: House, page: Page) -> None:
    main = page.locator("main")
    page.goto(f"{house.address}/es/office/coverage/")
    main.get_by_role("link", name="Por sector").click()
    page.wait_for_url("**/coverage/sectors/")
    main.locator("td[data-hole] a").first.click()
    page.wait_for_url("**/people/invite/**")
    main.locator("[name=given_name]").fill("Abril")
    main.locator("[name=family_name]").fill("Zepeda Luján")
    main.locator("[name=email]").fill("abril@zacatlan.example")
    send(page, "form:has([name=email]) button[type=submit]")
    assert house.newest_mail("abril@zacatlan.example")
