"""Two coordinators merge the same pair in the same moment: it is merged once, and each gets an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core import processes
from tests.core.processes import Stage, answer, soon

SCENE = """
import django; django.setup()
from hilo.network.services import organisations
made = [organisations.propose(by=None, kind="workshop", legal_name="Khayt") for _ in range(2)]
print([one.pk for one in made])
"""


@pytest.fixture
def whole_stage(tmp_path: Path) -> Iterator[Stage]:
    """A database of its own with every chapter's tables."""
    with processes.whole_stage(tmp_path) as stage:
        yield stage


def race(stage: Stage, *pairs: tuple[int, int]) -> list[str]:
    moment = soon()
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
