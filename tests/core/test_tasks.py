"""Orders, retries, endings and schedules, one process, time in our hands."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult as Run

from hilo.core import upkeep
from hilo.core.models import Job, Timer
from hilo.core.problems import Problem
from hilo.core.registries import Schedule
from hilo.core.registry import Registry
from hilo.core.sheets import work
from hilo.core.tasks import (
    Cancelled,
    Progress,
    background,
    cancel,
    identity,
    jobs_of,
    queue,
    retry,
    run_waiting,
    schedules,
    start,
)
from hilo.core.tasks.background import Policy
from hilo.core.time import now

pytestmark = pytest.mark.django_db
heard: list[object] = []


@pytest.fixture(autouse=True)
def silence() -> None:
    heard.clear()


@background(retries=2, backoff_seconds=30)
def stumble(word: str = "") -> None:
    heard.append(word)
    raise ValueError("fell")


@background(retries=2)
def complain() -> None:
    raise Problem("There is no paint left. Bring some.")


@background()
def count(progress: Progress, upto: int) -> None:
    for number in progress.over(range(upto), "Counting"):
        heard.append(number)
    progress.result("Counted.", url="/numbers/")


@background()
def receive(play: object, day: dt.date, people: list[str], note: str | None = None) -> None:
    heard.append((play, day, people, note))


@background()
def speak() -> None:
    raise Problem(translation.gettext("Enter a valid email address."))


@background()
def slow() -> None:
    raise AssertionError("nobody should do this")


def after(**time: int) -> dt.datetime:
    return now() + dt.timedelta(**time)


def test_work_tells_how_far_it_is_and_what_came_of_it() -> None:
    job = start(count, title="Count", upto=4)
    assert (job.state, job.share) == (Job.State.WAITING, None)
    assert run_waiting() == 1
    job.refresh_from_db()
    assert heard == [0, 1, 2, 3]
    assert (job.state, job.done, job.total, job.share) == ("done", 4, 4, 1.0)
    assert (job.message, job.result_url) == ("Counted.", "/numbers/")
    assert job.finished_at and job.attempts == 1


def test_work_is_called_in_the_language_of_whoever_looks() -> None:
    with translation.override("es"):
        ordered = start(
            work.check_sheet, about={"name": "100 % lana"}, batch=uuid4(), account=None, url=""
        )
    by_itself = Job.objects.create(run=uuid4(), task=upkeep.tidy.module_path)
    ordered.refresh_from_db()
    assert ordered.title == "Check the sheet «100 % lana»"
    with translation.override("fr"):
        assert (
            ordered.title == "Vérifier la feuille «\N{NO-BREAK SPACE}100 % lana\N{NO-BREAK SPACE}»"
        )
        assert by_itself.title == "Ranger ce qu’ont laissé les travaux terminés"


def test_values_come_back_as_what_they_were() -> None:
    day = dt.date(2026, 3, 1)
    start(receive, play=uuid4(), day=day, people=["a"])
    run_waiting()
    assert heard[0][1:] == (day, ["a"], None)  # type: ignore[index]
    with pytest.raises(TypeError):
        start(receive, play=object(), day=day, people=[])


def test_a_stumble_is_tried_again_with_growing_pauses_then_fails_in_words() -> None:
    job = start(stumble, title="Stumble", word="x")
    for attempt, pause in ((1, 30), (2, 60)):
        assert run_waiting() == 1
        job.refresh_from_db()
        assert (job.state, job.attempts) == (Job.State.WAITING, attempt)
        run = Run.objects.get(pk=job.run)
        assert pause - 2 < (run.run_after - now()).total_seconds() <= pause
        assert "fell" in run.traceback
        assert run_waiting() == 0, "it rests first"
        Run.objects.update(run_after=now())
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 3)
    assert str(job.uuid)[:8] in job.problem and "3 times" in job.problem
    assert retry(job) and job.attempts == 0
    assert run_waiting() == 1
    assert not retry(job), "it waits; there is nothing to start again"


def test_pauses_double_up_to_an_hour() -> None:
    policy = Policy(backoff_seconds=30)
    assert [policy.pause_after(one) for one in (1, 2, 3, 7, 8, 50)] == [
        30,
        60,
        120,
        1920,
        3600,
        3600,
    ]


def test_a_problem_is_final_at_once_and_said_as_it_is() -> None:
    job = start(complain)
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", "There is no paint left. Bring some.")


def test_work_speaks_the_language_of_who_ordered_it() -> None:
    with translation.override("es"):
        job = start(speak)
    run_waiting()
    job.refresh_from_db()
    assert job.problem.startswith("Introduzca")


def test_waiting_work_is_cancelled_at_once_and_ended_work_not_at_all() -> None:
    job = start(slow)
    assert cancel(job, by=None)
    assert job.state == Job.State.CANCELLED
    assert run_waiting() == 0
    assert not cancel(job, by=None)
    assert retry(job)
    assert Job.objects.get().state == Job.State.WAITING


def test_running_work_is_cancelled_at_its_next_step() -> None:
    job = start(count, upto=9)
    taken = queue.claim()
    assert taken is not None
    assert cancel(job, by=None) and job.state == Job.State.RUNNING
    taken.progress.is_cancelled = True  # the heart would see it
    queue.work(taken)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    with pytest.raises(Cancelled):
        taken.progress.check()


def test_who_lost_the_lease_may_not_say_how_it_ended() -> None:
    job = start(count, upto=2)
    late = queue.claim()
    assert late is not None
    assert queue.recover() == 1, "the process holds no such lease any more"
    again = queue.claim()
    assert again is not None and again.lease != late.lease
    queue.work(late)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    queue.work(again)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_work_of_a_silent_machine_is_recovered_after_its_lease() -> None:
    job = start(count, upto=2)
    taken = queue.claim()
    assert taken is not None
    Job.objects.update(worker="elsewhere-4026/17/99")
    assert queue.recover(at=after(seconds=59)) == 0
    assert queue.recover(at=after(seconds=61)) == 1
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_held_work_is_left_alone() -> None:
    start(count, upto=2)
    taken = queue.claim()
    assert taken is not None
    assert queue.recover(held={taken.lease}, at=after(days=9)) == 0


def test_work_that_was_to_be_cancelled_when_its_worker_died_is_cancelled() -> None:
    job = start(count, upto=2)
    queue.claim()
    cancel(job, by=None)
    assert queue.recover() == 1
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert run_waiting() == 0


def test_identity_tells_the_living_from_the_dead() -> None:
    mine = identity.mine()
    assert identity.is_gone(mine) is False
    assert len(mine) <= 64
    machine, pid, began = mine.split("/")
    assert identity.is_gone(f"{machine}/{pid}/{int(began) + 1}") is True, "the number was reused"
    assert identity.is_gone(f"other/{pid}/{began}") is None
    assert identity.is_gone("") is None


def test_an_order_goes_with_its_transaction() -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        start(slow)
        raise ValueError("no")
    assert not Job.objects.exists() and run_waiting() == 0


def test_work_enqueued_without_an_order_has_a_job_when_it_runs() -> None:
    count.enqueue(upto=1)
    assert run_waiting() == 1
    assert Job.objects.get().state == Job.State.DONE


def test_a_task_that_is_gone_fails_and_stops_nothing() -> None:
    start(slow)
    Run.objects.update(task_path="hilo.gone.tasks.nothing")
    Job.objects.update(task="hilo.gone.tasks.nothing")
    start(count, upto=1)
    assert run_waiting() == 2
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]


def test_whose_work_it_is() -> None:
    class By:
        uuid = uuid4()

    mine = start(slow, by=By(), title="Mine")
    start(slow, title="Another's")
    assert list(jobs_of(By())) == [mine]
    assert list(jobs_of(None)) == []


def test_pruning_keeps_what_somebody_may_look_for() -> None:
    start(count, upto=1)
    start(count, upto=1, title="Count")
    start(complain, title="Complain")
    run_waiting()
    kept = [
        (queue.prune(at=after(days=day)), list(Job.objects.values_list("title_source", flat=True)))
        for day in (0, 2, 31, 91)
    ]
    assert [gone for gone, _titles in kept] == [0, 1, 1, 1]
    assert kept[2][1] == ["Complain"]
    assert not Run.objects.exists()


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> Schedule:
    schedule = Schedule("hourly", count_none, dt.timedelta(hours=1))
    registry: Registry[Schedule] = Registry("schedules")
    registry.add(schedule)
    monkeypatch.setattr(schedules, "schedules", registry)
    return schedule


@background(retries=0)
def count_none() -> None:
    heard.append("rang")


def test_a_schedule_starts_at_once_and_then_keeps_to_the_clock(hourly: Schedule) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 10, 20, tzinfo=dt.UTC), tick=False):
        assert schedules.tick() == 1
        assert schedules.tick() == 0
        assert Timer.objects.get().next_at == dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
        run_waiting()
        assert schedules.tick(at=after(minutes=41)) == 1
    assert heard == ["rang"]


def test_a_worker_that_was_away_does_not_catch_up_seven_times(hourly: Schedule) -> None:
    schedules.tick()
    run_waiting()
    assert schedules.tick(at=after(days=7)) == 1
    assert schedules.tick(at=after(days=7)) == 0


def test_a_slow_schedule_does_not_pile_up(hourly: Schedule) -> None:
    assert schedules.tick() == 1
    assert schedules.tick(at=after(hours=2)) == 0, "the first one still waits"
    run_waiting()
    assert schedules.tick(at=after(hours=4)) == 1


def test_of_two_workers_with_the_same_view_one_moves_the_schedule(hourly: Schedule) -> None:
    moment = now()
    schedules.tick(at=moment)
    run_waiting()
    timer = Timer.objects.get()
    later = after(hours=2)
    assert schedules._move_on(hourly, timer, later) is True
    assert schedules._move_on(hourly, timer, later) is False


@pytest.mark.parametrize(
    ("vendor", "is_inside", "times"),
    [("sqlite", False, 3), ("sqlite", True, 0), ("postgresql", False, 0)],
)
def test_long_work_on_sqlite_lets_others_write_once_a_second(monkeypatch, vendor, is_inside, times):
    """Between two transactions, and never inside one."""
    slept, quarters = [], iter(range(100))
    here = SimpleNamespace(vendor=vendor, in_atomic_block=is_inside)
    monkeypatch.setattr("hilo.core.tasks.progress.connection", here)
    monkeypatch.setattr("hilo.core.tasks.progress.sleep", slept.append)
    monkeypatch.setattr("hilo.core.tasks.progress.monotonic", lambda: next(quarters) / 4)
    progress, told = Progress(), []
    progress.tell = lambda: told.append(progress.news)
    list(progress.over(range(12), "Counting"))
    assert len(slept) == len(told) == times
    assert told[:1] == [(3, 12, "Counting")][:times]
