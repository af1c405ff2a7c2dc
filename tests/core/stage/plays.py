"""What a process may be asked to do; each answers something that JSON can carry."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter

from django.db import connection, transaction

from hilo.core import journal
from hilo.core.events import publish
from hilo.core.models import Entry
from hilo.core.time import now
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
