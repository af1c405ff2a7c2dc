"""What runs by itself: each schedule is moved on by compare-and-set, so one worker enqueues it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from hilo.core.models import Job, Timer
from hilo.core.registries import Schedule, schedules
from hilo.core.time import now

EPOCH = dt.datetime(2000, 1, 3, tzinfo=dt.UTC)  # a Monday: weekly schedules begin on one


def tick(*, at: dt.datetime | None = None) -> int:
    """Enqueue every schedule that is due; answers how many this process enqueued."""
    moment = at or now()
    known = {timer.name: timer for timer in Timer.objects.all()}
    return sum(_tick(schedule, known.get(schedule.name), moment) for schedule in schedules)


def next_time(schedule: Schedule, moment: dt.datetime) -> dt.datetime:
    """The first multiple of the schedule's interval after `moment`: whole hours, days from 00 UTC.

    A worker that was away for a week does not catch up seven times.
    """
    return moment + schedule.every - (moment - EPOCH) % schedule.every


def _tick(schedule: Schedule, timer: Timer | None, moment: dt.datetime) -> bool:
    if timer is None:
        # The first worker that sees a schedule starts it at once; `get_or_create` lets one win.
        timer, _is_new = Timer.objects.get_or_create(
            name=schedule.name, defaults={"next_at": moment}
        )
    return timer.next_at <= moment and _move_on(schedule, timer, moment)


@transaction.atomic
def _move_on(schedule: Schedule, timer: Timer, moment: dt.datetime) -> bool:
    same = Timer.objects.filter(name=timer.name)
    if not same.filter(next_at=timer.next_at).update(next_at=next_time(schedule, moment)):
        return False
    if _is_still_at_it(timer.last_run):
        return False
    result = schedule.task.enqueue()
    run = UUID(str(result.id))
    same.update(last_run=run)
    Job.objects.create(run=run, task=schedule.task.module_path)
    return True


def _is_still_at_it(run: UUID | None) -> bool:
    """Whether the last one has not ended: a slow schedule never piles up."""
    return run is not None and Job.objects.filter(run=run).exclude(state__in=Job.FINISHED).exists()
