"""How long what was said is kept, what a person may take home of it, and what erasure does."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from hilo.core.time import now
from hilo.notifications import queries, recipients
from hilo.notifications.enums import State
from hilo.notifications.models import Device, Habits, Notification, Outgoing
from hilo.notifications.rules.states import UNDER_WAY
from hilo.people.models import Person

KEPT = dt.timedelta(days=365)  # notifications and settled mails


@transaction.atomic
def forget_old(moment: dt.datetime | None = None) -> int:
    """Delete what is older than it is kept (a year); answers how many rows."""
    before = (moment or now()) - KEPT
    mails = Outgoing.objects.filter(created_at__lt=before).exclude(state__in=UNDER_WAY)
    gone, _each = Notification.objects.filter(created_at__lt=before).delete()
    more, _each = mails.delete()
    devices, _each = Device.objects.filter(seen_at__lt=before).delete()
    return gone + more + devices


def export(person: Person) -> dict[str, Any]:
    """What this chapter holds about `person`, in their language."""
    to = recipients.of(person)
    with to.reading():
        said = queries.lines(Notification.objects.filter(person=person), to)
        return {
            "habits": _habits(person),
            "notifications": [_line(line) for line in said],
            "mails": [_mail(mail) for mail in person.mails.all()],
            "devices": list(person.devices.values("name", "first_seen_at", "seen_at")),
        }


def _habits(person: Person) -> dict[str, Any]:
    habits = Habits.objects.filter(person=person).first()
    names = ("mail_is_on", "rhythms", "hour", "weekday")
    return {name: getattr(habits, name) for name in names} if habits else {}


def _line(line: queries.Line) -> dict[str, Any]:
    one = line.notification
    return {
        "text": line.sentence,
        "category": one.category,
        "at": one.created_at,
        "read_at": one.read_at,
    }


def _mail(mail: Outgoing) -> dict[str, Any]:
    return {
        "kind": mail.message,
        "address": mail.address,
        "state": mail.state,
        "at": mail.created_at,
        "sent_at": mail.sent_at,
    }


@transaction.atomic
def erase(person: Person, at: dt.datetime) -> None:
    """Delete what was said and chosen; that a mail went out stays as a number, without its address."""
    Notification.objects.filter(person=person).delete()
    Habits.objects.filter(person=person).delete()
    Device.objects.filter(person=person).delete()
    Outgoing.objects.filter(person=person).move(State.DROPPED, problem="no_address")
    Outgoing.objects.filter(person=person).update(address="", data={}, reply="")
