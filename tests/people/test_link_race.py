"""A sign-in link is used once, also when two devices press its button at the same moment."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.core.processes import Stage, _migrated, _postgres_database, answer

SCENE = """
import django; django.setup()
from hilo.people import services
person = services.add_person(by=None, given_name="Citlali", email="citlali@hilo.example")
print('"' + services.make_link(person.account) + '"')
"""


@pytest.fixture
def whole_stage(tmp_path: Path) -> Iterator[Stage]:
    """A database of its own with every chapter's tables."""
    with ExitStack() as stack:
        given = os.environ.get("DATABASE_URL", "")
        is_postgres = given.startswith("postgres")
        url = f"sqlite:///{tmp_path / 'race.sqlite3'}"
        stage = Stage(
            tmp_path, stack.enter_context(_postgres_database(given)) if is_postgres else url
        )
        # Their own counters of attempts, so that the database alone decides.
        stage.environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": "memory"}
        yield _migrated(stage)


@pytest.mark.processes
def test_of_two_who_press_at_once_one_gets_in(whole_stage: Stage) -> None:
    for _round in range(3):
        secret = answer(whole_stage.start("-c", SCENE.replace("citlali@", f"c{_round}@")))
        path, moment = f"/en/sign-in/link/{secret}/", str(time.time() + 5)
        racers = [
            whole_stage.start("-m", "tests.people.race", path, moment) for _number in range(2)
        ]
        answers = sorted(tuple(answer(racer)) for racer in racers)
        assert answers == [(302, True), (410, False)]
