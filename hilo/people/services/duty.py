"""Staff sessions: power for a time, in one browser, written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hilo.core.events import publish
from hilo.core.time import now
from hilo.people import access
from hilo.people.events import DutyBegun, DutyEnded
from hilo.people.models import Account, DutySession, Grant
from hilo.people.problems import NoStaffRole

LENGTH = dt.timedelta(hours=8)


@transaction.atomic
def begin_duty(account: Account) -> DutySession:
    """Begin a staff session of `LENGTH` and take up the roles that are new in it.

    The caller has seen a second factor just now.

    Raises `NoStaffRole`. The caller puts the session's UUID into the browser's session.
    """
    if not access.is_staff(account):
        raise NoStaffRole
    begun = now()
    duty = DutySession.objects.create(account=account, began_at=begun, ends_at=begun + LENGTH)
    new = Grant.objects.in_force().filter(person=account.person, taken_up_at=None)
    new.update(taken_up_at=begun)
    person = account.person.uuid
    publish(DutyBegun(person, duty.uuid), by=account, subject=("person", person))
    return duty


@transaction.atomic
def end_duty(duty: DutySession) -> None:
    """End the staff session now; ending one that is over changes nothing."""
    ended = DutySession.objects.in_force().filter(pk=duty.pk).update(ended_at=now())
    if ended:
        person = duty.account.person.uuid
        publish(DutyEnded(person, duty.uuid), by=duty.account, subject=("person", person))
