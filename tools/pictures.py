"""Make the README's pictures of a running demonstration with Debian's Chromium.

    .venv/bin/python -m tools.pictures [FOLDER]

`FOLDER` is an installation that `bin/run` has prepared (`var/demonstration` where nothing is said). It is opened on
a port of its own, a member and a coordinator of the demonstration sign in as people do, and
`docs/pictures/<name>.webp` are written. Needs the test dependencies (Playwright) and Pillow.
"""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.journeys import people
from tests.journeys.house import ROOT, House

FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"es": "es-MX", "fr": "fr-TN", "ar": "ar-JO", "en": "en-GB"}
MEMBER = "cultura@cholula.example"
COORDINATOR = "coordinacion@hilo.example"
COURSE = "courses/gestion-cultural-municipal/"
LESSON = re.compile(rf"/{COURSE}[0-9a-f]{{8}}/$")
PROGRAMME = "programmes/paralelo-9-mx/"
QUALITIES = (82, 70, 60, 50)
MOST_BYTES = 120_000


class NotThere(Exception):
    """A page answers something else than itself: the house is not ready, or its story has changed."""


def first_lesson(page: Page, home: str) -> str:
    """The address of the first lesson in the outline of the directors' course, below `home`."""
    page.goto(f"{home}{COURSE}")
    links = page.locator("main a:not(.button)").evaluate_all("all => all.map(one => one.pathname)")
    found = [path for path in links if LESSON.search(path)]
    if not found:
        raise NotThere(f"{page.url}: no lesson to read")
    return str(found[0])


def a_certificate(page: Page, home: str) -> str:
    """The public address of a certificate that the office lists as valid."""
    page.goto(f"{home}office/certificates/")
    page.goto(home.removesuffix("/es/") + href_of(page, "main table tbody a"))
    return href_of(page, "main a[href*='/v/']")


def href_of(page: Page, links: str) -> str:
    """Where the first of `links` leads, as a path."""
    found = page.locator(links).first.get_attribute("href")
    if not found:
        raise NotThere(f"{page.url}: no link {links}")
    return urlsplit(found).path


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it: on a laptop (1280 pixels wide) or on a phone (360, twice as fine).

    `path` is below the language; where `found_by` is given, that looks for it (with a coordinator's
    eyes, unless somebody else's are named).
    The first `height` pixels are shown, with the mark of the demonstration on top.
    """

    name: str
    language: str
    path: str = ""
    seen_by: str = ""
    found_by: Callable[[Page, str], str] | None = None
    height: int = 860
    is_phone: bool = False


PICTURES = (
    Picture("home-es", "es"),
    Picture("lesson-es-phone", "es", seen_by=MEMBER, found_by=first_lesson, is_phone=True),
    Picture("certificate-ar-phone", "ar", found_by=a_certificate, is_phone=True),
    Picture("dashboard-fr", "fr", f"{PROGRAMME}dashboard/", seen_by=COORDINATOR, height=1400),
    Picture(
        "cohort-es", "es", "office/cohorts/centro-directors/", seen_by=COORDINATOR, height=1400
    ),
    Picture("thread-en", "en", f"{PROGRAMME}indicators/1.1a/", height=1180),
)


class Camera:
    """A browser before an open house, with the people whose eyes are needed."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser = browser
        self.house = house
        self.states: dict[str, StorageState] = {}

    def page(
        self, language: str, *, seen_by: str = "", is_phone: bool = False, height: int = 860
    ) -> Page:
        """A page of its own; the first time somebody's eyes are needed they sign in."""
        if seen_by and seen_by not in self.states:
            self.states[seen_by] = self.sign_in(seen_by)
        context = self.browser.new_context(
            viewport={"width": 360 if is_phone else 1280, "height": height},
            device_scale_factor=2 if is_phone else 1,
            locale=LOCALES[language],
            reduced_motion="reduce",
            storage_state=self.states.get(seen_by),
        )
        return context.new_page()

    def sign_in(self, email: str) -> StorageState:
        who = next(one for one in people.sign_ins(self.house) if one.email == email)
        page = self.page("es")
        people.sign_in(page, self.house, who)
        page.goto(f"{self.house.address}/es/me/")
        if not page.url.endswith("/es/me/"):
            raise NotThere(
                f"{email} did not get in; on a busy machine a code may run out. Try again."
            )
        return page.context.storage_state()

    def take(self, picture: Picture) -> Image.Image:
        """The picture; raises NotThere where its page is not there."""
        path = f"/{picture.language}/{picture.path}"
        if picture.found_by:
            eyes = self.page("es", seen_by=picture.seen_by or COORDINATOR)
            found = picture.found_by(eyes, f"{self.house.address}/es/")
            path = f"/{picture.language}/{found.removeprefix('/es/')}"
        page = self.page(
            picture.language,
            seen_by=picture.seen_by,
            is_phone=picture.is_phone,
            height=picture.height,
        )
        answer = page.goto(f"{self.house.address}{path}", wait_until="networkidle")
        if answer is None or answer.status != 200 or urlsplit(page.url).path != path:
            raise NotThere(f"{path}: {answer.status if answer else 'no answer'}, at {page.url}")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def kept(image: Image.Image, name: str) -> Path:
    """The picture as a file of at most `MOST_BYTES`, as fine as that allows."""
    file = FOLDER / f"{name}.webp"
    for quality in QUALITIES:
        image.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size <= MOST_BYTES:
            break
    return file


def pictures(house: House) -> Iterator[str]:
    """Make them all; answers a line for each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        camera = Camera(browser, house)
        for picture in PICTURES:
            file = kept(camera.take(picture), picture.name)
            yield f"{file.name}: {file.stat().st_size / 1024:.0f} kB"
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "demonstration")
    house = House(parser.parse_args().folder.resolve()).open()
    try:
        for line in pictures(house):
            print(line)
    except NotThere as problem:
        raise SystemExit(str(problem)) from None
    finally:
        house.close()


if __name__ == "__main__":
    main()
