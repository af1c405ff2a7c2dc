"""Make the README's pictures of a running house with Debian's Chromium.

    python tools/pictures.py http://127.0.0.1:8000 [--session VALUE]

Writes `docs/pictures/<name>.webp`. Pages for members need the session of somebody of the demonstration:
sign in as a coordinator that `bin/run` names, begin a staff session, and give the value of the cookie
`session`; without it these pages are left out, and it is said. Needs the test dependencies (Playwright) and Pillow.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
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
QUALITY = 82


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it: on a laptop (1280 x 860) or a phone (390 x 800, twice as fine)."""

    name: str
    path: str
    is_phone: bool = False
    is_dark: bool = False
    for_members: bool = False

    @property
    def language(self) -> str:
        return self.path.split("/")[1]


PICTURES = (
    Picture("home-es", "/es/"),
    Picture("home-ar-phone", "/ar/", is_phone=True),
    Picture("programme-fr-night", "/fr/programmes/paralelo-9-mx/", is_phone=True, is_dark=True),
    Picture("people-es", "/es/people/", for_members=True),
)


class NotThere(Exception):
    """A page answers something else than itself: the house is not ready, or the session is over."""


def take(browser: Browser, address: str, picture: Picture, session: str) -> Image.Image:
    """The picture; raises NotThere where the page is not there."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}
        if picture.is_phone
        else {"width": 1280, "height": 860},
        device_scale_factor=2 if picture.is_phone else 1,
        color_scheme="dark" if picture.is_dark else "light",
        locale=LOCALES[picture.language],
        reduced_motion="reduce",
    )
    if picture.for_members:
        context.add_cookies([{"name": "session", "value": session, "url": address}])
    page = context.new_page()
    answer = page.goto(f"{address}{picture.path}", wait_until="networkidle")
    if answer is None or answer.status != 200 or urlsplit(page.url).path != picture.path:
        raise NotThere(f"{picture.path}: {answer.status if answer else 'no answer'}, at {page.url}")
    taken = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def pictures(address: str, session: str) -> Iterator[str]:
    """Make them all; answers a line for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in PICTURES:
            if picture.for_members and not session:
                yield f"{picture.name}: left out, it needs --session"
                continue
            file = FOLDER / f"{picture.name}.webp"
            take(browser, address, picture, session).save(file, "WEBP", quality=QUALITY, method=6)
            yield f"{file.name}: {file.stat().st_size / 1024:.0f} kB"
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", help="where the house runs, such as http://127.0.0.1:8000")
    parser.add_argument("--session", default="", help="the cookie `session` of somebody signed in")
    chosen = parser.parse_args()
    try:
        for line in pictures(chosen.address.rstrip("/"), chosen.session):
            print(line)
    except NotThere as problem:
        raise SystemExit(str(problem)) from None


if __name__ == "__main__":
    main()
