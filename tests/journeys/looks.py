"""What must hold on every page in the browser: no violations, no sideways scroll, real glyphs, few bytes."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, Response

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # To describe every element that is right takes as long as all rules together.
    "resultTypes": ["violations"],
}
MOMENT = 50  # milliseconds
MOMENTS = 300  # waited for at most


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each with the first place where it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_core())
    look = "options => axe.run(options).then(found => found.violations)"
    found = page.evaluate(look, AXE_OPTIONS)
    return [f"{one['id']}: {one['help']} at {one['nodes'][0]['html'][:160]}" for one in found]


@cache
def axe_core() -> str:
    """The script of axe-core, which a page is given once."""
    return Axe().axe_script


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways, which it never should."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def sideways_inside(page: Page, frames: str) -> int:
    """By how many pixels what lies inside these frames is wider than they are, at most."""
    return page.locator(frames).evaluate_all(
        "frames => Math.max(0, ...frames.map((one) => one.scrollWidth - one.clientWidth))"
    )


def missing_glyphs(page: Page) -> set[str]:
    """Signs of the page that none of the installed text faces can draw."""
    text: str = page.evaluate("() => document.body.innerText")
    return {sign for sign in text if not sign.isspace() and ord(sign) not in drawable()}


@cache
def drawable() -> frozenset[int]:
    """Every sign that some installed face of text can draw, read from the faces themselves.

    Invisible signs that only steer (direction isolates, joiners) need no glyph.
    """
    listed = subprocess.run(
        ["fc-list", "--format=%{file}\n", ":lang=en"], capture_output=True, text=True, check=True
    ).stdout
    arabic = subprocess.run(
        ["fc-list", "--format=%{file}\n", ":lang=ar"], capture_output=True, text=True, check=True
    ).stdout
    signs = set(range(0x2066, 0x206A)) | {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF, 0xAD}
    for file in sorted({*listed.split("\n"), *arabic.split("\n")} - {""}):
        if "Regular" in file and "Noto" in file and file.endswith((".ttf", ".otf")):
            with TTFont(file, lazy=True) as face:
                signs |= set(face.getBestCmap())
    return frozenset(signs)


@dataclass
class Weight:
    """Bytes that a page fetched, as they came over the wire."""

    total: int = 0
    elsewhere: list[str] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)


def weigh(page: Page, address: str) -> tuple[Response, Weight]:
    """Open `address` and weigh everything it fetches until it fetches no more, pictures excepted."""
    weight = Weight()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, tuple[str, str]] = {}
    under_way: set[str] = set()

    def asked(event: dict[str, Any]) -> None:
        under_way.add(event["requestId"])

    def received(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = (event["response"]["url"], event["type"])

    def finished(event: dict[str, Any]) -> None:
        under_way.discard(event["requestId"])
        if event["requestId"] not in kinds:
            return  # the end of something that the page before had asked for
        url, kind = kinds[event["requestId"]]
        if kind == "Image" or url.startswith("data:"):
            return
        weight.parts[url] = int(event["encodedDataLength"])
        weight.total += int(event["encodedDataLength"])
        if not url.startswith(address.split("/", 3)[0] + "//" + address.split("/", 3)[2]):
            weight.elsewhere.append(url)

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    session.on("Network.loadingFailed", lambda event: under_way.discard(event["requestId"]))
    response = page.goto(address)
    _wait_until_nothing_comes(page, under_way)
    session.detach()
    assert response is not None
    return response, weight


def _wait_until_nothing_comes(page: Page, under_way: set[str]) -> None:
    """Return when no request was under way on three looks in a row; what is asked for all the time fails."""
    quiet = 0
    for _moment in range(MOMENTS):
        page.wait_for_timeout(MOMENT)
        quiet = 0 if under_way else quiet + 1
        if quiet == 3:
            return
    raise AssertionError(f"still under way: {under_way}")


def layout_shift(page: Page) -> float:
    """The page's cumulative layout shift so far (web.dev/cls: sum of unexpected shifts)."""
    return page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
            }).observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 100);
        })"""
    )
