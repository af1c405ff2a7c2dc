"""A real house and a real Chromium with real fonts, for journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.house import House

LOCALES = {"es": "es-MX", "fr": "fr-TN", "ar": "ar-JO", "en": "en-GB"}

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, served as people get it."""
    place = House(tmp_path_factory.mktemp("demonstration"))
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
    """`keep(page, "home-ar")` saves a screenshot under var/pictures for people to look at."""
    folder = Path(request.config.rootpath) / "var" / "pictures" / request.node.name.split("[")[0]

    def save(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return save
