"""What is said about belonging to an organisation: asked, offered, answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation
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
    action = pgettext_lazy("button", "Answer")
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
    action = pgettext_lazy("button", "Answer")
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
