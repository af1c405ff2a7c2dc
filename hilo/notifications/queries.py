"""What pages read: a person's notifications in words, numbers for the header and for operators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.utils.translation import get_language

from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now
from hilo.notifications.enums import State
from hilo.notifications.messages import NothingToSay, gone, restore
from hilo.notifications.models import Notification, Outgoing
from hilo.notifications.recipients import Recipient
from hilo.people.models import Person

PER_PAGE = 25

UNREAD = Prepared(
    lambda: (
        Notification.objects.filter(person=Given("person"), read_at=None)
        .order_by()
        .values_list("person")
        .annotate(number=Count("pk"))
    )
)


@dataclass(frozen=True)
class Line:
    """A notification as its person reads it."""

    notification: Notification
    sentence: str
    url: str

    @property
    def key(self) -> str:
        """What a form sends to mean this one."""
        return str(self.notification.uuid)

    @property
    def is_unread(self) -> bool:
        return self.notification.read_at is None


def unread_count(person_id: int) -> int:
    """How many notifications of the person with that primary key are unread: one indexed count."""
    return sum(number for _person, number in UNREAD.rows(person=person_id))


def notifications_of(
    person: Any, *, category: str = "", only_unread: bool = False
) -> QuerySet[Notification]:
    """Unread first, then the newest."""
    found = Notification.objects.filter(person=person)
    if category:
        found = found.filter(category=category)
    if only_unread:
        found = found.unread()
    return unread_first(found)


def unread_first(notifications: QuerySet[Notification]) -> QuerySet[Notification]:
    first = Case(
        When(read_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return notifications.order_by(first, "-created_at", "-pk")


LATEST = Prepared(
    lambda: unread_first(Notification.objects.filter(person=Given("person")))[:PER_PAGE]
)


def latest(person: Person) -> list[Notification]:
    """The first page of all that was said to somebody, which is what most people come for."""
    return LATEST.rows(person=person.pk)


@dataclass(frozen=True)
class Said:
    """How much was said to a person in one category, and how much of it is unread."""

    in_all: int
    unread: int


BY_CATEGORY = Prepared(
    lambda: (
        Notification.objects.filter(person=Given("person"))
        .order_by()
        .values_list("category")
        .annotate(in_all=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
    )
)


def said_by_category(person: Person) -> dict[str, Said]:
    """How much was said in each category in which anything was said."""
    return {
        category: Said(in_all, unread)
        for category, in_all, unread in BY_CATEGORY.rows(person=person.pk)
    }


def lines(notifications: Iterable[Notification], to: Recipient) -> list[Line]:
    """Notifications in words, which are kept until anything happens: each names objects to be read."""
    found = []
    for one in notifications:
        key = ("said", one.message, one.key, to, get_language())
        sentence, url = kept(key, partial(_words, one, to), is_small=True)
        found.append(Line(one, sentence, url))
    return found


def _words(one: Notification, to: Recipient) -> tuple[str, str]:
    """What `one` says and where it leads; nowhere where its object is gone."""
    try:
        message = restore(one.message, one.data)
        return message.sentence(to), message.path(to)
    except NothingToSay:
        return gone(), ""


def path_of(notification: Notification, to: Recipient) -> str:
    """Where a notification leads; empty where its object is gone or it asks for nothing."""
    return lines([notification], to)[0].url


@dataclass(frozen=True)
class Queue:
    """How the mail stands, for operators and the health page."""

    waiting: int
    oldest_due: dt.datetime | None
    uncertain: int
    failed: int

    def is_stuck(self, moment: dt.datetime | None = None) -> bool:
        """Whether something should have left a quarter of an hour ago."""
        limit = (moment or now()) - dt.timedelta(minutes=15)
        return self.oldest_due is not None and self.oldest_due < limit


def queue() -> Queue:
    """How the mail stands now, in one query."""
    waiting, asking = Q(state=State.WAITING), Q(looked_at__isnull=True)
    found = Outgoing.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        oldest_due=Min("due_at", filter=waiting),
        uncertain=Count("pk", filter=Q(state=State.UNCERTAIN) & asking),
        failed=Count("pk", filter=Q(state__in=[State.FAILED, State.BOUNCED]) & asking),
    )
    return Queue(**found)


def recent_queue() -> Queue:
    """The same for pages: the courier's work shows after five seconds, what the reader does at once."""
    return kept("queue of mail", queue, seconds=5)
