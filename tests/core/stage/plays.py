"""What a process may be asked to do; each answers something that JSON can carry."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections import Counter

from django.db import connection, transaction
from django.db.models import Max

from hilo.core import journal
from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.models import Entry, Job, Worker
from hilo.core.tasks import cancel, start
from hilo.core.tasks.worker import is_present
from hilo.core.time import now
from tests.core.stage import tasks
from tests.core.stage.events import CurtainRose
from tests.core.stage.models import Trace


def vendor() -> str:
    return connection.vendor


def traces() -> dict[str, int]:
    """How often each thing was done."""
    return dict(Counter(Trace.objects.values_list("name", flat=True)))


def outstanding() -> int:
    return Entry.objects.filter(due_at__isnull=False).count()


def raise_curtain(name: str, fault: str = "") -> str:
    """Publish an event; with `fault` the process dies after the commit, before any handler."""
    with transaction.atomic():
        if fault == "die-after-commit":
            transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        publish(CurtainRose(name))
        if fault == "die-before-commit":
            os.kill(os.getpid(), signal.SIGKILL)
    return name


def raise_many_unheard(count: str) -> int:
    """Write events whose delivery never starts, as after a crash."""
    with transaction.atomic():
        for number in range(int(count)):
            journal.write(CurtainRose(f"play {number}"), by=None, subject=("", None))
    return int(count)


def sweep_later(minutes: str = "2") -> int:
    """Sweep as if `minutes` had passed."""
    return journal.sweep(at=now() + dt.timedelta(minutes=int(minutes)))


def sweep_all() -> int:
    """Sweep in small bites until nothing is due."""
    total = 0
    while swept := journal.sweep(at=now() + dt.timedelta(minutes=2), limit=3):
        total += swept
    return total


def sweep_for_the_last_time() -> int:
    Entry.objects.update(sweeps=journal.LAST_SWEEP)
    return sweep_later("9")


def given_up() -> int:
    return journal.given_up().count()


def take_up_again() -> int:
    return journal.take_up_again()


def order(task: str, *names: str) -> list[str]:
    """Order `task` once for each name."""
    return [str(start(getattr(tasks, task), title=name, name=name).uuid) for name in names]


def order_many(task: str, count: str) -> int:
    with transaction.atomic():
        return len(order(task, *(f"{task} {number}" for number in range(int(count)))))


def order_slow(name: str, steps: str, pause: str) -> str:
    job = start(tasks.paint, title=name, name=name, steps=int(steps), pause=float(pause))
    return str(job.uuid)


def order_and_die(name: str) -> None:
    with transaction.atomic():
        start(tasks.stamp, title=name, name=name)
        os.kill(os.getpid(), signal.SIGKILL)


def jobs() -> dict[str, dict[str, object]]:
    """What people would see of all work, by title."""
    shown = ("state", "done", "total", "message", "attempts", "problem", "result_url")
    return {
        job.title or job.task: {name: getattr(job, name) for name in shown}
        for job in Job.objects.all()
    }


def states() -> dict[str, int]:
    return dict(Counter(Job.objects.values_list("state", flat=True)))


def ask_to_cancel(title: str) -> bool:
    return cancel(Job.objects.get(title_source=title), by=None)


def worker_is_present() -> bool:
    return is_present()


def workers() -> list[str]:
    return [str(one) for one in Worker.objects.values_list("id", flat=True)]


def make_due() -> int:
    return Entry.objects.update(due_at=now())


def order_leave() -> str:
    return str(start(tasks.leave, title="leave").uuid)


def take_numbers(count: str) -> list[int]:
    """Take the next number `count` times, as certificates do."""
    return [_next_number() for _turn in range(int(count))]


@transaction.atomic
def _next_number() -> int:
    lock("numbers")
    last = Trace.objects.filter(name="number").aggregate(last=Max("process"))["last"] or 0
    time.sleep(0.002)  # long enough for others to read the same
    Trace.objects.create(name="number", process=last + 1)
    if os.environ.get("STAGE_DIES") == "lock":
        os.kill(os.getpid(), signal.SIGKILL)
    return last + 1
