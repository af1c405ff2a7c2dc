"""Work on the stage; faults are ordered through the environment."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from uuid import UUID

from django.db import transaction

from hilo.core.problems import Problem
from hilo.core.registries import Schedule, schedules
from hilo.core.tasks import Progress, background
from tests.core.stage.models import Trace


@background(retries=2, backoff_seconds=1)
def paint(name: str, progress: Progress, steps: int = 3, pause: float = 0.0) -> None:
    """Paint once, however often it starts: idempotent by its trace."""
    for _number in progress.over(range(steps), "Painting"):
        time.sleep(pause)
    if os.environ.get("STAGE_DIES") == "task":
        os.kill(os.getpid(), signal.SIGKILL)
    with transaction.atomic():
        if not Trace.objects.filter(name=name).exists():
            Trace.objects.create(name=name, process=os.getpid())
    progress.result(f"{name} is painted.", url="/done/")


@background(retries=0)
def stamp(name: str) -> None:
    """Leave a trace each time it runs: not idempotent, to see how often that was."""
    Trace.objects.create(name=name, process=os.getpid())
    time.sleep(0.02)


@background(retries=2, backoff_seconds=30)
def stumble(name: str) -> None:
    """Fail, always."""
    Trace.objects.create(name=name, process=os.getpid())
    raise ValueError(f"{name} fell")


@background(retries=2)
def complain(name: str) -> None:
    """End with something that people can understand."""
    raise Problem("There is no paint left. Bring some and start again.")


@background(retries=2)
def leave() -> None:
    """Try to take the worker along."""
    raise SystemExit(3)


@background(retries=0)
def measure_values(play: UUID, day: dt.date, people: list[UUID], note: str | None = None) -> str:
    return " ".join(type(one).__name__ for one in (play, day, people[0], note))


@background(retries=0)
def long_transaction(name: str, progress: Progress) -> None:
    """Hold one transaction open while telling how far it is."""
    with transaction.atomic():
        Trace.objects.create(name=name, process=os.getpid())
        for _number in progress.over(range(40), "Holding"):
            time.sleep(0.1)


@background(retries=0)
def ring() -> None:
    """What a schedule does."""
    Trace.objects.create(name="bell", process=os.getpid())


def register_bell() -> None:
    """Ring every hour, where the environment asks for it."""
    if os.environ.get("STAGE_BELL"):
        schedules.add(Schedule("stage.bell", ring, dt.timedelta(hours=1)))
