"""The queue's verbs: claim work, say how it ended, recover what a dead worker left, cancel, prune.

Every change of a job's state is one transaction that holds both its row and the queue's.
"""

from __future__ import annotations

import datetime as dt
import logging
import sys
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult as Run

from hilo.core.actors import uuid_of
from hilo.core.models import Job
from hilo.core.problems import Problem
from hilo.core.tasks import identity
from hilo.core.tasks import progress as steps
from hilo.core.tasks.background import policy_of
from hilo.core.tasks.progress import Cancelled, Progress, Stop
from hilo.core.time import now

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)  # a worker on another machine that is silent for so long is dead
JOBS_ARE_KEPT = dt.timedelta(days=30)
FAILURES_ARE_KEPT = dt.timedelta(days=90)
ROUTINE_IS_KEPT = dt.timedelta(days=1)  # what nobody ordered and nobody looks for


@dataclass(frozen=True)
class Claim:
    """Work that this process has taken; valid while the job still carries `lease`."""

    run: Run
    job: Job
    lease: UUID
    progress: Progress


def is_work_waiting(queues: Sequence[str] = ()) -> bool:
    """Whether something may be done now; reads only, so that an idle worker locks nothing."""
    return _ready(queues).exists()


def _ready(queues: Sequence[str]) -> QuerySet[Run]:
    ready = Run.objects.ready()
    return ready.filter(queue_name__in=queues) if queues else ready


@transaction.atomic
def claim(queues: Sequence[str] = ()) -> Claim | None:
    """Take the next piece of work; nobody else gets it (SKIP LOCKED, or SQLite's one writer)."""
    run = _ready(queues).select_for_update(skip_locked=True).first()
    if run is None:
        return None
    run.claim(identity.mine())
    lease = uuid4()
    # Work that was enqueued without `start` gets its job here.
    job, _is_new = Job.objects.get_or_create(run=run.pk, defaults={"task": run.task_path})
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING,
        lease=lease,
        worker=identity.mine(),
        heartbeat_at=run.started_at,
        started_at=run.started_at,
        attempts=F("attempts") + 1,
        message="",
    )
    job.refresh_from_db()
    return Claim(run, job, lease, Progress())


def work(taken: Claim) -> None:
    """Do what was claimed, and write down how it ended."""
    token = steps.enter(taken.progress)
    try:
        with translation.override(taken.job.language or settings.LANGUAGE_CODE):
            _work_in_language(taken)
    finally:
        steps.leave(token)


def _work_in_language(taken: Claim) -> None:
    try:
        answer = taken.run.task.call(**taken.run.args_kwargs["kwargs"])
    except Cancelled:
        _end(taken, Job.State.CANCELLED, Status.FAILED)
    except Stop:
        _give_back(taken)
    except KeyboardInterrupt:
        _give_back(taken)
        raise
    except Problem as problem:
        _end(taken, Job.State.FAILED, Status.FAILED, problem=str(problem))
    except BaseException:  # SystemExit too: a task may end itself, never its worker
        logger.exception("%s %s failed", taken.job.task, taken.job.uuid)
        _try_again_or_fail(taken)
    else:
        _end(taken, Job.State.DONE, Status.SUCCESSFUL, answer=answer)


@transaction.atomic
def _end(taken: Claim, state: str, status: str, *, problem: str = "", answer: Any = None) -> bool:
    """Say how it ended; answers False where the lease was lost meanwhile."""
    if not _finish_job(_mine(taken), state, problem, **_figures(taken.progress)):
        logger.warning("%s %s went on after its lease was lost", taken.job.task, taken.job.uuid)
        return False
    # A problem in words is no fault: only faults leave a trace for the doctor.
    told = traceback.format_exc() if status == Status.FAILED and _is_fault() else ""
    value = answer if isinstance(answer, str | int | float | bool | None) else None
    _finish_run(taken.run.pk, status, told, value)
    return True


def _is_fault() -> bool:
    return not isinstance(sys.exception(), Problem | Stop | None)


def _mine(taken: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=taken.job.pk, lease=taken.lease)


def _figures(progress: Progress) -> dict[str, Any]:
    figures = {"done": progress.done, "total": progress.total, "message": progress.message}
    return figures | {"result_url": progress.result_url}


def _finish_job(jobs: QuerySet[Job], state: str, problem: str = "", **figures: Any) -> int:
    return jobs.update(
        state=state, problem=problem, lease=None, worker="", finished_at=now(), **figures
    )


def _finish_run(pk: Any, status: str, told: str = "", value: Any = None) -> None:
    Run.objects.filter(pk=pk).update(
        status=status, finished_at=now(), traceback=told, return_value=value
    )


@transaction.atomic
def _give_back(taken: Claim) -> None:
    """Put work back that this process may not finish; it does not count as an attempt."""
    if _mine(taken).update(
        state=Job.State.WAITING, lease=None, worker="", attempts=F("attempts") - 1
    ):
        _put_back(taken.run.pk, now())


def _put_back(pk: Any, when: dt.datetime, told: str = "") -> None:
    Run.objects.filter(pk=pk).update(status=Status.READY, run_after=when, traceback=told)


@transaction.atomic
def _try_again_or_fail(taken: Claim) -> None:
    """Called while the exception is being handled."""
    policy = policy_of(taken.job.task)
    attempts = taken.job.attempts
    if attempts > policy.retries:
        _end(taken, Job.State.FAILED, Status.FAILED, problem=failure_in_words(taken.job))
        return
    if _mine(taken).update(**_waiting_again(taken.progress)):
        pause = dt.timedelta(seconds=policy.pause_after(attempts))
        _put_back(taken.run.pk, now() + pause, traceback.format_exc())


