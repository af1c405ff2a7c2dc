"""Fixtures that every test may use, and the weather in which all tests run.

Sockets are closed except on this machine; time begins at one known moment; what a test sends stays in
memory. Chapters add their own fixtures in `tests/<chapter>/fixtures.py`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import time_machine
from django.core import management
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_socket import socket_allow_hosts

from hilo.core import keeping
from tests.core import processes

# Playwright's synchronous interface runs an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.people.fixtures"]

# Properties are tried on the same examples each time, and a busy machine is no failure.
hypothesis.settings.register_profile(
    "hilo",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("hilo")

# A Tuesday at noon in Mexico and in the evening on the Mediterranean; weeks and months are unsuspicious.
BEGINNING = dt.datetime(2026, 3, 10, 18, 0, tzinfo=dt.UTC)
REAL_TIME = {"processes", "browser"}

# Chromium without its window: a fresh phone costs a third of what it costs with one that nobody sees.
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


DATABASES = {"db", "transactional_db", "live_server"}  # fixtures that bring one

# Files whose tests know nothing of each other: they are dealt out one by one, others file by file.
DEALT = {"test_every_page.py", "test_browser.py"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", default="1/1", help="run one share of the tests: 1/2, then 2/2")
    parser.addoption(
        "--with-database", action="store_true", help="only what asks the database of this run"
    )
    parser.addoption("--pictures", action="store_true", help="keep pictures under var/pictures")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of the share that was asked for; every test is in one of them."""
    number, shares = map(int, config.getoption("--share").split("/"))
    decks: dict[str, int] = {}
    kept, left = [], []
    wants_all = not config.getoption("--with-database")
    for item in items:
        key = item.nodeid if item.path.name in DEALT else str(item.path)
        place = decks.setdefault(key, len(decks))
        mine = (alone(place, shares) if key == item.nodeid else place % shares) == number - 1
        mine = mine and (wants_all or asks_a_database(item))
        (kept if mine else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def alone(place: int, shares: int) -> int:
    """To which share a test goes that is dealt out alone: of two, five of eight to the first, as the second has
    the longest days."""
    return int(place % 8 >= 5) if shares == 2 else place % shares


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test has the database of this run, in its own process or in those that it starts."""
    marks = {mark.name for mark in item.iter_markers()}
    if "once" in marks:
        return False
    asked = DATABASES & set(getattr(item, "fixturenames", ()))
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(asked or marks & {"django_db", "processes"}) or is_case


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, silent towards the world (pytest-playwright asks)."""
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[pytest.MonkeyPatch]:
    """While the tables are made: those that another step of the gate has made are copied."""
    with pytest.MonkeyPatch.context() as patch:
        copied = processes.tables_of_another_step_or(management.call_command)
        patch.setattr(management, "call_command", copied)
        yield patch


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: pytest.MonkeyPatch,
) -> None:
    """The tables, which processes that tests start begin with as well."""
    django_db_modify_db_settings.undo()
    with django_db_blocker.unblock():
        processes.keep_tables(connection)


@pytest.fixture(autouse=True)
def known_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """Begin at `BEGINNING`, except where other processes keep the real time."""
    if REAL_TIME & {mark.name for mark in request.node.iter_markers()}:
        yield
    else:
        with time_machine.travel(BEGINNING, tick=True):
            yield


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """No counter of attempts and nothing that was worked out outlives its test."""
    cache.clear()
    keeping.forget()
    yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are read in English where a test does not say otherwise."""
    with translation.override("en"):
        yield
