"""Real processes: numbers without gaps or duplicates, and a killed batch that goes on with what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.core.processes import Stage, answer, soon, whole_stage

pytestmark = pytest.mark.processes


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with whole_stage(tmp_path) as made:
        yield made


def play(stage: Stage, *words: str) -> Any:
    return stage.start("-m", "tests.credentials.race", *words)


def test_several_processes_give_numbers_without_gaps_or_duplicates(stage: Stage) -> None:
    achievement, people, _batch = answer(play(stage, "scene", "24"))
    shares = [people[start::3] for start in range(3)] + [people[:8]]
    moment = soon()
    racers = [
        play(stage, "issue", str(achievement), ",".join(map(str, share)), moment)
        for share in shares
    ]
    numbers = [number for racer in racers for number in answer(racer)]
    told = answer(play(stage, "told"))
    assert told["serials"] == list(range(1, 25)), "no gap, no duplicate"
    assert told["people"] == told["codes"] == told["places"] == 24
    assert len(set(numbers)) == 24, "whoever came second got the certificate that was there"


def test_a_batch_that_was_killed_goes_on_with_exactly_the_missing(stage: Stage) -> None:
    _achievement, people, batch = answer(play(stage, "scene", "60"))
    killed = play(stage, "work", batch, "0", "35")
    killed.communicate(timeout=120)
    assert killed.returncode == -9
    between = answer(play(stage, "told"))
    assert (len(between["serials"]), between["printed"]) == (50, 34)
    moment = soon()
    both = [play(stage, "work", batch, moment, "0") for _ in range(2)]
    assert [answer(one) for one in both] == [60, 60]
    told = answer(play(stage, "told"))
    assert told["serials"] == list(range(1, 61))
    assert told["printed"] == told["files"] == told["people"] == len(people)
