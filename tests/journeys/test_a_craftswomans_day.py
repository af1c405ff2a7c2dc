"""A craftswoman in Nabeul, on an old phone, in Arabic, without JavaScript: finds her cluster although she mistypes,
follows the search, puts her workshop on record, asks for its review; she is asked to join another, and answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.house import House
from tests.journeys.people import SignIn, sign_in

pytestmark = pytest.mark.browser

CRAFTSWOMAN, COORDINATOR = "zahra@nabeul.example", "coordinacion@hilo.example"
WORKSHOP = "ورشة زهراء للخزف"
MEANT_NABEUL = "الخزف نابول"  # her town is نابل
PRESENTATION = (
    "أصنع أطباقًا وأباريق من طين نابل، مزججة بألوان المدينة، للمطاعم وللبيوت في تونس وخارجها."
)


@pytest.fixture
def phone(house: House, whom: dict[str, SignIn], open_page: Callable[..., Page]) -> Page:
    page = open_page("ar", width=360, javascript=False)
    sign_in(page, house, whom[CRAFTSWOMAN], language="ar")
    return page


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("button", name=name).click()
    page.wait_for_load_state()


def test_she_finds_her_cluster_and_follows_the_search(house: House, phone: Page) -> None:
    phone.goto(f"{house.address}/ar/directory/")
    phone.locator("main input[name=q]").fill(MEANT_NABEUL)
    phone.locator("main form:has(input[name=q]) button").first.click()
    main = phone.locator("main")
    expect(main).to_contain_text("هذه نتائج «نابل»")
    results = phone.url

    main.locator("a[href$='/clusters/tableware-nabeul/']").first.click()
    expect(main.locator("h1")).to_have_text("أواني المائدة، نابل")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")

    phone.goto(results)
    press(phone, "متابعة هذا البحث")
    assert phone.url.endswith("/ar/me/searches/")
    expect(main).to_contain_text(MEANT_NABEUL)


def test_she_puts_her_workshop_on_record_and_asks_for_its_review(house: House, phone: Page) -> None:
    phone.goto(f"{house.address}/ar/organisations/new/")
    main = phone.locator("main")
    main.locator("[name=kind]").select_option("workshop")
    main.locator("[name=legal_name]").fill(WORKSHOP)
    main.locator("[name=place]").fill("نابل")
    main.get_by_label("الخزف والفخار").check()
    main.locator("[name=role]").fill("خزّافة")
    main.locator("form:has([name=legal_name]) button").first.click()

    # It is hers: she writes the page at once.
    expect(phone).to_have_url(re.compile("/ar/organisations/[^/]+/edit/$"))
    main.locator("textarea[name^=presentation][lang=ar]").fill(PRESENTATION)
    main.locator("[name=phone]").fill("+216 72 555 018")
    main.locator("form:has([name=legal_name]) button").first.click()
    expect(main.locator("h1")).to_have_text(WORKSHOP)
    expect(main).to_contain_text("+216 72 555 018")
    page_of_hers = phone.url

    main.locator("a[href$='/review/']").first.click()
    press(phone, "طلب المراجعة")
    expect(main).to_contain_text("بانتظار المراجعة")

    stranger = phone.context.browser.new_page()  # type: ignore[union-attr]
    answer = stranger.goto(page_of_hers)
    assert answer is not None and answer.status == 404, "nobody finds it before its review"
    stranger.close()


def test_she_is_asked_to_join_and_answers(
    house: House,
    phone: Page,
    open_context: Callable[..., BrowserContext],
    states: Callable[[str], Path | None],
) -> None:
    office = open_context("es", storage_state=states(COORDINATOR)).new_page()
    office.goto(f"{house.address}/es/clusters/tableware-nabeul/")
    office.locator("main a[href*='/organisations/']", has_text="Poterie Romarin").first.click()
    office.wait_for_url("**/organisations/*/")
    cooperative = office.url.rstrip("/").rsplit("/", 1)[-1]
    office.goto(f"{house.address}/es/organisations/{cooperative}/people/")
    office.locator("main [name=email]").fill(CRAFTSWOMAN)
    office.locator("main [name=role]").fill("Ceramista invitada")
    office.locator("main form:has([name=email]) button").first.click()
    expect(office.locator("main")).to_contain_text("زهراء")

    main = phone.locator("main")
    phone.goto(f"{house.address}/ar/notifications/")
    expect(main).to_contain_text("Poterie Romarin")
    phone.goto(f"{house.address}/ar/me/organisations/")
    main.get_by_role("link", name=re.compile("Poterie Romarin")).first.click()
    expect(main).to_contain_text("Ceramista invitada")
    main.locator("button[value=accept]").click()
    phone.wait_for_load_state()
    phone.goto(f"{house.address}/ar/organisations/{cooperative}/")
    expect(main).to_contain_text("زهراء بن يوسف")
