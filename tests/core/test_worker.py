"""The worker as people meet it: real processes, stopped politely and killed rudely."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.core.processes import Stage, answer, eventually

pytestmark = pytest.mark.processes

Begin = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def worker(stage: Stage) -> Iterator[Begin]:
    """Start workers; none outlives the test."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*words: str, **environment: str) -> subprocess.Popen[str]:
        begun.append(stage.manage("worker", *words, **environment))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate(timeout=10)


def job(stage: Stage, title: str) -> dict[str, object]:
    return stage.play("jobs")[title]


def state_of(stage: Stage, title: str) -> object:
    return job(stage, title)["state"]


def stop(process: subprocess.Popen[str]) -> float:
    """Ask the worker to end; answers how long it took."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _out, problem = process.communicate(timeout=40)
    assert process.returncode == 0, problem
    return time.monotonic() - began


def test_work_is_done_and_says_what_came_of_it(stage: Stage, worker: Begin) -> None:
    stage.play("order", "paint", "the sky")
    process = worker()
    assert eventually(lambda: state_of(stage, "the sky") == "done")
    assert stage.play("worker_is_present") is True
    assert job(stage, "the sky") == {
        "state": "done",
        "done": 3,
        "total": 3,
        "message": "the sky is painted.",
        "attempts": 1,
        "problem": "",
        "result_url": "/done/",
    }
    assert stop(process) < 5
    assert stage.play("worker_is_present") is False


def test_an_order_dies_with_its_transaction(stage: Stage) -> None:
    stage.play_until_killed("order_and_die", "ghost")
    assert stage.play("states") == {}


def test_killed_in_the_middle_it_is_finished_once_by_the_next(stage: Stage, worker: Begin) -> None:
    stage.play("order", "paint", "the sea")
    dying = worker(STAGE_DIES="task")
    dying.communicate(timeout=60)
    assert dying.returncode == -signal.SIGKILL
    assert state_of(stage, "the sea") == "running"
    worker()
    assert eventually(lambda: state_of(stage, "the sea") == "done"), "no lease to wait for here"
    assert stage.play("traces") == {"the sea": 1}
    assert job(stage, "the sea")["attempts"] == 2


def test_work_that_always_kills_its_worker_fails_in_words(stage: Stage, worker: Begin) -> None:
    stage.play("order", "paint", "the storm")
    for _attempt in range(3):
        dying = worker(STAGE_DIES="task")
        dying.communicate(timeout=60)
        assert dying.returncode == -signal.SIGKILL
    process = worker(STAGE_DIES="task")
    assert eventually(lambda: state_of(stage, "the storm") == "failed")
    assert process.poll() is None, "the worker outlives the work that it no longer tries"
    assert "3" in str(job(stage, "the storm")["problem"])


def test_two_workers_share_the_work_and_repeat_none(stage: Stage, worker: Begin) -> None:
    stage.play("order_many", "stamp", "80")
    workers = [worker("--runners", "2"), worker("--runners", "2")]
    assert eventually(lambda: stage.play("states").get("done", 0) >= 80, seconds=60)
    assert set(stage.play("traces").values()) == {1}
    assert len(stage.play("traces")) == 80
    for process in workers:
        assert stop(process) < 5


def test_a_schedule_rings_once_with_two_workers(stage: Stage, worker: Begin) -> None:
    for _number in range(3):
        worker(STAGE_BELL="yes")
    assert eventually(lambda: stage.play("traces").get("bell"))
    time.sleep(3)
    assert stage.play("traces")["bell"] == 1


def test_progress_is_seen_while_the_work_goes_on(stage: Stage, worker: Begin) -> None:
    stage.play("order_slow", "the forest", "40", "0.1")
    worker()
    assert eventually(lambda: 0 < int(str(job(stage, "the forest")["done"])) < 40, pause=0.05)
    assert job(stage, "the forest")["message"] == "Painting"
    assert job(stage, "the forest")["total"] == 40


def test_progress_inside_a_transaction(stage: Stage, worker: Begin) -> None:
    """PostgreSQL shows it at once; SQLite after the commit, and the lease holds meanwhile."""
    stage.play("order", "long_transaction", "the dance")
    worker()
    if stage.play("vendor") == "postgresql":
        assert eventually(lambda: 0 < int(str(job(stage, "the dance")["done"])) < 40, pause=0.05)
        assert stage.play("traces") == {}
    assert eventually(lambda: state_of(stage, "the dance") == "done")
    assert job(stage, "the dance")["done"] == 40
    assert job(stage, "the dance")["attempts"] == 1


def test_cancelled_work_stops_at_its_next_step(stage: Stage, worker: Begin) -> None:
    stage.play("order_slow", "the wall", "200", "0.1")
    worker()
    assert eventually(lambda: state_of(stage, "the wall") == "running")
    stage.play("ask_to_cancel", "the wall")
    assert eventually(lambda: state_of(stage, "the wall") == "cancelled", seconds=10)
    assert stage.play("traces") == {}


def test_a_polite_stop_puts_the_work_back(stage: Stage, worker: Begin) -> None:
    stage.play("order_slow", "the bridge", "100", "0.1")
    process = worker()
    assert eventually(lambda: state_of(stage, "the bridge") == "running")
    assert stop(process) < 5
    assert job(stage, "the bridge")["state"] == "waiting"
    assert job(stage, "the bridge")["attempts"] == 0


def test_what_a_crash_left_in_the_journal_is_swept_by_a_worker(stage: Stage, worker: Begin) -> None:
    stage.play_until_killed("raise_curtain", "Hamlet", "die-after-commit")
    stage.play("make_due")
    worker()
    assert eventually(lambda: len(stage.play("traces")) == 2)


def test_a_task_may_not_take_its_worker_along(stage: Stage, worker: Begin) -> None:
    stage.play("order_leave")
    stage.play("order", "stamp", "after")
    process = worker()
    assert eventually(lambda: state_of(stage, "after") == "done")
    assert process.poll() is None


def test_an_idle_worker_is_nearly_free(stage: Stage, worker: Begin) -> None:
    process = worker()
    assert eventually(lambda: stage.play("worker_is_present"))
    before = cpu_seconds(process.pid)
    time.sleep(8)
    share = (cpu_seconds(process.pid) - before) / 8
    memory = resident_megabytes(process.pid)
    print(f"idle: {share:.2%} of a core, {memory:.0f} MB")
    assert share < 0.03
    assert memory < 120


def test_a_worker_that_has_grown_begins_anew_when_idle(stage: Stage, worker: Begin) -> None:
    process = worker(HILO_WORKER_MEMORY_MB="50")  # less than it needs: grown from its first job on
    assert eventually(lambda: stage.play("workers"))
    (first,) = stage.play("workers")
    stage.play("order", "paint", "the sky")
    assert eventually(lambda: state_of(stage, "the sky") == "done")
    assert eventually(lambda: stage.play("workers") not in ([], [first]), seconds=40)
    assert process.poll() is None  # the same process, a fresh program
    stage.play("order", "paint", "the sea")
    assert eventually(lambda: state_of(stage, "the sea") == "done")
    assert stop(process) < 5


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def resident_megabytes(pid: int) -> float:
    (line,) = [
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line
    ]
    return int(line.split()[1]) / 1024


def test_a_worker_of_the_other_mode_does_not_start(stage: Stage) -> None:
    process = stage.manage("worker", HILO_MODE="real")
    _out, problem = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Nothing was started" in problem and "Traceback" not in problem


def test_many_orders_at_once(stage: Stage, worker: Begin) -> None:
    orders = [stage.begin("order_many", "stamp", "20") for _number in range(4)]
    worker()
    assert sum(answer(process) for process in orders) == 80
    assert eventually(lambda: sum(stage.play("traces").values()) == 80, seconds=60)
    assert set(stage.play("traces").values()) == {4}, "four processes gave the same names"
