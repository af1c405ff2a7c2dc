"""Messages that the house itself has for people: welcome, safety, data, work that ran on its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Job
from hilo.notifications import recipients
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient
from hilo.notifications.rules.states import DROPPED, FAILED
from hilo.people import services as people
from hilo.people.models import Grant
from hilo.people.problems import InvitationIsOver
from hilo.people.profiles import role_held
from hilo.people.purposes import purposes

ACCOUNT = _(
    "You get this because you have an account here. "
    "Mail about your account and your data always comes."
)


@dataclass(frozen=True)
class Invited(Message):
    """Somebody is invited; `time` counts how often this invitation was sent.

    People write the letter: it goes to somebody who is not here yet, and its link is a secret.
    """

    invitation: UUID
    time: int

    name = "people.invited"
    category = "security"
    about = _("Invitation")
    reason = _("You get this because somebody invited you.")

    def written(self, to: Recipient) -> tuple[str, str, str]:
        try:
            return people.letter_of(self.invitation, self.time)
        except InvitationIsOver as over:
            raise NothingToSay from over

    def became(self, state: str, why: str) -> None:
        """Dropped is a letter that has no address any more; whose invitation is over, nobody looks at."""
        state = FAILED if state == DROPPED else state
        people.note_letter(self.invitation, self.time, state, why)


@dataclass(frozen=True)
class Welcome(Message):
    """Somebody came in for the first time."""

    person: UUID

    name = "people.welcome"
    category = "security"
    about = _("Welcome")
    subject = _("Welcome, %(name)s")
    template = "notifications/messages/welcome.txt"
    action = _("Go to your home page")
    reason = ACCOUNT

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name}

    def path(self, to: Recipient) -> str:
        return reverse("home")


@dataclass(frozen=True)
class SignedInElsewhere(Message):
    """A sign-in from a kind of browser that this person had not used before.

    `device` is its name in English ("Firefox on Android"), `ip` the network address it came from.
    """

    at: dt.datetime
    device: str = ""
    ip: str = ""

    name = "people.signed_in_elsewhere"
    category = "security"
    about = _("New sign-in")
    subject = _("A new device signed in to your account")
    template = "notifications/messages/signed_in_elsewhere.txt"
    action = _("See where you are signed in")
    reason = ACCOUNT

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [
            (gettext("When"), recipients.moment(self.at)),
            (gettext("Device"), _device_in_words(self.device)),
            (gettext("Network address"), self.ip),
        ]

    def path(self, to: Recipient) -> str:
        return reverse("people:sessions")


def _device_in_words(device: str) -> str:
    """ "Firefox on Android" in the reader's language."""
    browser, _on, system = device.partition(" on ")
    words = gettext("%(browser)s on %(system)s")
    return words % {"browser": browser, "system": system} if system else device


@dataclass(frozen=True)
class NoticeChanged(Message):
    """The words of a notice to which somebody agreed are not the same any more."""

    purpose: str
    number: int

    name = "people.notice_changed"
    category = "security"
    about = _("A notice has changed")
    subject = _("A notice that you agreed to has changed")
    template = "notifications/messages/notice_changed.txt"
    action = _("Read it and decide")
    reason = ACCOUNT

    def values(self, to: Recipient) -> dict[str, Any]:
        if self.purpose not in purposes:
            raise NothingToSay(self.purpose)
        return {"name": to.name, "notice": str(purposes.get(self.purpose).label)}

    def path(self, to: Recipient) -> str:
        return reverse("people:agreements")


@dataclass(frozen=True)
class AboutARole(Message):
    """Base of what is said about one grant of a role."""

    grant: UUID

    action = _("See your roles")
    reason = ACCOUNT

    @cached_property
    def given(self) -> Grant:
        """The grant, which stays on record after its end."""
        found = Grant.objects.select_related("person", "granted_by", "revoked_by")
        given = found.filter(uuid=self.grant).first()
        if given is None:
            raise NothingToSay(str(self.grant))
        return given

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name, "role": str(role_held(self.given).role.label)}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        held = role_held(self.given)
        return [(pgettext("power", "Role"), str(held.role.label)), (gettext("Where"), held.where)]

    def path(self, to: Recipient) -> str:
        return reverse("people:me")


@dataclass(frozen=True)
class RoleGiven(AboutARole):
    """Somebody gave this person a role."""

    name = "people.role_given"
    category = "security"
    about = _("A role was given")
    subject = _("You have been given a role: %(role)s")
    template = "notifications/messages/role_given.txt"

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        days = [
            (gettext("From"), _day(self.given.starts_on)),
            (gettext("To"), _day(self.given.ends_on)),
        ]
        return [*super().facts(to), (gettext("Given by"), str(self.given.granted_by or "")), *days]


@dataclass(frozen=True)
class RoleTakenBack(AboutARole):
    """The role of this person has ended before its time, and not by themselves."""

    name = "people.role_taken_back"
    category = "security"
    about = _("A role was taken back")
    subject = _("You no longer hold a role: %(role)s")
    template = "notifications/messages/role_taken_back.txt"

    def values(self, to: Recipient) -> dict[str, Any]:
        return {**super().values(to), "is_by_somebody": self.given.revoked_by is not None}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        by = (gettext("Taken back by"), str(self.given.revoked_by or ""))
        return [*super().facts(to), by]


@dataclass(frozen=True)
class RoleGivenUp(AboutARole):
    """Somebody laid down the role that this person had given them."""

    name = "people.role_given_up"
    category = "programme"
    about = _("A role was given up")
    subject = _("%(who)s gave up the role “%(role)s”")
    template = "notifications/messages/role_given_up.txt"
    action = _("See who may do what")
    reason = _("You get this because you gave this role.")

    def values(self, to: Recipient) -> dict[str, Any]:
        return {**super().values(to), "who": str(self.given.person)}

    def path(self, to: Recipient) -> str:
        return reverse("people:who_may")


def _day(date: dt.date | None) -> str:
    return recipients.day(date) if date else ""


@dataclass(frozen=True)
class WorkFinished(Message):
    """Long work that somebody started has ended, well or not."""

    job: UUID

    name = "core.work_finished"
    category = "work"
    about = _("Work has ended")
    template = "notifications/messages/work_finished.txt"
    action = _("See what came of it")
    reason = _("You get this because you started this work.")

    @cached_property
    def _job(self) -> Job:
        job = Job.objects.filter(uuid=self.job, state__in=Job.FINISHED).first()
        if job is None:
            raise NothingToSay(str(self.job))
        return job

    def sentence(self, to: Recipient) -> str:
        shown = (
            gettext("Done: %(title)s")
            if self._job.state == Job.State.DONE
            else gettext("Stopped before its end: %(title)s")
        )
        return shown % {"title": self._job.title}

    def values(self, to: Recipient) -> dict[str, Any]:
        return {
            "title": self._job.title,
            "said": self._job.message,
            "is_done": self._job.state == Job.State.DONE,
        }

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        finished = self._job.finished_at
        return [(gettext("Ended"), recipients.moment(finished) if finished else "")]

    def path(self, to: Recipient) -> str:
        return self._job.result_url
