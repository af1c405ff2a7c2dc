"""What is said of an office that passes from one person to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.network.models import HandOver
from hilo.notifications import recipients
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient


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
