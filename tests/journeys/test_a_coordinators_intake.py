"""A coordinator takes 830 people in: a messy list, its dry run, the good rows, undone and repeated, the bad ones
corrected; an old list from another program; then everybody is invited, each in their language, by real mail."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.house import House
from tests.journeys.intake import (
    CODES,
    ONE_SIDED,
    Row,
    Scene,
    corrected,
    everybody,
    headings,
    inviting,
    latecomers,
    old_list,
    set_scene,
    workbook,
)
from tests.journeys.people import USED, fresh_code
from tests.journeys.test_a_directors_day import code_in
from tests.notifications.smtp import Server, smtp_server

pytestmark = [pytest.mark.browser, pytest.mark.processes]

WHO = "coordinacion@red-de-cultura.example"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOUBLED = 10  # rows that stand in the list twice, word for word
PATIENCE = 300_000  # ms that long work may take on a busy machine

Keep = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def post() -> Iterator[Server]:
    """The mail server to which the house hands its letters."""
    with smtp_server() as server:
        yield server


@pytest.fixture(scope="module")
def intake_house(
    post: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, Scene]]:
    """A real, empty installation with a mail server, then with a programme and its cohorts."""
    address = f"smtp://127.0.0.1:{post.port}"
    # Our own server does not slow down whoever sends fast; what a minute may bring is asked by tests of the post.
    fast = {"SMTP_URL": address, "HILO_MAILS_PER_MINUTE": "10000"}
    place = House(tmp_path_factory.mktemp("intake"), is_empty=True, **fast)
    place.prepare()
    scene = set_scene(place)
    try:
        yield place.open(), scene
    finally:
        place.close()


def test_a_coordinators_intake(
    intake_house: tuple[House, Scene], post: Server, open_page: Callable[..., Page], keep: Keep
) -> None:
    house, scene = intake_house
    people, late = everybody(scene), latecomers(scene)
    page = open_page("es", accept_downloads=True)
    come_in(page, house, post)

    # What the list should look like, and what she has.
    open_sheet(page, house)
    template = download(page, "main a[href*='/template.xlsx']")
    assert {"Nombre", "Cohorte", "Invitar"} <= set(headings(template))
    keep(page, "sheet")
    messy = workbook(people, doubled=DOUBLED)

    # The dry run says of each row what it would do.
    send(page, "Inscripciones (versión final).xlsx", messy)
    bad = [one for one in people if one.trouble] + [one for one in people[:DOUBLED] if one.trouble]
    good = [one for one in people if not one.trouble]
    assert counts(page) == {
        "Todas las filas": 830,
        "Nueva": len(good),
        "Ya está así": 830 - len(good) - len(bad),
        "No se entiende": len(bad),
        "Con una observación": 830 - len(good) - len(bad) + 1,  # the formula whose value was read
    }
    read_the_bad_rows(page, people)
    keep(page, "dry-run")
    look_in_four_languages(page, keep)

    # She takes the good rows; the worker does it while she looks on.
    take(page, keep)
    assert counts(page)["Incorporada"] == len(good)
    at_work = cohorts_of(page, house)
    assert at_work == expected(good)
    expect(page.locator("main tr", has_text=name_of(ONE_SIDED))).to_contain_text("Un solo lado")
    keep(page, "cohorts")

    # All back again, and once more: nobody was written to.
    undo(page, house)
    assert set(cohorts_of(page, house).values()) == {0}
    open_sheet(page, house)
    send(page, "Inscripciones (versión final).xlsx", messy)
    take(page)
    assert cohorts_of(page, house) == expected(good)
    page.go_back()

    # What came back is corrected in its own cells, and goes in.
    to_correct = download(page, "main a[href*='/to-correct.xlsx']")
    open_sheet(page, house)
    send(page, "corregidas.xlsx", corrected(to_correct, people))
    take(page)
    open_sheet(page, house)
    send(page, "Tardías.csv", old_list(late), "text/csv")
    expect(page.locator("main")).to_contain_text("Windows-1252")
    take(page)
    assert cohorts_of(page, house) == expected([*people, *late])
    expect(page.locator("main")).not_to_contain_text("Un solo lado")
    assert to_others(post) == []

    sent = invite_everybody(page, house, post, [*people, *late])
    somebody = next(one for one in people if one.language == "árabe" and not one.trouble)
    letter = next(one for one in sent if somebody.email in str(one["To"]))
    come_by_letter(open_page, house, somebody, letter, keep)


def invite_everybody(
    page: Page, house: House, post: Server, people: list[Row]
) -> list[EmailMessage]:
    """A yes in one column invites everybody; sent a second time it changes nothing."""
    open_sheet(page, house)
    invited = inviting(download(page, "main a[href*='/data.xlsx']"))
    send(page, "invitar.xlsx", invited)
    assert counts(page) == {"Todas las filas": 830, "Cambia": 830}
    take(page)
    sent = settled(post, 830)
    check_letters(sent, people)
    open_sheet(page, house)
    send(page, "invitar.xlsx", invited)
    assert counts(page) == {"Todas las filas": 830, "Ya está así": 830}
    assert len(to_others(post)) == 830
    # Codes, invitations and what befell her second factor: nothing of it is a list that one could leave.
    assert not [one for one in post.accepted if one["List-Unsubscribe"]]
    assert cohorts_of(page, house) == expected(people)
    return sent


# What she does.


def come_in(page: Page, house: House, post: Server) -> None:
    """The first coordinator follows the letter of the operator, sets up her second factor, and signs in with it."""
    house.command(
        "people", "first-coordinator", "--email", WHO, "--given-name", "Itzel", "--language", "es"
    )
    page.goto(address_in(newest(post, WHO), "/invitation/"))
    agree(page)
    page.goto(f"{house.address}/es/me/security/app/")
    shown = re.search(r"\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){7}\b", page.locator("main").inner_text())
    assert shown, page.locator("main").inner_text()
    secret = shown.group(0).replace(" ", "")
    press_with_code(page, secret)
    page.locator("header summary:visible").last.click()
    page.locator("header form[action*='sign-out'] button").locator("visible=true").first.click()

    before = len(post.accepted)
    page.goto(f"{house.address}/es/sign-in/")
    page.locator("main input[type=email]").fill(WHO)
    page.locator("main form:has(input[type=email]) button[type=submit]").first.click()
    code = code_in(text_of(newest(post, WHO, after=before)))
    page.locator("main input[name=code]").fill(code)
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    press_with_code(page, secret)
    page.goto(f"{house.address}/es/duty/")
    if page.locator("main input[name=code]").count():
        page.fill("main input[name=code]", fresh_code(secret, USED))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def press_with_code(page: Page, secret: str) -> None:
    page.fill("main input[name=code]", fresh_code(secret, USED))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state()


def agree(page: Page) -> None:
    """Say yes to what must be agreed to, and come in."""
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def open_sheet(page: Page, house: House) -> None:
    """To the enrolment sheet, from the list of cohorts as anybody finds it."""
    page.goto(f"{house.address}/es/office/cohorts/")
    page.locator("main a[href*='/sheets/enrolments/']").first.click()
    look(page, "sheet")


def download(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(link).first.click()
    return waiting.value.path().read_bytes()


def send(page: Page, name: str, content: bytes, kind: str = XLSX) -> None:
    """Send a list and wait for what the dry run says of it."""
    file: Any = {"name": name, "mimeType": kind, "buffer": content}
    page.locator("main input[type=file]").set_input_files(file)
    page.locator("main form:has(input[type=file]) button[type=submit]").first.click()
    page.locator("main .chips").wait_for(timeout=PATIENCE)


def take(page: Page, keep: Keep | None = None) -> None:
    """Take the good rows over and wait for the end; long ones show how far they are."""
    batch = page.url
    page.locator("form[action*='/take/'] button[type=submit]").first.click()
    page.wait_for_load_state()
    if keep is not None:
        see_progress(page, keep)
    see_end(page, batch)


def see_progress(page: Page, keep: Keep) -> None:
    """The work of the worker, seen under way: some of all rows, and more of them later."""
    bar = page.locator("main [data-progress] progress[value]")
    bar.wait_for(timeout=PATIENCE)
    first = float(bar.get_attribute("value") or 0)
    look(page, "work")
    keep(page, "at-work")
    page.wait_for_function(
        "first => { const bar = document.querySelector('main [data-progress] progress[value]');"
        " return !bar || bar.value > first }",
        arg=first,
        timeout=PATIENCE,
    )


def see_end(page: Page, batch: str) -> None:
    """Wait until nothing is under way any more, and open the sheet's page again."""
    page.wait_for_function(
        "() => !document.querySelector('main [data-ui-follow]')", timeout=PATIENCE
    )
    page.goto(batch)
    page.locator("main .chips").wait_for()


