"""Two coordinators at once, and a process that dies in the middle: each row goes in once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.processes import Stage, answer

pytestmark = pytest.mark.processes
PLAYS = ("-m", "tests.core.sheet_plays")


def play(stage: Stage, *words: str) -> Any:
    return answer(stage.start(*PLAYS, *words))


def test_two_who_take_the_same_batch_at_once_take_it_once(stage: Stage) -> None:
    batch = play(stage, "send", "300")
    both = [stage.start(*PLAYS, "take", batch) for _coordinator in range(2)]
    assert sorted(answer(process) for process in both) == ["first", "second"]
    assert play(stage, "count", batch) == {
        "state": "applied",
        "crafts": 300,
        "taken": 300,
        "told": 1,
    }


def test_a_killed_process_loses_no_row_and_takes_none_twice(stage: Stage) -> None:
    batch = play(stage, "send", "250")
    killed = stage.start(*PLAYS, "go_on", batch, "150")
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    assert play(stage, "count", batch) == {
        "state": "applying",
        "crafts": 100,
        "taken": 100,
        "told": 0,
    }
    # Its work is ordered again, and a second worker believes that it must go on too.
    both = [stage.start(*PLAYS, "go_on", batch) for _worker in range(2)]
    assert [answer(process) for process in both] == [250, 250]
    assert play(stage, "count", batch) == {
        "state": "applied",
        "crafts": 250,
        "taken": 250,
        "told": 1,
    }
