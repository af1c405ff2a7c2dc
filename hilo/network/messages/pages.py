"""What is said of a page: it waits, is listed, came back, wants its confirmation, was merged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.core.registries import kinds
from hilo.network.models import Merge, Profile, ReviewStep
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient


@dataclass(frozen=True)
class OfPage(Message):
    """Base of messages about the page of an organisation or a cluster; `at` tells one year from the next."""

    kind: str
    profile: UUID
    at: dt.datetime | None = None

    @cached_property
    def found(self) -> Profile:
        found = kinds.get(self.kind).find(self.profile)
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"page": str(self.found)}

    def path(self, to: Recipient) -> str:
        return str(self.found.get_absolute_url())  # type: ignore[attr-defined]


@dataclass(frozen=True)
class PageWaits(OfPage):
    """A page waits for its review; told to the coordinators whom it concerns."""

    name = "network.page_waits"
    category = "programme"
    about = _("A page waits for review")
    subject = _("%(page)s asks to enter the directory")
    template = "network/messages/page_waits.txt"
    action = _("Review the page")
    reason = _("You get this because you coordinate where it is.")

    def path(self, to: Recipient) -> str:
        return reverse(f"network:review_{self.kind}", args=[self.found.slug])


@dataclass(frozen=True)
class PageListed(OfPage):
    """A page entered the directory; told to whoever writes it."""

    name = "network.page_listed"
    category = "programme"
    about = _("A page of yours is in the directory")
    subject = _("%(page)s is in the directory")
    template = "network/messages/page_listed.txt"
    action = _("See the page")
    reason = _("You get this because you write this page.")


@dataclass(frozen=True)
class PageReturned(OfPage):
    """A page came back to whoever writes it, with the reason."""

    name = "network.page_returned"
    category = "invitations"
    about = _("A page of yours was returned")
    subject = _("%(page)s was returned with a reason")
    template = "network/messages/page_returned.txt"
    action = _("Go on writing")
    reason = _("You get this because you write this page.")

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        steps = ReviewStep.objects.filter(subject_uuid=self.profile, verb="return")
        last = steps.order_by("-at").first()
        return [(gettext("Reason"), last.reason)] if last else []


@dataclass(frozen=True)
class PageToConfirm(OfPage):
    """A year has nearly passed since somebody said that a page is true."""

    name = "network.page_to_confirm"
    category = "reminders"
    about = _("A page of yours wants its yearly confirmation")
    subject = _("Is %(page)s still as its page says?")
    template = "network/messages/page_to_confirm.txt"
    action = _("Look and confirm")
    reason = _("You get this because you write this page.")


@dataclass(frozen=True)
class PagesMerged(Message):
    """Two pages told of the same organisation and are one now; told to whoever wrote either."""

    merge: UUID

    name = "network.pages_merged"
    category = "programme"
    about = _("A page of yours was merged with another")
    subject = _("%(gone)s and %(kept)s are one page now")
    template = "network/messages/pages_merged.txt"
    action = _("See the page")
    reason = _("You get this because you write one of the two pages.")

    @cached_property
    def found(self) -> Merge:
        rows = Merge.objects.select_related("kept", "gone")
        found = rows.filter(uuid=self.merge, undone_at=None).first()
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"kept": str(self.found.kept), "gone": str(self.found.gone)}

    def path(self, to: Recipient) -> str:
        return self.found.kept.get_absolute_url()
