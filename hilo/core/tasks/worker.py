"""The worker: schedules, sweeps, recovery and tasks in one process; as many processes as needed.

The main thread looks for work and hands it to runners. A heart beats beside them on a connection of
its own: it renews leases and writes progress while the runners' transactions are open.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import QuerySet

from hilo.core import journal
from hilo.core.models import Job
from hilo.core.models import Worker as Sign
from hilo.core.tasks import identity, queue, schedules
from hilo.core.tasks.queue import Claim
from hilo.core.time import now

logger = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks for work
BEAT = 1.0  # seconds between two beats of the heart
RENEW = 10.0  # seconds between two renewals of a lease without news
UPKEEP = 10.0  # seconds between schedules, sweeps and recovery
PATIENCE = 20.0  # seconds that runners have to end after SIGTERM
SILENCE = dt.timedelta(seconds=60)  # a worker not seen for so long is not there
SHORT_WAIT = 300  # milliseconds that the heart waits for SQLite's one writer


class Worker:
    """One process at work; `run()` returns after `stop()`.

    Beyond `most_megabytes` it begins anew when it has nothing to do; without, it stays as it is.
    """

    def __init__(
        self, *, queues: Sequence[str] = (), runners: int = 1, most_megabytes: float = math.inf
    ) -> None:
        self.most_megabytes = most_megabytes
        self.has_worked = False  # a fresh process never begins anew
        self.queues = queues
        self.runners = runners
        self.id = uuid4()
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._taken: dict[UUID, Claim] = {}
        self._told: dict[UUID, tuple[tuple[object, ...], float]] = {}

    def stop(self, *_signal: object) -> None:
        """Take no more work; what runs may end, or is put back at its next step."""
        self._stopping.set()
        self._news.set()

    def run(self) -> None:
        heart = threading.Thread(target=self._beat_on, name="heart", daemon=True)
        heart.start()
        next_upkeep = 0.0
        while not self._stopping.is_set():
            if time.monotonic() >= next_upkeep:
                self._begin_anew_if_grown()
                _calmly(self._upkeep)
                next_upkeep = time.monotonic() + UPKEEP
            _calmly(self._take_work)
            self._news.wait(LOOK)
            self._news.clear()
        self._close()
        heart.join(timeout=BEAT)

    def _begin_anew_if_grown(self) -> None:
        """A process that has printed papers keeps their memory; with nothing to do it becomes a fresh one."""
        is_idle = self.has_worked and not self._taken
        if is_idle and resident_megabytes() > self.most_megabytes:
            self._close()
            connection.close()
            if not self._stopping.is_set():
                os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])

    def _upkeep(self) -> None:
        self._sign()
        queue.recover(held=set(self._taken))
        schedules.tick()
        while journal.sweep():
            if self._stopping.is_set():
                break

    def _sign(self) -> None:
        """Say that this process is there."""
        moment = now()
        Sign.objects.update_or_create(
            id=self.id,
            defaults={"seen_at": moment},
            create_defaults={
                "identity": identity.mine(),
                "started_at": moment,
                "seen_at": moment,
            },
        )
        Sign.objects.filter(seen_at__lt=moment - 10 * SILENCE).delete()

    def _take_work(self) -> None:
        while len(self._taken) < self.runners and not self._stopping.is_set():
            taken = queue.claim(self.queues) if queue.is_work_waiting(self.queues) else None
            if taken is None:
                return
            self._taken[taken.lease] = taken
            taken.progress.tell = partial(_calmly, partial(self._tell, taken))
            self.has_worked = True
            name = f"runner of {taken.job.task}"
            threading.Thread(target=self._do, args=(taken,), name=name, daemon=True).start()

    def _do(self, taken: Claim) -> None:
        try:
            _calmly(partial(queue.work, taken))
        finally:
            connection.close()
            self._told.pop(taken.lease, None)
            self._taken.pop(taken.lease, None)
            self._news.set()

    # The heart ------------------------------------------------------------------------------------

    def _beat_on(self) -> None:
        while not self._stopping.wait(BEAT) or self._taken:
            for taken in list(self._taken.values()):
                _calmly(partial(self._beat, taken))
            if not self._taken:
                connection.close()
            if self._stopping.is_set():
                time.sleep(BEAT / 10)
        connection.close()

    def _beat(self, taken: Claim) -> None:
        """Learn whether the work is still wanted and ours; renew the lease and tell news."""
        progress = taken.progress
        asked = _job_of(taken).values_list("cancel_asked_at", flat=True)[:1]
        progress.is_cancelled = any(asked)
        progress.is_interrupted = self._stopping.is_set() or not len(asked)
        before, told_at = self._told.get(taken.lease, ((), 0.0))
        if progress.news != before or time.monotonic() > told_at + RENEW:
            _be_brief()
            self._tell(taken)

    def _tell(self, taken: Claim) -> None:
        """Write how far the work is; on SQLite the work itself calls it too, between two transactions."""
        done, total, message = news = taken.progress.news
        _job_of(taken).update(heartbeat_at=now(), done=done, total=total, message=message)
        self._told[taken.lease] = (news, time.monotonic())

    def _close(self) -> None:
        """Give runners time to end; what does not end is recovered by whoever comes next."""
        end = time.monotonic() + PATIENCE
        while self._taken and time.monotonic() < end:
            self._news.wait(0.1)
            self._news.clear()
        for taken in self._taken.values():
            logger.warning("%s %s did not end in time", taken.job.task, taken.job.uuid)
        _calmly(Sign.objects.filter(id=self.id).delete)


def _job_of(taken: Claim) -> QuerySet[Job]:
    """The job of a claim, as long as it is ours."""
    return Job.objects.filter(pk=taken.job.pk, lease=taken.lease)


def resident_megabytes() -> float:
    """What this process holds in memory; 0 where the system does not tell (only Linux does)."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _be_brief() -> None:
    """SQLite has one writer, often the work itself: rather miss a beat than wait for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.cursor().execute(f"PRAGMA busy_timeout={SHORT_WAIT}")


def _calmly(act: Callable[[], object]) -> None:
    """Do `act`; a database that is away or busy is no reason to die, the next turn tries again."""
    try:
        act()
    except DatabaseError as problem:
        logger.warning("The database did not answer: %s", problem)
        connection.close()
    except Exception:
        logger.exception("A worker's turn failed")
    finally:
        close_old_connections()


def is_present() -> bool:
    """Whether some worker has said within the last minute that it is there."""
    return Sign.objects.filter(seen_at__gte=now() - SILENCE).exists()