def undo(page: Page, house: House) -> None:
    """Take the newest sheet back, after a look at what that means."""
    open_sheet(page, house)
    page.locator("main .ways a[href*='/sheets/batch']").first.click()
    batch = page.url
    page.locator("main a[href*='/undo/']").first.click()
    look(page, "undo")
    page.locator("main form[data-ui-guard] button[type=submit]").first.click()
    page.wait_for_load_state()
    see_end(page, batch)


# What she sees.

LOOKED_AT: set[str] = set()


def look(page: Page, name: str) -> None:
    """Whoever reads with a screen reader or the keyboard reads it too; asked once of each kind of page."""
    if name not in LOOKED_AT:
        LOOKED_AT.add(name)
        assert not looks.violations(page)


def counts(page: Page) -> dict[str, int]:
    """The rows of a sheet by what they are, as its page says."""
    chips = (one.inner_text().split("\n") for one in page.locator("main .chips a").all())
    found = {}
    for words in chips:
        label, number = re.fullmatch(r"(.*?)\s*([\d,.\s]+)", " ".join(words).strip()).groups()  # type: ignore[union-attr]
        found[label] = int(re.sub(r"\D", "", number))
    return found


def read_the_bad_rows(page: Page, people: list[Row]) -> None:
    """Each says what is wrong; an unknown town is answered with the three that sound most like it."""
    page.locator("main .chips a[href*='only=error']").click()
    wrong = next(one for one in people if one.trouble == "town")
    row = page.locator("main tbody tr", has_text=wrong.wrong["Municipio"]).first
    expect(row).to_contain_text(wrong.town[1])
    assert row.inner_text().count(" · ") >= 2