def _waiting_again(progress: Progress) -> dict[str, Any]:
    message = _("Something interrupted this work. It starts again by itself.")
    figures = {**_figures(progress), "message": message}
    return figures | {"state": Job.State.WAITING, "lease": None, "worker": ""}


def failure_in_words(job: Job) -> str:
    """What people read when all attempts have failed."""
    return ngettext(
        "This work was interrupted and has been stopped. What it had finished is kept. Start it "
        "again; if it stops again, give the number %(number)s to the person who runs this "
        "installation.",
        "This work was interrupted %(attempts)d times and has been stopped. What it had finished "
        "is kept. Start it again; if it stops again, give the number %(number)s to the person who "
        "runs this installation.",
        job.attempts,
    ) % {"attempts": job.attempts, "number": str(job.uuid)[:8]}


def recover(*, held: Collection[UUID] = (), at: dt.datetime | None = None) -> int:
    """Put back what dead workers left; answers how many. `held` are the leases of this process.

    A worker is dead if its process is gone from this machine, or if it runs elsewhere and its heart
    has been silent for `LEASE`. One that is seen alive here is left alone, however long it takes.
    """
    moment = at or now()
    running = Job.objects.filter(state=Job.State.RUNNING)
    asked = running.only("pk", "worker", "heartbeat_at", "lease")
    return sum(_recover(job, moment) for job in asked if _is_lost(job, held, moment))


def _is_lost(job: Job, held: Collection[UUID], moment: dt.datetime) -> bool:
    if job.worker == identity.mine():
        return job.lease not in held  # its end could not be written down when it came
    gone = identity.is_gone(job.worker)
    if gone is None:
        return job.heartbeat_at is None or job.heartbeat_at < moment - LEASE
    return gone


@transaction.atomic
def _recover(lost: Job, moment: dt.datetime) -> bool:
    # Of two workers that find the same job, the row lock lets one through.
    job = Job.objects.select_for_update(of=("self",)).filter(pk=lost.pk, lease=lost.lease).first()
    if job is None:
        return False
    policy = policy_of(job.task)
    logger.warning("%s %s was left behind by %s", job.task, job.uuid, job.worker)
    same = Job.objects.filter(pk=job.pk)
    with translation.override(job.language or settings.LANGUAGE_CODE):
        if job.cancel_asked_at:
            _finish_job(same, Job.State.CANCELLED)
            _finish_run(job.run, Status.FAILED)
        elif job.attempts > policy.retries:
            _finish_job(same, Job.State.FAILED, failure_in_words(job))
            _finish_run(job.run, Status.FAILED, f"left behind by {job.worker}")
        else:
            same.update(state=Job.State.WAITING, lease=None, worker="")
            _put_back(job.run, moment)
    return True


def cancel(job: Job, *, by: Any) -> bool:
    """Stop `job`: at once if it waits, at its next step if it runs; False if it has ended."""
    with transaction.atomic():
        same = Job.objects.filter(pk=job.pk)
        waiting = same.filter(state=Job.State.WAITING)
        if _finish_job(waiting, Job.State.CANCELLED):
            _finish_run(job.run, Status.FAILED)
        elif not same.filter(state=Job.State.RUNNING).update(cancel_asked_at=now()):
            return False
    job.refresh_from_db()
    logger.info("%s %s: cancelling was asked by %s", job.task, job.uuid, uuid_of(by))
    return True


@transaction.atomic
def retry(job: Job) -> bool:
    """Start a failed or cancelled job again, with all its attempts; False if it is not one."""
    ended = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED])
    fresh = {"attempts": 0, "done": 0, "problem": "", "message": ""}
    times: dict[str, Any] = {"finished_at": None, "cancel_asked_at": None, "started_at": None}
    if not ended.update(state=Job.State.WAITING, **fresh, **times):
        return False
    Run.objects.filter(pk=job.run).update(finished_at=None, traceback="")
    _put_back(job.run, now())
    job.refresh_from_db()
    return True


def jobs_of(by: Any) -> QuerySet[Job]:
    """What a person has ordered, latest first: theirs to see, cancel and start again."""
    actor = uuid_of(by)
    return Job.objects.filter(by=actor) if actor else Job.objects.none()


def run_waiting(*, limit: int = 1000) -> int:
    """Do everything that waits, here and now, and answer how many; for tests and the command line.

    A task that asks to be tried again later is left waiting.
    """
    for number in range(limit):
        taken = claim()
        if taken is None:
            return number
        work(taken)
    return limit


def prune(*, at: dt.datetime | None = None) -> int:
    """Forget work that ended long ago; answers how many pieces."""
    moment = at or now()
    routine = Q(by=None, title_source="", title_values={}, state=Job.State.DONE)
    routine &= Q(finished_at__lt=moment - ROUTINE_IS_KEPT)
    good = Q(finished_at__lt=moment - JOBS_ARE_KEPT) & ~Q(state=Job.State.FAILED)
    failed = Q(finished_at__lt=moment - FAILURES_ARE_KEPT)
    total = 0
    while gone := _prune_some(Job.objects.filter(routine | good | failed)):
        total += gone
    return total


@transaction.atomic
def _prune_some(old: QuerySet[Job]) -> int:
    runs = list(old.order_by().values_list("run", flat=True)[:500])
    Run.objects.filter(pk__in=runs).delete()
    return Job.objects.filter(run__in=runs).delete()[0]
