"""`python -m tests.notifications.stage <play> [arguments]`: one process, one act, its answer as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from typing import Any

import django

django.setup()

import time_machine  # noqa: E402
from django.utils import translation  # noqa: E402

from hilo.core.time import now  # noqa: E402
from hilo.notifications import digests, post, services  # noqa: E402
from hilo.notifications.models import Habits, Notification, Outgoing  # noqa: E402
from hilo.people.models import Account, Person  # noqa: E402
from tests.notifications.factories import LessonOpened, PlaceOffered  # noqa: E402


def prepare(count: str = "1") -> int:
    """Make people, each with one mail that waits."""
    people = [
        Person.objects.create(given_name=f"Citlali {number}", language="es")
        for number in range(int(count))
    ]
    for number, person in enumerate(people):
        Account.objects.create_user(f"citlali{number}@hilo.example", person=person)
    services.notify_each((person, PlaceOffered("Prices that pay")) for person in people)
    return Outgoing.objects.count()


def send(minutes_later: str = "0") -> dict[str, int]:
    """Send what is due, dying where `STAGE_DIES` says."""
    _die_where_told()
    with time_machine.travel(now() + dt.timedelta(minutes=int(minutes_later)), tick=True):
        return vars(post.send_waiting())


def _die_where_told() -> None:
    where = os.environ.get("STAGE_DIES")
    if where == "after sending was recorded":
        begin = post._begin

        def begin_and_die(*words: Any) -> None:
            begin(*words)
            os.kill(os.getpid(), signal.SIGKILL)

        post._begin = begin_and_die
    elif where == "before sent is recorded":
        post._settle = lambda *words, **more: os.kill(os.getpid(), signal.SIGKILL)


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Outgoing.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def send_again() -> str:
    services.send_again(Outgoing.objects.get(), by=None)
    return Outgoing.objects.get().state


def collect(count: str) -> int:
    """Make people for whom something waits since yesterday for the digest."""
    for number in range(int(count)):
        person = Person.objects.create(given_name=f"Citlali {number}", language="es")
        Account.objects.create_user(f"citlali{number}@hilo.example", person=person)
        services.notify(person, LessonOpened("Prices that pay"))
    Notification.objects.update(digest_at=now())
    return Notification.objects.count()


def gather() -> int:
    return digests.gather_due()


def taken_days() -> int:
    return Habits.objects.exclude(last_digest_on=None).count()


if __name__ == "__main__":
    with translation.override("en"):
        print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
