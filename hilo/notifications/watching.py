"""What no event tells, looked for from time to time: notices with new words, long work that has ended."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop

from hilo.core.models import Job
from hilo.core.tasks import background
from hilo.core.time import now
from hilo.notifications import services as notifications
from hilo.notifications.standard import NoticeChanged, WorkFinished
from hilo.people import services as people
from hilo.people.models import Consent, Person
from hilo.people.purposes import purposes

LOOKS_BACK = dt.timedelta(hours=6)  # a worker may have been away for some time
LONG = dt.timedelta(minutes=1)  # work that ended sooner was watched by whoever started it


@background(title=gettext_noop("Tell people of notices with new words"))
def tell_of_new_notices() -> None:
    """Tell those who agreed to older words, once per version."""
    for purpose in purposes:
        notice = people.current_notice(purpose.name)
        if notice.number == 1:
            continue
        standing = Consent.objects.filter(purpose=purpose.name, withdrawn_at__isnull=True)
        older = standing.exclude(notice=notice).values_list("person__uuid", flat=True)
        notifications.notify_many(list(older), NoticeChanged(purpose.name, notice.number))


@background(title=gettext_noop("Tell people that their work has ended"))
def tell_of_finished_work() -> None:
    """Tell whoever started long work that it has ended, once."""
    moment = now()
    ended = Job.objects.filter(
        finished_at__gt=moment - LOOKS_BACK,
        state__in=(Job.State.DONE, Job.State.FAILED),
        by__isnull=False,
    )
    long = [job for job in ended if _took(job) >= LONG]
    people_by_uuid = Person.objects.present().in_bulk({job.by for job in long}, field_name="uuid")
    notifications.notify_each(
        (people_by_uuid[job.by], WorkFinished(job.uuid)) for job in long if job.by in people_by_uuid
    )


def _took(job: Job) -> dt.timedelta:
    """How long it took from its order to its end."""
    return (job.finished_at - job.created_at) if job.finished_at else dt.timedelta(0)
