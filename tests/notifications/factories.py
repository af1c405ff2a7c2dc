"""Messages and mails for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import factory

from hilo.core.time import now
from hilo.notifications.inbox import new_mail
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.models import Notification, Outgoing
from hilo.notifications.recipients import Recipient
from tests.people.factories import AccountFactory, PersonFactory


@dataclass(frozen=True)
class LessonOpened(Message):
    """Something that happens to many, in a category that is collected."""

    lesson: str

    name = "tests.lesson_opened"
    category = "programme"
    subject = "“%(lesson)s” is open"
    template = "notifications/messages/welcome.txt"

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"lesson": self.lesson, "name": to.name}

    def path(self, to: Recipient) -> str:
        return f"/{to.language}/"


@dataclass(frozen=True)
class PlaceOffered(Message):
    """Something that goes at once and asks for an answer; `lesson` "gone" no longer exists."""

    lesson: str

    name = "tests.place_offered"
    category = "invitations"
    subject = "A place for you: %(lesson)s"
    template = "notifications/messages/welcome.txt"
    action = "Take the place"
    reason = "You are on the waiting list."

    def values(self, to: Recipient) -> dict[str, Any]:
        if self.lesson == "gone":
            raise NothingToSay
        return {"lesson": self.lesson, "name": to.name}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [("Lesson", self.lesson)]

    def path(self, to: Recipient) -> str:
        return f"/{to.language}/"


class NotificationFactory(factory.django.DjangoModelFactory):
    """An unread notification about a lesson."""

    class Meta:
        model = Notification

    person = factory.SubFactory(PersonFactory)
    message = "tests.lesson_opened"
    category = "programme"
    data = factory.Sequence(lambda n: {"lesson": f"Lesson {n}"})
    key = factory.Sequence(lambda n: f"tests:{n}")
    created_at = factory.LazyFunction(now)
    rhythm = "daily"


def waiting_mail(lesson: str = "Prices that pay", **fields: Any) -> Outgoing:
    """A mail that waits to be sent to somebody with an account."""
    person = fields.pop("person", None) or AccountFactory().person
    message = PlaceOffered(lesson)
    mail = new_mail(
        person=person,
        message=message.name,
        category=message.category,
        data=message.data(),
        **{"due_at": now(), **fields},
    )
    mail.save()
    return mail
