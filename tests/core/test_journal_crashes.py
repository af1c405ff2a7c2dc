"""No crash loses an event, and none makes a handler's work happen twice: real processes, killed."""

from __future__ import annotations

import pytest

from tests.core.processes import Stage, answer, eventually

pytestmark = pytest.mark.processes

ALL_DONE = {"applause for Hamlet": 1, "light for Hamlet": 1}


def swept(stage: Stage) -> bool:
    """Sweep; true when nothing is outstanding (a dead process's locks may last some moments)."""
    stage.play("sweep_later")
    return stage.play("outstanding") == 0


def test_without_a_crash_everything_is_done_at_once(stage: Stage) -> None:
    stage.play("raise_curtain", "Hamlet")
    assert stage.play("traces") == ALL_DONE
    assert stage.play("outstanding") == 0
    assert stage.play("sweep_later") == 0


def test_killed_before_the_commit_nothing_has_happened(stage: Stage) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", "die-before-commit")
    assert stage.play("outstanding") == 0
    assert stage.play("sweep_later") == 0
    assert stage.play("traces") == {}


def test_killed_between_commit_and_handler(stage: Stage) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", "die-after-commit")
    assert stage.play("traces") == {}
    assert stage.play("outstanding") == 1
    assert eventually(lambda: swept(stage))
    assert stage.play("traces") == ALL_DONE


def test_killed_inside_a_handler(stage: Stage) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", STAGE_DIES="handler")
    assert stage.play("traces") == {}, "what the handler did went with its transaction"
    assert eventually(lambda: swept(stage))
    assert stage.play("traces") == ALL_DONE


def test_killed_inside_a_sweep(stage: Stage) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", "die-after-commit")
    stage.play_until_killed("sweep_later", STAGE_DIES="handler")
    assert stage.play("sweep_later", "1") == 0, "the second attempt waits for its time"
    assert eventually(lambda: stage.play("sweep_later", "9") == 1)
    assert stage.play("traces") == ALL_DONE


def test_an_event_that_always_kills_is_given_up(stage: Stage) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", "die-after-commit")
    stage.play("sweep_for_the_last_time")
    assert stage.play("outstanding") == 0
    assert stage.play("given_up") == 2
    assert stage.play("traces") == {}
    assert stage.play("take_up_again") == 2
    assert eventually(lambda: swept(stage))
    assert stage.play("traces") == ALL_DONE


def test_many_sweeps_at_once_deliver_each_event_once(stage: Stage) -> None:
    stage.play("raise_many_unheard", "60")
    sweeps = [stage.begin("sweep_all") for _number in range(4)]
    assert sum(answer(process) for process in sweeps) >= 60
    assert eventually(lambda: swept(stage))
    done = stage.play("traces")
    assert len(done) == 120
    assert set(done.values()) == {1}
