"""A real house and a real Chromium with real fonts, for journeys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.house import House
from tests.journeys.people import SignIn, sign_in, sign_ins

LOCALES = {"es": "es-MX", "fr": "fr-TN", "ar": "ar-JO", "en": "en-GB"}

PHONE = {"width": 360, "height": 780}

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, served as people get it; the gate has furnished one for all its shares."""
    place = House(tmp_path_factory.mktemp("demonstration"))
    if furnished := os.environ.get("HOUSE_TO_COPY"):
        place.move_into_a_copy(Path(furnished))
    try:
        yield place.open()
    finally:
        place.close()


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A real, empty installation on its first day, its first coordinator named by the environment."""
    place = House(tmp_path_factory.mktemp("empty"), is_empty=True)
    try:
        yield place.open()
    finally:
        place.close()


@pytest.fixture(scope="session")
def whom(house: House) -> dict[str, SignIn]:
    """One sign-in per role, and each by its address."""
    found: dict[str, SignIn] = {}
    for one in sign_ins(house):
        found.setdefault(one.role.lower(), one)
        found[one.email] = one
    return found


@pytest.fixture(scope="session")
def states(
    house: House, whom: dict[str, SignIn], browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path | None]:
    """`states("member")`: the cookies of a signed-in role, signed in once, for any number of pages."""
    kept: dict[str, Path] = {}
    folder = tmp_path_factory.mktemp("cookies")

    def state(role: str) -> Path | None:
        if role and role not in kept:
            context = browser.new_context()
            page = context.new_page()
            sign_in(page, house, whom[role])
            kept[role] = folder / f"{role}.json"
            context.storage_state(path=kept[role])
            context.close()
        return kept.get(role)

    return state


@pytest.fixture(scope="module")
def phones(
    browser: Any, states: Callable[[str], Path | None]
) -> Iterator[Callable[[str, str], BrowserContext]]:
    """`phones("member", "ar")`: the phone of this reader, handed out again and again."""
    kept: dict[tuple[str, str], BrowserContext] = {}

    def phone(role: str, language: str) -> BrowserContext:
        if (role, language) not in kept:
            kept[role, language] = browser.new_context(
                locale=LOCALES[language], storage_state=states(role), viewport=PHONE
            )
            kept[role, language].set_default_timeout(15_000)
        return kept[role, language]

    yield phone
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(phones: Callable[[str, str], BrowserContext]) -> Iterator[Callable[[str, str], Page]]:
    """`visit("member", "ar")`: a page on the phone on which this reader opens one after the other.

    For pages that are looked at and not written to; a phone that has the house's faces and scripts
    already draws them in half the time.
    """
    opened: list[Page] = []

    def start(role: str, language: str) -> Page:
        opened.append(phones(role, language).new_page())
        return opened[-1]

    yield start
    for page in opened:
        page.close()


@pytest.fixture
def open_context(new_context: Callable[..., BrowserContext]) -> OpenContext:
    """`open_context("ar", width=360, javascript=False)`: a fresh phone or laptop."""

    def start(
        language: str = "es", *, width: int = 1280, javascript: bool = True, **more: Any
    ) -> Any:
        context = new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": 780 if width < 600 else 900},
            java_script_enabled=javascript,
            **more,
        )
        context.set_default_timeout(15_000)
        return context

    return start


@pytest.fixture
def open_page(open_context: OpenContext) -> Callable[..., Page]:
    """A page of a fresh context; see `open_context`."""
    return lambda *words, **more: open_context(*words, **more).new_page()


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`keep(page, "home-ar")` saves a screenshot for people to look at, with `pytest --pictures` alone:
    to draw hundreds of whole pages takes minutes."""
    folder = Path(request.config.rootpath) / "var" / "pictures" / request.node.name.split("[")[0]
    is_wanted = request.config.getoption("--pictures")

    def save(page: Page, name: str) -> None:
        if is_wanted:
            folder.mkdir(parents=True, exist_ok=True)
            # JPEG, because a PNG of a whole page takes three times as long.
            path = folder / f"{name}.jpg"
            page.screenshot(path=path, type="jpeg", quality=85, full_page=True)

    return save
