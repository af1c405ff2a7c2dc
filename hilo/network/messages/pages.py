"""What the network says to people about where they work, and on which commissions they sit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hilo.core.registries import kinds
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, HandOver, Merge, Profile, ReviewStep, Seat
from hilo.notifications import recipients
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient


@dataclass(frozen=True)
class _OfAffiliation(Message):
    """Base of messages about one affiliation."""

    affiliation: UUID

    @cached_property
    def found(self) -> Affiliation:
        rows = Affiliation.objects.select_related("person", "organisation")
        found = rows.filter(uuid=self.affiliation).first()
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"person": str(self.found.person), "organisation": str(self.found.organisation)}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        told = [(gettext("Role"), self.found.role), (gettext("In their words"), self.found.words)]
        return [(label, value) for label, value in told if value]


@dataclass(frozen=True)
class AffiliationAsked(_OfAffiliation):
    """Somebody asks to be shown as part of an organisation; its stewards or a coordinator answer."""

    name = "network.affiliation_asked"
    category = "invitations"
    about = _("Somebody asks to belong to an organisation")
    subject = _("%(person)s asks to belong to %(organisation)s")
    template = "network/messages/affiliation_asked.txt"
    action = _("Answer")
    reason = _("You get this because you answer for this organisation.")

    def values(self, to: Recipient) -> dict[str, Any]:
        if self.found.state != AffiliationState.REQUESTED:
            raise NothingToSay
        return super().values(to)

    def path(self, to: Recipient) -> str:
        return reverse("network:affiliation", args=[self.affiliation])


@dataclass(frozen=True)
class AffiliationOffered(_OfAffiliation):
    """An organisation asks somebody whether they belong to it."""

    name = "network.affiliation_offered"
    category = "invitations"
    about = _("An organisation asks whether you belong to it")
    subject = _("Do you belong to %(organisation)s?")
    template = "network/messages/affiliation_offered.txt"
    action = _("Answer")
    reason = _("You get this because somebody of this organisation named you.")

    def values(self, to: Recipient) -> dict[str, Any]:
        if self.found.state != AffiliationState.INVITED:
            raise NothingToSay
        return super().values(to)

    def path(self, to: Recipient) -> str:
        return reverse("network:affiliation", args=[self.affiliation])


@dataclass(frozen=True)
class AffiliationAnswered(_OfAffiliation):
    """The answer to what was asked; `verb` is approve, accept or refuse."""

    verb: str = ""

    name = "network.affiliation_answered"
    category = "invitations"
    about = _("Whether somebody belongs to an organisation")
    subject = _("%(person)s and %(organisation)s: there is an answer")
    template = "network/messages/affiliation_answered.txt"
    action = _("See it")
    reason = _("You get this because you asked.")

    def values(self, to: Recipient) -> dict[str, Any]:
        return super().values(to) | {"is_yes": self.verb != "refuse"}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [(gettext("Reason"), self.found.answer)] if self.found.answer else []

    def path(self, to: Recipient) -> str:
        return reverse("network:affiliation", args=[self.affiliation])


@dataclass(frozen=True)
class _OfHandOver(Message):
    """Base of messages about an office that passes on."""

    hand_over: UUID

    @cached_property
    def found(self) -> HandOver:
        rows = HandOver.objects.select_related(
            "organisation", "predecessor__person", "successor__person"
        )
        found = rows.filter(uuid=self.hand_over).first()
        if found is None:
            raise NothingToSay
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {
            "organisation": str(self.found.organisation),
            "predecessor": str(self.found.predecessor.person),
            "successor": str(self.found.successor.person),
        }

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        return [
            (gettext("Role"), self.found.successor.role),
            (gettext("From"), recipients.day(self.found.on)),
        ]

    def path(self, to: Recipient) -> str:
        return self.found.organisation.get_absolute_url()


@dataclass(frozen=True)
class OfficeReceived(_OfHandOver):
    """Somebody took over an office and finds what goes with it."""

    name = "network.office_received"
    category = "invitations"
    about = _("An office that you took over")
    subject = _("%(organisation)s is in your hands now")
    template = "network/messages/office_received.txt"
    action = _("Open the page")
    reason = _("You get this because you took over an office.")


@dataclass(frozen=True)
class OfficePassedOn(_OfHandOver):
    """Somebody passed an office on and keeps what is theirs."""

    name = "network.office_passed_on"
    category = "invitations"
    about = _("An office that you passed on")
    subject = _("%(organisation)s: %(successor)s has taken over")
    template = "network/messages/office_passed_on.txt"
    action = _("See the page")
    reason = _("You get this because you held this office.")


@dataclass(frozen=True)
class Seated(Message):
    """Somebody entered this person as a member of a cluster's commission."""

    seat: UUID

    name = "network.seated"
    category = "invitations"
    about = _("A seat on a commission")
    subject = _("You sit on the commission of “%(cluster)s”")
    template = "network/messages/seated.txt"
    action = _("See your seat")
    reason = _("You get this because somebody entered you as a member of a commission.")

    @cached_property
    def _seat(self) -> Seat:
        rows = Seat.objects.filter(uuid=self.seat, person__isnull=False)
        found = rows.select_related("cluster", "organisation").first()
        if found is None:
            raise NothingToSay(str(self.seat))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name, "cluster": str(self._seat.cluster)}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        seat = self._seat
        return [
            (gettext("Cluster"), str(seat.cluster)),
            (gettext("Kind of stakeholder"), str(seat.get_stakeholder_display())),
            (pgettext("on a commission", "Task"), seat.task),
            (gettext("From"), recipients.day(seat.starts_on) if seat.starts_on else ""),
            (gettext("To"), recipients.day(seat.ends_on) if seat.ends_on else ""),
        ]

    def path(self, to: Recipient) -> str:
        return reverse("network:my_commissions")


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
