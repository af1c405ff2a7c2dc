"""Writing notifications, and the mails that carry them, in bulk: a handful of queries for any number of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hilo.core import mail
from hilo.core.time import now
from hilo.notifications.categories import categories
from hilo.notifications.enums import Rhythm
from hilo.notifications.messages import Message
from hilo.notifications.models import Habits, Notification, Outgoing
from hilo.notifications.rules import rhythms
from hilo.notifications.zones import zone_of
from hilo.people.models import Person

Pair = tuple[Any, Message]


def people_to_write_to(uuids: Iterable[UUID]) -> list[Person]:
    """The people with those UUIDs, with all that writing to them needs, in one query."""
    people = Person.objects.present().filter(uuid__in=list(uuids))
    return list(people.select_related("account", "territory__parent", "mail_habits"))


@transaction.atomic
def enter(pairs: Sequence[Pair]) -> list[Notification]:
    """Say each message to its person once; answers what is new (what was said before is left alone).

    Two transactions that say the same thing at the same time are kept apart by `said_once`.
    """
    moment = now()
    wanted = [_notification(person, message, moment) for person, message in pairs]
    Notification.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=200)
    ours = {notification.uuid: notification for notification in wanted}
    written = Notification.objects.filter(uuid__in=list(ours)).select_related("person")
    new = list(written.order_by("pk"))
    _queue_mails([one for one in new if one.rhythm == Rhythm.AT_ONCE], moment)
    return new


def _notification(person: Person, message: Message, moment: dt.datetime) -> Notification:
    habits = habits_of(person)
    rhythm = rhythm_of(person, message.category, habits)
    return Notification(
        person=person,
        message=message.name,
        category=message.category,
        data=message.data(),
        key=message.key(),
        created_at=moment,
        rhythm=rhythm,
        digest_at=digest_due(person, rhythm, habits, moment),
    )


def habits_of(person: Person) -> Habits:
    """The habits of `person`: those they chose, or the usual ones."""
    habits = getattr(person, "mail_habits", None)
    return habits or Habits(person=person)


def rhythm_of(person: Person, category: str, habits: Habits) -> Rhythm:
    """How mail about `category` goes to `person`; never to somebody without a way in."""
    account = getattr(person, "account", None)
    if account is None or not account.is_active:
        return Rhythm.NEVER
    kind = categories.get(category)
    rhythm = rhythms.rhythm_in_force(
        chosen=habits.rhythms.get(category),
        usual=kind.usual,
        is_required=kind.is_required,
        mail_is_on=habits.mail_is_on,
    )
    return Rhythm(rhythm)


def digest_due(
    person: Person, rhythm: str, habits: Habits, moment: dt.datetime
) -> dt.datetime | None:
    """When the digest is due that takes along what is said at `moment`; None where none will."""
    if rhythm not in rhythms.DIGESTED:
        return None
    return rhythms.next_digest(
        moment,
        rhythm=rhythm,
        hour=habits.hour,
        weekday=habits.weekday,
        zone=zone_of(person.territory),
        last_day=habits.last_digest_on,
    )


def _queue_mails(notifications: list[Notification], moment: dt.datetime) -> None:
    """One waiting mail for each notification that goes at once."""
    if not notifications:
        return
    for notification in notifications:
        notification.mail = new_mail(
            person=notification.person,
            message=notification.message,
            category=notification.category,
            data=notification.data,
            due_at=moment,
        )
    Outgoing.objects.bulk_create(
        [one.mail for one in notifications if one.mail is not None], batch_size=200
    )
    Notification.objects.bulk_update(notifications, ["mail"], batch_size=200)


def new_mail(**fields: Any) -> Outgoing:
    """An unsaved mail with its Message-ID (RFC 5322, 3.6.4), which it keeps for all attempts."""
    uuid = uuid4()
    return Outgoing(uuid=uuid, message_id=mail.message_id_for("notification", uuid), **fields)
