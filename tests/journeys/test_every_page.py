"""Every kind of page, in four languages, on a phone and on a laptop: nothing that axe-core finds, no sideways
scroll, no missing sign, no more bytes than a weak signal carries, and the same essentials without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response

from tests.journeys import looks
from tests.journeys.house import House

pytestmark = pytest.mark.browser

LANGUAGES = ("es", "fr", "ar", "en")
WIDTHS = (360, 1280)
NOWHERE = {"nowhere/", "v/ABC/"}  # they say that nothing is there, and what to do
UNFIT = re.compile(r"[^\w.]+")  # for the name of a file
FIRST, LATER, OFFICE = 100_000, 30_000, 60_000
FIRST_LESSON = 60_000

Rooms = tuple[tuple[str, tuple[str, ...]], ...]  # readers, and what they open

STRANGERS = (
    "", "network/", "learn/", "meet/", "cooperate/", "results/", "places/", "places/MX-PUE/",
    "places/MX-21140/", "programmes/", "programmes/paralelo-9-mx/",
    "competences/", "competences/brand/", "search/?q=Cholula", "about/", "verify/", "v/ABC/",
    "source/", "guide/", "guide/trainer/", "sign-in/", "sign-in/password/", "join/", "privacy/",
    "accessibility/", "nowhere/",
    "directory/", "directory/?view=cards", "directory/?view=map", "directory/?q=zzzz",
    "organisations/cultura-san-pedro-cholula/", "clusters/tableware-nabeul/ > /organisations/",
    "clusters/", "clusters/tableware-nabeul/", "sectors/", "sectors/ceramics/", "criteria/",
)  # fmt: skip
MEMBERS = ("", "me/", "me/edit/", "me/who-sees/", "me/agreements/", "me/data/", "me/security/",
           "notifications/", "notifications/preferences/", "work/", "me/ratings/",
           "me/certificates/", "me/sessions/", "here/")  # fmt: skip
COORDINATORS = ("", "people/", "people/invite/", "invitations/", "who-may/", "requests/", "sheets/",
                "duty/", "office/history/", "office/regions/", "office/ratings/",
                "office/certificates/", "office/certificates/what/")  # fmt: skip
OPERATORS = ("", "office/house/", "office/mail/", "dev/mail/", "ui/")

# Pages where people work: those of her organisation, of his cluster, of the office of the network.
STEWARDS = (
    "directory/?q=cholula", "me/searches/", "me/organisations/", "me/commissions/",
    "me/organisations/ > /affiliations/", "me/ratings/ > /rate/",
    "organisations/cultura-san-pedro-cholula/people/ > /affiliations/ > /hand-over/",
    "clusters/tableware-nabeul/ > /organisations/ > /join/", "organisations/new/",
    *(f"organisations/cultura-san-pedro-cholula/{page}" for page in ("", "people/", "review/", "edit/", "logo/")),
)  # fmt: skip
AGENTS = tuple(
    f"clusters/tableware-nabeul/{page}"
    for page in ("", "edit/", "members/", "members/ > /members/", "agent/", "commission/",
                 "commission/ > /commission/", "figures/", "review/")
)  # fmt: skip
NETWORKERS = (
    "clusters/new/", "office/organisations/", "office/duplicates/", "office/duplicates/ > /merge/",
    "office/reviews/", "office/reviews/ > /review/", "office/affiliations/", "office/coverage/",
    "office/coverage/sectors/", "office/sectors/", "office/sectors/ceramics/", "office/criteria/",
    "office/criteria/ > /office/criteria/", "sheets/organisations/",
    "office/competences/", "office/competences/new/", "office/competences/brand/change/",
    "office/competences/groups/", "office/competences/groups/ > /change/",
    "office/ratings/ > /office/ratings/", "office/certificates/what/new/",
    "office/certificates/templates/", "office/certificates/templates/ > /templates/",
    "office/certificates/what/ > /what/",
)  # fmt: skip

PROMISES = (
    *(f"programmes/paralelo-9-mx/{page}"
      for page in ("chain/", "activities/", "indicators/", "indicators/1.1a/", "dashboard/")),
    "policies/", "policies/ > /policies/",
)  # fmt: skip
KEEPERS = (
    "office/programmes/", "office/policies/", "policies/report/",
    *(f"programmes/paralelo-9-mx/{page}"
      for page in ("", "edit/", "parties/", "audiences/", "tags/", "vocabularies/", "identifiers/", "regions/",
                   "state/", "budget/", "chain/new/", "chain/1/edit/", "activities/new/", "activities/A3/edit/",
                   "dashboard/", "indicators/new/", "indicators/1.1a/edit/", "indicators/1.1a/targets/",
                   "indicators/1.2a/values/", "indicators/1.1a/records/", "snapshots/", "snapshots/new/")),
)  # fmt: skip

CATALOGUE = (
    "courses/", "courses/empresa-cultural/",
)  # fmt: skip
LEARNERS = (
    "learning/", "courses/gestion-cultural-municipal/", "learning/ > /courses/gestion-cultural-municipal/",
    "cohorts/centro-directors/", "learning/join/", "learning/kept/", "courses/gestion-cultural-municipal/along/",
    "cohorts/centro-directors/reaction/", "me/sessions/ > /sessions/", "me/sessions/ > /sessions/ > /absent/",
    *(f"courses/gestion-cultural-municipal/ > /{kind}/" for kind in ("quiz", "assignment")),
)  # fmt: skip
TEACHERS = (
    "office/courses/", "office/courses/new/", "office/questions/", "office/questions/ > /office/questions/",
    "office/grading/", "office/cohorts/", "office/cohorts/new/", "office/learning/",
    *(f"office/courses/gestion-cultural-municipal/{page}"
      for page in ("", "page/", "files/", "glossary/", "languages/", "publishing/")),
    *(f"office/cohorts/noroeste-directors/{page}"
      for page in ("", "change/", "enrol/", "requests/", "stuck/", "ratings/", "certificates/", "grades/")),
)  # fmt: skip
HELD = "office/cohorts/noroeste-directors/ > /office/sessions/of/"
LIST_KEEPERS = (
    "office/sessions/", "office/sessions/scan/", HELD, f"{HELD} > /new/",
    *(f"{HELD} > /office/sessions/{page}" for page in ("", " > /change/", " > /list/", " > /sheet/", " > /evidence/")),
)  # fmt: skip

AGENT, NETWORK = "agent@clusters.example", "coordinacion@hilo.example"
EVERYBODYS: Rooms = (
    ("", STRANGERS),
    ("member", MEMBERS),
    ("coordinator", COORDINATORS),
    ("operator", OPERATORS),
)
WORKROOMS: Rooms = (
    ("member", STEWARDS),
    (AGENT, AGENTS),
    (NETWORK, NETWORKERS),
    ("", PROMISES),
    ("coordinator", KEEPERS),
    ("", CATALOGUE),
    ("member", LEARNERS),
    (NETWORK, TEACHERS),
    (NETWORK, LIST_KEEPERS),
)
OFFICES = {"coordinator", "operator", AGENT, NETWORK}


def pages() -> Iterator[tuple[str, str]]:
    for role, addresses in (*EVERYBODYS, *WORKROOMS):
        for address in addresses:
            yield role, address


def visits() -> Iterator[tuple[str, str, str, tuple[int, ...]]]:
    """Whose page is looked at in which language, and at which widths axe-core goes over it.

    Everybody's pages: in all languages, on both. Pages of work, for the sake of time: in Arabic on a
    phone, and in one of the other languages, each in its turn, on a laptop.
    """
    for role, addresses in EVERYBODYS:
        for address in addresses:
            yield from ((role, address, language, WIDTHS) for language in LANGUAGES)
    others = cycle(one for one in LANGUAGES if one != "ar")
    for role, addresses in WORKROOMS:
        for address in addresses:
            yield role, address, "ar", WIDTHS[:1]
            yield role, address, next(others), WIDTHS[1:]


def go(page: Page, start: str, address: str) -> Response:
    """Open an address; each ` > part` after it follows the first link whose address goes on so."""
    first, *parts = address.split(" > ")
    answer = page.goto(f"{start}/{first}")
    for part in parts:
        answer = page.goto(f"{start}/{link_to(page, part)}")
    assert answer is not None
    return answer


def link_to(page: Page, part: str) -> str:
    """Where the first link leads, in the page's main part, whose address holds `part`.

    Not to what is new, unless `part` says so; nor by the menu of the office.
    """
    links = page.locator("main a").evaluate_all(
        "all => all.filter((one) => !one.closest('.desk-side')).map((one) => one.getAttribute('href'))"
    )
    here = page.evaluate("() => location.pathname")
    within = [one for one in links if one and one.startswith("/") and part in one]
    found = [
        one for one in within if one != here and (part == "/new/" or not one.endswith("/new/"))
    ]
    assert found, f"no link to {part} on {here}"
    return found[0].split("/", 2)[2]


def name_of(role: str, address: str) -> str:
    """What the picture of a page is called."""
    return f"{role or 'stranger'}-{UNFIT.sub('-', address).strip('-') or 'home'}"


def in_words(given: object) -> str | None:
    """What a test is called by where it is given widths."""
    return "-".join(map(str, given)) if isinstance(given, tuple) else None


@pytest.mark.parametrize(("role", "address", "language", "examined"), list(visits()), ids=in_words)
def test_every_page_looks_right(
    role: str,
    address: str,
    language: str,
    examined: tuple[int, ...],
    house: House,
    visit: Callable[[str, str], Page],
    keep: Callable[[Page, str], None],
) -> None:
    page = visit(role, language)
    answer = go(page, f"{house.address}/{language}", address)
    assert answer.status == (404 if address in NOWHERE else 200)
    problems: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if looks.sideways(page):
            problems.append(f"{width}: scrolls sideways by {looks.sideways(page)} pixels")
        if width in examined:
            problems += [f"{width}: {one}" for one in looks.violations(page)]
            keep(page, f"{name_of(role, address)}-{language}-{width}")
    problems += [f"no face can draw {sign!r}" for sign in looks.missing_glyphs(page)]
    assert page.evaluate("() => document.documentElement.lang") == language
    assert page.evaluate("() => document.documentElement.dir") == (
        "rtl" if language == "ar" else "ltr"
    )
    assert not problems


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("role", "address"),
    [("coordinator", "people/"), ("coordinator", "invitations/")]
    + [(NETWORK, f"office/{one}/") for one in ("organisations", "duplicates", "affiliations")],
)
def test_the_lists_of_the_office_fit_their_frame(
    role: str,
    address: str,
    language: str,
    house: House,
    visit: Callable[[str, str], Page],
) -> None:
    """No column and no line of the menu hides behind the edge, on a phone nor on a laptop."""
    page = visit(role, language)
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


def test_the_first_lesson_is_light(
    house: House,
    states: Callable[[str], Path | None],
    open_context: Callable[..., BrowserContext],
) -> None:
    """Who opens a lesson with nothing of the house on the phone fetches under 60 kB, pictures excepted."""
    finding = open_context("es", storage_state=states("member")).new_page()
    finding.goto(f"{house.address}/es/courses/gestion-cultural-municipal/")
    lesson = finding.locator(".course-steps [data-kind=lesson] a").first.get_attribute("href")
    page = open_context("es", width=360, storage_state=states("member")).new_page()
    _, weight = looks.weigh(page, f"{house.address}{lesson}")
    assert weight.total < FIRST_LESSON, weight.parts
    assert not weight.elsewhere


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
    page.goto(f"{house.address}/es/about/")
    start, _, rest = address.rpartition(" > ")
    if start:
        go(page, f"{house.address}/es", start)
        rest = link_to(page, rest)
    _, weight = looks.weigh(page, f"{house.address}/es/{rest}")
    assert weight.total < (OFFICE if role in OFFICES else LATER), weight.parts
    assert not weight.elsewhere


@pytest.mark.parametrize("address", STRANGERS)
def test_pages_say_the_same_without_javascript(
    address: str, house: House, open_page: Callable[..., Page]
) -> None:
    """With JavaScript off the same headings and the same main content are there."""
    texts = []
    for javascript in (True, False):
        page = open_page("es", width=360, javascript=javascript)
        go(page, f"{house.address}/es", address)
        texts.append(page.locator("main").inner_text().split())
    assert texts[1], "nothing to read without JavaScript"
    assert set(texts[1]) >= set(texts[0])
