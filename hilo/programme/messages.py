"""What is said of adopted policies: a report waits, was accepted, came back; somebody should ask again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient
from hilo.programme.models import Policy


@dataclass(frozen=True)
class OfPolicy(Message):
    """Base of messages about a policy; `at` tells one time that it is said from the next."""

    policy: UUID
    at: dt.datetime | None = None

    @cached_property
    def found(self) -> Policy:
        found = Policy.objects.filter(uuid=self.policy).first()
        if found is None:
            raise NothingToSay
        return found

    @cached_property
    def last_words(self) -> str:
        """What came with the last step."""
        step = self.found.steps.first()
        return step.words if step else ""

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"policy": str(self.found)}

    def path(self, to: Recipient) -> str:
        return self.found.get_absolute_url()


@dataclass(frozen=True)
class PolicyWaits(OfPolicy):
    """A report waits for an answer; told to the coordinators whom it concerns."""

    name = "programme.policy_waits"
    category = "programme"
    about = _("A reported policy waits for an answer")
    subject = _("Reported as adopted: %(policy)s")
    template = "programme/messages/policy_waits.txt"
    action = _("Read and answer")
    reason = _("You get this because you coordinate where it was decided.")

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        place = str(self.found.place) if self.found.place else ""
        return [(gettext("Who decided"), self.found.decided_by), (gettext("Place"), place)]

    def path(self, to: Recipient) -> str:
        return reverse("programme:answer_policy", args=[self.policy])


@dataclass(frozen=True)
class PolicyAccepted(OfPolicy):
    """A coordinator verified what somebody reported."""

    name = "programme.policy_accepted"
    category = "programme"
    about = _("A policy that you reported is verified")
    subject = _("Verified: %(policy)s")
    template = "programme/messages/policy_accepted.txt"
    action = _("See its page")
    reason = _("You get this because you reported it.")


@dataclass(frozen=True)
class PolicyQuestioned(OfPolicy):
    """A coordinator asks something before the report is verified."""

    name = "programme.policy_questioned"
    category = "invitations"
    about = _("A question about a policy that you reported")
    subject = _("A question about “%(policy)s”")
    template = "programme/messages/policy_questioned.txt"
    action = pgettext_lazy("button", "Answer")
    reason = _("You get this because you reported it.")

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [(gettext("Question"), self.last_words)]


@dataclass(frozen=True)
class PolicyTakenBack(OfPolicy):
    """A coordinator took somebody's report back, and says why."""

    name = "programme.policy_taken_back"
    category = "invitations"
    about = _("A policy that you reported was taken back")
    subject = _("Taken back: %(policy)s")
    template = "programme/messages/policy_taken_back.txt"
    action = _("Read why")
    reason = _("You get this because you reported it.")

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [(gettext("Reason"), self.last_words)]


@dataclass(frozen=True)
class PolicyToFollowUp(Message):
    """The day has come on which somebody wanted to ask again; `on` tells one such day from the next."""

    policy: UUID
    on: dt.date | None = None

    name = "programme.policy_to_follow_up"
    category = "reminders"
    about = _("It is time to ask what came of a policy")
    subject = _("What came of “%(policy)s”?")
    template = "programme/messages/policy_to_follow_up.txt"
    action = _("Tell what came of it")
    reason = _("You get this because you reported it, or coordinate where it was decided.")

    @cached_property
    def found(self) -> Policy:
        found = Policy.objects.adopted().filter(uuid=self.policy).first()
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"policy": str(self.found)}

    def path(self, to: Recipient) -> str:
        return reverse("programme:follow_up_policy", args=[self.policy])
