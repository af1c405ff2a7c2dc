"""A coordinator with a laptop: begins her staff session, invites a craftswoman in Arabic, who joins on her phone;
sends a sheet with good and bad rows, takes the good ones, and undoes it all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.people import SignIn, sign_in, sign_ins

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(house: House) -> SignIn:
    return next(one for one in sign_ins(house) if one.role == "Coordinator")


DIRECTORS = "Directoras y directores municipales de cultura"


def sheet_of(*rows: tuple[str, ...]) -> bytes:
    """A workbook as people make it: one row of headings, then theirs."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    return content.getvalue()


def test_somebody_is_invited_in_arabic_and_joins(
    house: House, coordinator: SignIn, open_page: Callable[..., Page]
) -> None:
    page = open_page("es")
    sign_in(page, house, coordinator)
    page.goto(f"{house.address}/es/people/invite/")
    page.locator("[name=given_name]").fill("نور")
    page.locator("[name=family_name]").fill("الصائغ")
    page.locator("[name=email]").fill("nour@batna.example")
    page.locator("[name=language]").select_option("ar")
    page.locator("main form:has([name=email]) button[type=submit]").last.click()
    page.wait_for_load_state()

    letter = house.newest_mail("nour@batna.example")
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert re.search("[\u0600-\u06ff]{3}", text), "the letter is not in her language"
    link = re.search(r"http://\S+/invitation/\S+", text)
    assert link, text

    phone = open_page("ar", width=360, javascript=False)
    phone.goto(link.group(0))
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("main")).to_contain_text("نور")
    for box in phone.locator("main form input[type=checkbox]").all():
        box.check()
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_load_state()
    phone.goto(f"{house.address}/ar/me/")
    expect(phone.locator("main")).to_contain_text("نور")

    page.goto(f"{house.address}/es/people/?q=nour")
    page.goto(f"{house.address}/es/invitations/")
    expect(page.locator("main")).to_contain_text("نور")


def test_a_sheet_is_looked_at_taken_and_undone(
    house: House, coordinator: SignIn, open_page: Callable[..., Page]
) -> None:
    page = open_page("es")
    sign_in(page, house, coordinator)
    page.goto(f"{house.address}/es/sheets/")
    page.locator("main a[href*='sheets/participants']").first.click()
    assert not looks.violations(page)
    page.locator("main input[type=file]").set_input_files(
        {
            "name": "inscripciones.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": sheet_of(
                ("Nombre", "Apellidos", "Correo electrónico", "Lugar", "Público"),
                (
                    "Íñigo",
                    "Ñúñez Peña",
                    "inigo@taxco.example",
                    "12055",
                    "Directoras y directores municipales de cultura",
                ),
                ("Ximena", "Olvera Cruz", "ximena@pachuca.example", "Pachuka de Soto", ""),
                ("Yaretzi", "Luna Solís", "sin-arroba", "", ""),
            ),
        }
    )
    page.locator("main form:has(input[type=file]) button[type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Íñigo")
    expect(page.locator("main")).to_contain_text("Pachuca de Soto")  # one of the three nearest
    assert not looks.violations(page)
    batch = page.url

    page.locator("form[action*='/take/'] button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(f"{house.address}/es/people/?q=Íñigo")
    expect(page.locator("main")).to_contain_text("Ñúñez")

    page.goto(batch)
    page.locator("main a[href*='/undo/']").first.click()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(f"{house.address}/es/people/?q=Íñigo")
    expect(page.locator("main")).not_to_contain_text("Ñúñez")