def look_in_four_languages(page: Page, keep: Keep) -> None:
    """The page of a sheet with bad rows, as others read it, and on a phone."""
    address = page.url
    for language in ("en", "fr", "ar"):
        page.goto(address.replace("/es/", f"/{language}/"))
        assert not looks.missing_glyphs(page)
        keep(page, f"dry-run-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    for language in ("ar", "es"):
        page.goto(address.replace("/es/", f"/{language}/"))
        assert looks.sideways(page) == 0
        assert looks.sideways_inside(page, "main .scroll") == 0
        look(page, f"dry run {language}")
        keep(page, f"dry-run-{language}-360")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("main .chips a").first.click()


def name_of(region: str) -> str:
    return {"bajio": "Bajío"}.get(region, region.capitalize())


def cohorts_of(page: Page, house: House) -> dict[tuple[str, int], int]:
    """How many take part, by region and column (directors, practitioners), as the page says."""
    page.goto(f"{house.address}/es/office/cohorts/")
    look(page, "cohorts")
    found = {}
    for row in page.locator("main tbody tr").all():
        numbers = re.findall(r"([\d,]+) personas?", row.inner_text())
        region = row.locator("th").inner_text().strip()
        found |= {(region, place): int(number) for place, number in enumerate(numbers)}
    return found


def expected(people: list[Row]) -> dict[tuple[str, int], int]:
    """The same, counted from the lists."""
    regions = {one.region for one in people} | {ONE_SIDED}
    told = Counter((name_of(one.region), 0 if one.is_director else 1) for one in people)
    return {
        (name_of(region), place): told[name_of(region), place]
        for region in regions
        for place in (0, 1)
    }


# What the post brings.


def to_others(post: Server) -> list[EmailMessage]:
    """The letters to everybody but the coordinator herself, who hears of the work that she ordered."""
    return [one for one in post.accepted if WHO not in str(one["To"])]


def settled(post: Server, count: int, seconds: float = 300) -> list[EmailMessage]:
    """The letters to everybody else, once `count` of them have come."""
    until = time.monotonic() + seconds
    while len(to_others(post)) < count and time.monotonic() < until:
        time.sleep(0.5)
    found = to_others(post)
    assert len(found) == count
    return found


def newest(post: Server, to: str, *, after: int = 0, seconds: float = 30) -> EmailMessage:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = [one for one in post.accepted[after:] if to in str(one["To"])]
        if found:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {to} within {seconds:.0f} s")


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def address_in(letter: EmailMessage, part: str) -> str:
    found = re.search(rf"http://\S+{part}\S+", text_of(letter))
    assert found, text_of(letter)
    return found.group(0)


def check_letters(sent: list[EmailMessage], people: list[Row]) -> None:
    """One for each, in their language, recognisable if it should ever come again."""
    assert Counter(str(one["To"]) for one in sent) == Counter(one.email for one in people)
    marks = {str(one["Message-ID"]) for one in sent}
    assert len(marks) == len(sent)
    assert all(re.match(r"<invitation\.[0-9a-f-]{36}\.1@", one) for one in marks)
    of = {one.email: CODES[one.language] for one in people}
    for letter in sent:
        language = of[str(letter["To"])]
        assert letter["Content-Language"] == language
        assert f"/{language}/invitation/" in address_in(letter, "/invitation/")
        assert bool(re.search("[\u0600-\u06ff]{3}", text_of(letter))) == (language == "ar")
        assert letter["Auto-Submitted"] == "auto-generated"


def come_by_letter(
    open_page: Callable[..., Page], house: House, who: Row, letter: EmailMessage, keep: Keep
) -> None:
    """She opens her letter on her phone, agrees, and finds her course."""
    phone = open_page("ar", width=360)
    phone.goto(address_in(letter, "/invitation/"))
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("main")).to_contain_text(who.given_name)
    look(phone, "invitation")
    keep(phone, "invitation-ar-360")
    agree(phone)
    phone.goto(f"{house.address}/ar/learning/")
    course = "الإدارة الثقافية البلدية" if who.is_director else "المشروع الثقافي"
    expect(phone.locator("main")).to_contain_text(course)
    look(phone, "learning")
    assert looks.sideways(phone) == 0
    keep(phone, "learning-ar-360")
