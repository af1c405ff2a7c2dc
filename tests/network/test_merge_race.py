"""Two coordinators merge the same pair in the same moment: it is merged once, and each gets an answer."""

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
from hilo.network.services import organisations
made = [organisations.propose(by=None, kind="workshop", legal_name="Khayt") for _ in range(2)]
print([one.pk for one in made])
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
        stage.environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": "memory"}
        yield _migrated(stage)


def race(stage: Stage, *pairs: tuple[int, int]) -> list[str]:
    moment = str(time.time() + 6)
    words = [("-m", "tests.network.race", str(one), str(other), moment) for one, other in pairs]
    racers = [stage.start(*each) for each in words]
    return [answer(racer) for racer in racers]


@pytest.mark.processes
def test_both_get_the_same_merge_or_the_second_reads_that_it_came_too_late(
    whole_stage: Stage,
) -> None:
    one, other = answer(whole_stage.start("-c", SCENE))
    first, second = race(whole_stage, (one, other), (one, other))
    assert first == second, "the same way round, it is one merge"
    one, other = answer(whole_stage.start("-c", SCENE))
    answers = race(whole_stage, (one, other), (other, one))
    assert answers.count("MergedAlready") == 1, answers
