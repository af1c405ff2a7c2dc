"""What is said of sessions: new dates, another time or place, called off, soon, the answer to an excuse."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hilo.attendance import calendars, words
from hilo.attendance.enums import ExcuseState
from hilo.attendance.models import Excuse, Session
from hilo.attendance.rosters import title_of
from hilo.notifications.categories import Category, categories
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient

SESSIONS = categories.add(
    Category(
        "sessions",
        _("Sessions"),
        _("Dates of your sessions, changes and cancellations, and a reminder the day before."),
        order=25,
    )
)
REASON = _("You get this because you are expected at these sessions.")


def facts_of(session: Session) -> list[tuple[Any, Any]]:
    """When and where, at a glance."""
    return [
        (pgettext("of a session", "When"), words.when(session)),
        (gettext("Clock"), words.clock_of(session)),
        (pgettext("of a session", "Where"), words.where(session)),
        (gettext("Link"), session.link if session.is_online else ""),
        (gettext("How to get there"), str(session.directions) if session.is_on_site else ""),
    ]


@dataclass(frozen=True)
class OfSession(Message):
    """Base of messages about one session; gone where it is over or no longer stands."""

    session: UUID

    @cached_property
    def found(self) -> Session:
        rows = Session.objects.select_related("place__parent")
        found = rows.filter(uuid=self.session).first()
        if found is None or found.is_over:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        title, roster = str(self.found.title), title_of(*self.found.roster)
        day = words.calendar.day(self.found.local_start.date(), "long")
        return {"name": to.name, "title": title, "roster": roster, "day": day}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return facts_of(self.found)

    def path(self, to: Recipient) -> str:
        return self.found.get_absolute_url()

    def asked(self, to: Recipient, method: str) -> tuple[str, str]:
        """The part that a calendar takes in."""
        return method, calendars.written([self.found], method=method, to=to).decode()


@dataclass(frozen=True)
class SessionsArranged(Message):
    """New sessions of one roster; the mail of a single one asks the calendar to enter it."""

    sessions: tuple[UUID, ...]

    name = "attendance.sessions_arranged"
    category = "sessions"
    about = _("New sessions")
    subject = _("New dates: %(roster)s")
    template = "attendance/messages/sessions_arranged.txt"
    action = _("See my sessions")
    reason = REASON

    @cached_property
    def found(self) -> list[Session]:
        rows = Session.objects.standing().coming().select_related("place__parent")
        found = list(rows.filter(uuid__in=self.sessions).order_by("starts_at"))
        if not found:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        roster = title_of(*self.found[0].roster)
        return {"name": to.name, "roster": roster, "title": str(self.found[0].title)}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        if len(self.found) == 1:
            return facts_of(self.found[0])
        return [(words.when(one), words.where(one)) for one in self.found]

    def path(self, to: Recipient) -> str:
        return reverse("attendance:mine")

    def calendar(self, to: Recipient) -> tuple[str, str] | None:
        # A request speaks of one event (RFC 5546, 3.2.2); several are published.
        method = calendars.REQUEST if len(self.found) == 1 else calendars.PUBLISH
        return method, calendars.written(self.found, method=method, to=to).decode()


@dataclass(frozen=True)
class SessionMoved(OfSession):
    """Another time or place; `sequence` tells one change from the next."""

    sequence: int = 0

    name = "attendance.session_moved"
    category = "sessions"
    about = _("A session has another time or place")
    subject = _("Changed: %(title)s, %(day)s")
    template = "attendance/messages/session_moved.txt"
    action = _("See the session")
    reason = REASON

    @cached_property
    def found(self) -> Session:
        found = super().found
        if found.is_cancelled:
            raise NothingToSay
        return found

    def calendar(self, to: Recipient) -> tuple[str, str] | None:
        return self.asked(to, calendars.REQUEST)


@dataclass(frozen=True)
class SessionCalledOff(OfSession):
    """A session does not take place."""

    name = "attendance.session_called_off"
    category = "sessions"
    about = _("A session is cancelled")
    subject = _("Cancelled: %(title)s, %(day)s")
    template = "attendance/messages/session_called_off.txt"
    action = _("See my sessions")
    reason = REASON

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [
            (pgettext("of a session", "When"), words.when(self.found)),
            (gettext("Reason"), self.found.reason),
        ]

    def path(self, to: Recipient) -> str:
        return reverse("attendance:mine")

    def calendar(self, to: Recipient) -> tuple[str, str] | None:
        return self.asked(to, calendars.CANCEL)


@dataclass(frozen=True)
class SessionReminder(OfSession):
    """A session is near; one that was moved is reminded of anew."""

    starts_at: dt.datetime | None = None

    name = "attendance.session_reminder"
    category = "sessions"
    about = _("A session is near")
    subject = _("Soon: %(title)s, %(day)s")
    template = "attendance/messages/session_reminder.txt"
    action = _("See the session")
    reason = REASON

    @cached_property
    def found(self) -> Session:
        found = super().found
        if found.is_cancelled or found.starts_at != self.starts_at:
            raise NothingToSay
        return found


@dataclass(frozen=True)
class ExcuseAnswered(Message):
    """A keeper accepted an announced absence, or did not."""

    excuse: UUID

    name = "attendance.excuse_answered"
    category = "sessions"
    about = _("An answer to an announced absence")
    subject = _("Your absence: %(title)s, %(day)s")
    template = "attendance/messages/excuse_answered.txt"
    action = _("See the session")
    reason = _("You get this because you announced that you cannot come.")

    @cached_property
    def found(self) -> Excuse:
        found = Excuse.objects.select_related("session").filter(uuid=self.excuse).first()
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        session = self.found.session
        return {
            "name": to.name,
            "title": str(session.title),
            "day": words.calendar.day(session.local_start.date(), "long"),
            "is_accepted": self.found.state == ExcuseState.ACCEPTED,
        }

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [(gettext("Answer"), self.found.answer)]

    def path(self, to: Recipient) -> str:
        return self.found.session.get_absolute_url()
