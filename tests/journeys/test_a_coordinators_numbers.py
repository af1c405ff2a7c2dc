"""A coordinator reads in English how far two audiences of 415 are, against the target, by region and by sex; follows
a number to its people, freezes it, takes the logframe home, and goes along the thread from the number to a certificate
and back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.people import SignIn, send, sign_in

pytestmark = pytest.mark.browser

COORDINATOR = "coordinacion@paralelo9.example"
PROGRAMME = "/en/programmes/paralelo-9-mx"
TARGET = 415
SIDES = ("1.1a", "2.1a")  # directors, practitioners
COMPLETING = "1.1b"
REGIONS = 9
TITLE = "Before the board of December"
Pages = Callable[..., Page]
Keep = Callable[[Page, str], None]


def is_well(page: Page) -> None:
    assert not looks.violations(page), page.url
    assert looks.sideways(page) == 0, page.url


def number_in(text: str) -> int:
    """The first whole number of a text: «1,234 people» is 1234."""
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return int(found[0].replace(",", ""))


def test_a_coordinators_numbers(
    house: House, whom: dict[str, SignIn], open_page: Pages, keep: Keep
) -> None:
    page = open_page("en", accept_downloads=True)
    sign_in(page, house, whom[COORDINATOR])
    page.goto(f"{house.address}{PROGRAMME}/dashboard/")
    reached = {code: look_at(page, code) for code in SIDES}
    is_well(page)
    keep(page, "dashboard")

    follow_to_its_people(page, house, reached["1.1a"])
    freeze(page, house, reached, keep)
    take_the_logframe_home(page, house, reached)
    along_the_thread(page, house, keep)


# The numbers.


def indicator(page: Page, code: str) -> Locator:
    link = page.locator(f"h3 a[href$='/indicators/{code}/']")
    return page.locator("main article.indicator").filter(has=link)


def look_at(page: Page, code: str) -> int:
    """How many were reached; each region and each sex has its part of them."""
    told = indicator(page, code)
    reached = number_in(told.locator(".now a").inner_text())
    expect(told).to_contain_text(f"{reached} of {TARGET} people")
    expect(told).to_contain_text(f"Target {TARGET}")
    assert 0 < reached < TARGET

    told.locator("summary", has_text="By region and sex").click()
    by_region = numbers_of(told.locator("a[href*='region=']"))
    by_sex = numbers_of(told.locator("a[href*='gender=']"))
    assert len(by_region) == REGIONS and all(by_region)
    assert sum(by_region) == sum(by_sex) == reached
    return reached


def numbers_of(links: Locator) -> list[int]:
    return [number_in(text) for text in links.all_inner_texts()]


def follow_to_its_people(page: Page, house: House, reached: int) -> None:
    """From the women of one region to one of them by name; the whole list has as many rows as the number says."""
    told = indicator(page, "1.1a")
    women = told.locator("a[href*='gender=woman']").first
    number = number_in(women.inner_text())
    with page.expect_navigation():
        women.click()
    expect(page.locator("main")).to_contain_text(str(number))
    is_well(page)
    assert rows_taken_home(page) == number

    with page.expect_navigation():
        page.locator("main table tbody a[href*='/people/']").first.click()
    expect(page.locator("main section.thread")).to_contain_text("Paralelo 9 MX")
    page.goto(f"{house.address}{PROGRAMME}/indicators/1.1a/records/")
    assert number_in(page.locator("main .now, main strong").first.inner_text()) == reached


def rows_taken_home(page: Page) -> int:
    with page.expect_download() as waiting:
        page.locator("main .downloads a[href*='as=xlsx']").click()
    sheet = workbook(waiting.value).worksheets[0]
    head = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 1)
    return sum(1 for row in sheet.iter_rows(min_row=head[0].row + 1) if row[0].value)


def workbook(download: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()))


# Frozen, and taken home.


def freeze(page: Page, house: House, reached: dict[str, int], keep: Keep) -> None:
    """The snapshot says what the dashboard says, and nothing on it can be changed."""
    page.goto(f"{house.address}{PROGRAMME}/snapshots/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=signed]", "Rosaura Ibarra Quintana")
    page.check("[name=is_final]")
    send(page, "main form:has([name=title]) button[type=submit]")
    assert re.search(r"/snapshots/\d+/$", page.url)
    expect(page.locator("main h1")).to_contain_text(TITLE)
    for code, number in reached.items():
        row = page.locator("main table tr").filter(has_text=re.compile(rf"^\s*{re.escape(code)}"))
        expect(row.first).to_contain_text(str(number))
    expect(page.locator("main form")).to_have_count(0)
    is_well(page)
    keep(page, "snapshot")
    page.goto(f"{house.address}{PROGRAMME}/indicators/1.1a/")
    expect(page.locator("main section.thread")).to_contain_text(TITLE)


def take_the_logframe_home(page: Page, house: House, reached: dict[str, int]) -> None:
    page.goto(f"{house.address}{PROGRAMME}/dashboard/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the logframe (XLSX)").click()
    rows = list(workbook(waiting.value).worksheets[0].iter_rows(values_only=True))
    for code, number in reached.items():
        row = next(row for row in rows if any(str(one or "").startswith(f"{code} ") for one in row))
        assert str(number) in map(str, row), row
        assert any(str(one).startswith(f"{TARGET} (") for one in row), row


# The thread.


def along(page: Page, kind: str) -> None:
    """Follow the first end of the thread that is of this kind."""
    ends = page.locator("main section.thread li").filter(
        has=page.locator("small", has_text=re.compile(rf"^\s*{kind}"))
    )
    with page.expect_navigation():
        ends.first.locator("a").click()


def along_the_thread(page: Page, house: House, keep: Keep) -> None:
    """The number, the course behind it, one of its cohorts, a certificate; and from that one back to the number."""
    number = f"{house.address}{PROGRAMME}/indicators/{COMPLETING}/"
    page.goto(number)
    expect(page.locator("main section.thread")).to_contain_text("Paralelo 9 MX")
    is_well(page)
    keep(page, "indicator")
    along(page, "Course")
    course = page.url
    assert "/courses/" in course
    along(page, "Cohort")
    assert "/cohorts/" in page.url
    along(page, "Certificates")
    is_well(page)
    page.locator("main summary", has_text="Who holds it").first.click()
    with page.expect_navigation():
        page.locator("main details[open] .names a").first.click()
    expect(page.locator("main h1")).to_be_visible()
    is_well(page)
    keep(page, "certificate")

    along(page, "Cohort")
    assert "/cohorts/" in page.url
    along(page, "Course")
    assert page.url == course
    along(page, "Indicator")
    assert page.url == number
