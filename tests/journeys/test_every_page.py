"""Every kind of page, in four languages, on a phone and on a laptop: nothing that axe-core finds, no sideways
scroll, no missing sign, no more bytes than a weak signal carries, and the same essentials without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys import looks
from tests.journeys.house import House

pytestmark = pytest.mark.browser

LANGUAGES = ("es", "fr", "ar", "en")
WIDTHS = (360, 1280)
FIRST, LATER, OFFICE = 100_000, 30_000, 60_000

STRANGERS = (
    "", "network/", "learn/", "meet/", "cooperate/", "results/", "places/", "places/MX-PUE/",
    "places/MX-21140/", "programmes/", "programmes/paralelo-9-mx/",
    "competences/", "competences/brand/", "search/?q=Cholula", "about/",
    "source/", "sign-in/", "sign-in/password/", "join/", "privacy/", "accessibility/", "nowhere/",
    "directory/", "directory/?view=cards", "directory/?view=map", "directory/?q=zzzz",
    "organisations/cultura-san-pedro-cholula/", "clusters/", "clusters/tableware-nabeul/",
    "sectors/", "sectors/ceramics/", "criteria/",
)  # fmt: skip
MEMBERS = ("", "me/", "me/edit/", "me/who-sees/", "me/agreements/", "me/data/", "me/security/",
           "notifications/", "notifications/preferences/", "work/", "me/ratings/")  # fmt: skip
COORDINATORS = ("", "people/", "people/invite/", "invitations/", "who-may/", "requests/", "sheets/",
                "duty/", "office/history/", "office/regions/", "office/ratings/")  # fmt: skip
OPERATORS = ("", "office/house/", "office/mail/", "dev/mail/", "ui/")


def pages() -> Iterator[tuple[str, str]]:
    for role, addresses in (
        ("", STRANGERS), ("member", MEMBERS), ("coordinator", COORDINATORS), ("operator", OPERATORS)
    ):  # fmt: skip
        for address in addresses:
            yield role, address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "address"), list(pages()))
def test_every_page_looks_right(
    role: str,
    address: str,
    language: str,
    house: House,
    states: Callable[[str], Path | None],
    open_context: Callable[..., BrowserContext],
    keep: Callable[[Page, str], None],
) -> None:
    page = open_context(language, width=WIDTHS[0], storage_state=states(role)).new_page()
    answer = page.goto(f"{house.address}/{language}/{address}")
    assert answer is not None
    assert answer.status == (404 if address == "nowhere/" else 200)
    problems: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        problems += [f"{width}: {one}" for one in looks.violations(page)]
        if looks.sideways(page):
            problems.append(f"{width}: scrolls sideways by {looks.sideways(page)} pixels")
        keep(
            page,
            f"{role or 'stranger'}-{address.strip('/').replace('/', '-') or 'home'}-{language}-{width}",
        )
    problems += [f"no face can draw {sign!r}" for sign in looks.missing_glyphs(page)]
    assert page.evaluate("() => document.documentElement.lang") == language
    assert page.evaluate("() => document.documentElement.dir") == (
        "rtl" if language == "ar" else "ltr"
    )
    assert not problems


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["people/", "invitations/"])
def test_the_lists_of_the_office_fit_their_frame(
    address: str,
    language: str,
    house: House,
    states: Callable[[str], Path | None],
    open_context: Callable[..., BrowserContext],
) -> None:
    """No column and no line of the menu hides behind the edge, on a phone nor on a laptop."""
    page = open_context(language, storage_state=states("coordinator")).new_page()
    page.goto(f"{house.address}/{language}/{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert looks.sideways_inside(page, ".scroll, .desk-side ul") == 0, width


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_light_and_still(
    language: str, house: House, open_page: Callable[..., Page]
) -> None:
    """Everything that the first visit fetches, pictures excepted, stays under 100 kB; nothing jumps."""
    page = open_page(language, width=360)
    _, weight = looks.weigh(page, f"{house.address}/{language}/")
    assert weight.total < FIRST, weight.parts
    assert not weight.elsewhere
    assert looks.layout_shift(page) < 0.02


@pytest.mark.parametrize(("role", "address"), list(pages()))
def test_later_pages_are_lighter(
    role: str,
    address: str,
    house: House,
    states: Callable[[str], Path | None],
    open_context: Callable[..., BrowserContext],
) -> None:
    """After a first visit a page fetches under 30 kB; a page of the office under 60 kB."""
    page = open_context("es", width=360, storage_state=states(role)).new_page()
    page.goto(f"{house.address}/es/about/", wait_until="networkidle")
    _, weight = looks.weigh(page, f"{house.address}/es/{address}")
    assert weight.total < (OFFICE if role in {"coordinator", "operator"} else LATER), weight.parts
    assert not weight.elsewhere


@pytest.mark.parametrize("address", STRANGERS)
def test_pages_say_the_same_without_javascript(
    address: str, house: House, open_page: Callable[..., Page]
) -> None:
    """With JavaScript off the same headings and the same main content are there."""
    texts = []
    for javascript in (True, False):
        page = open_page("es", width=360, javascript=javascript)
        page.goto(f"{house.address}/es/{address}")
        texts.append(page.locator("main").inner_text().split())
    assert texts[1], "nothing to read without JavaScript"
    assert set(texts[1]) >= set(texts[0])
