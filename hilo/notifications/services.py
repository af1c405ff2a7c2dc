"""What chapters and people do with notifications: say something, read it, choose how often to hear it.

notifications.notify(person, PlaceOffered(registration.uuid))
notifications.notify_many(people, WorkshopMoved(workshop.uuid), by=account)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.core.events import publish
from hilo.core.time import now
from hilo.notifications import digests, fates, inbox, rounds
from hilo.notifications.categories import categories
from hilo.notifications.enums import Rhythm, State
from hilo.notifications.events import MailResent, MailSettled
from hilo.notifications.messages import Message
from hilo.notifications.models import Habits, Notification, Outgoing
from hilo.notifications.problems import CannotBeSentNow, CannotBeStopped
from hilo.people.models import Person

AT_ONCE_UP_TO = 50  # people written to within the request; more go to the background


def notify(person: Person, message: Message) -> Notification | None:
    """Say `message` to `person`: here, and by mail in their rhythm; None if it was said before.

    Call inside the transaction of the change it tells of: nothing is said of what did not happen.
    """
    new = notify_each([(person, message)])
    return new[0] if new else None


@transaction.atomic
def notify_each(pairs: Iterable[tuple[Person, Message]]) -> list[Notification]:
    """Say to each person their own message; answers what is new."""
    new = inbox.enter([(person, message) for person, message in pairs if not person.is_erased])
    if any(one.rhythm == Rhythm.AT_ONCE for one in new):
        rounds.send_soon()
    return new


def notify_many(people: Iterable[Person | UUID], message: Message, *, by: Any = None) -> int:
    """Say `message` to all `people` (or their UUIDs); answers to how many.

    Up to 50 are told at once, more in the background, 200 at a time; telling twice changes nothing.
    """
    uuids = [one if isinstance(one, UUID) else one.uuid for one in people]
    uuids = list(dict.fromkeys(uuids))
    if len(uuids) <= AT_ONCE_UP_TO:
        notify_each((person, message) for person in inbox.people_to_write_to(uuids))
    else:
        rounds.tell_in_background(uuids, message, by=by)
    return len(uuids)


def mark_read(person: Person, notifications: Iterable[UUID] | None = None) -> int:
    """Mark those of `person`'s notifications (or all) as read; answers how many were not yet."""
    unread = Notification.objects.filter(person=person).unread()
    if notifications is not None:
        unread = unread.filter(uuid__in=list(notifications))
    return unread.update(read_at=now())


def mark_unread(person: Person, notification: UUID) -> int:
    """Put one back among the unread."""
    mine = Notification.objects.filter(person=person, uuid=notification)
    return mine.update(read_at=None)


@transaction.atomic
def choose_habits(
    person: Person,
    *,
    rhythms: dict[str, str],
    mail_is_on: bool,
    hour: int,
    weekday: int,
    expected: int,
) -> Habits:
    """Keep how `person` wants to be written to; raises Overtaken if it changed since `expected`."""
    habits, _is_new = Habits.objects.get_or_create(person=person)
    habits.rhythms = {name: Rhythm(rhythm).value for name, rhythm in rhythms.items()}
    habits.mail_is_on, habits.hour, habits.weekday = mail_is_on, hour, weekday
    habits.save_version(expected=expected)
    return _take_effect(person, habits)


@transaction.atomic
def choose_rhythm(person: Person, about: Iterable[str], rhythm: str) -> Habits:
    """Hear of the categories `about` in `rhythm` from now on; asking twice changes nothing.

    Raises CannotBeStopped for a category that must be heard of.
    """
    names = [name for name in about if name in categories]
    if any(categories.get(name).is_required for name in names):
        raise CannotBeStopped
    habits = _locked(person)
    wanted = habits.rhythms | {name: Rhythm(rhythm).value for name in names}
    is_new = wanted != habits.rhythms or (rhythm != Rhythm.NEVER and not habits.mail_is_on)
    if not is_new:
        return habits
    habits.rhythms = wanted
    habits.mail_is_on = habits.mail_is_on or rhythm != Rhythm.NEVER
    habits.save_version(expected=habits.version)
    return _take_effect(person, habits)


def _locked(person: Person) -> Habits:
    Habits.objects.get_or_create(person=person)
    return Habits.objects.select_for_update(of=("self",)).get(person=person)


def _take_effect(person: Person, habits: Habits) -> Habits:
    """Let new habits count for what already waits for a digest."""
    person.mail_habits = habits
    digests.redate(person, habits, now())
    return habits


@transaction.atomic
def send_again(mail: Outgoing, *, by: Any) -> Outgoing:
    """Let `mail` wait for sending again, under the same Message-ID.

    A person decides this, because an uncertain mail may arrive twice. Raises CannotBeSentNow.
    """
    _move(mail, State.WAITING, due_at=now(), attempts=0, problem="", reply="", looked_at=None)
    publish(MailResent(mail.uuid), by=by, subject=("mail", mail.uuid))
    rounds.send_soon()
    return mail


@transaction.atomic
def settle(mail: Outgoing, state: State, *, by: Any) -> Outgoing:
    """Write down what a person found out: it arrived (sent), it is lost (failed), it came back (bounced).

    Raises CannotBeSentNow where the mail has moved on meanwhile.
    """
    changes: dict[str, Any] = {"looked_at": now(), "problem": "settled"}
    if state == State.SENT:
        changes["sent_at"] = mail.handed_at or now()
    _move(mail, state, **changes)
    publish(MailSettled(mail.uuid, str(state)), by=by, subject=("mail", mail.uuid))
    return mail


def leave_as_it_is(mail: Outgoing) -> None:
    """Take `mail` off the list of those that ask for a person; its state stays."""
    Outgoing.objects.filter(pk=mail.pk).asking().update(looked_at=now())


@transaction.atomic
def record_bounce(message_id: str, words: str) -> bool:
    """Note that the mail `message_id` came back with `words`; False where we did not send it."""
    mail = Outgoing.objects.filter(message_id=message_id).first()
    if mail is None or not mail.may_go_to(State.BOUNCED):
        return False
    _move(mail, State.BOUNCED, problem="bounced", reply=words[:300], looked_at=None)
    return True


def _move(mail: Outgoing, target: State, **changes: Any) -> None:
    found = Outgoing.objects.filter(pk=mail.pk, state=mail.state)
    why = changes.get("reply", mail.reply)
    moved = fates.record(mail, target, why, lambda: found.move(target, **changes))
    mail.refresh_from_db()
    if not moved:
        raise CannotBeSentNow(state=mail.get_state_display())


@transaction.atomic
def post(person: Person, message: Message, *, mark: str) -> Outgoing | None:
    """Send `message` by mail alone, at once, whatever the rhythm; None if this `mark` was posted before.

    `mark` is the Message-ID: what is posted twice is still one mail.
    """
    mail, is_new = Outgoing.objects.get_or_create(
        message_id=mark,
        defaults={
            "person": person,
            "message": message.name,
            "category": message.category,
            "data": message.data(),
            "due_at": now(),
        },
    )
    if not is_new:
        return None
    if not Outgoing.objects.due().exclude(pk=mail.pk).exists():  # who waits has called the courier
        rounds.send_soon()
    return mail
