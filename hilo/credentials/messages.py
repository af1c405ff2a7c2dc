"""What holders are told: that they have a certificate, and that it no longer holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.credentials.enums import State
from hilo.credentials.models import Certificate
from hilo.notifications import recipients
from hilo.notifications.categories import Category, categories
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient

CATEGORY = categories.add(
    Category(
        "certificates",
        _("Your certificates"),
        _("A certificate is issued to you, replaced or revoked."),
        order=45,
    )
)


@dataclass(frozen=True)
class OfCertificate(Message):
    """About one certificate, to its holder."""

    certificate: UUID

    @cached_property
    def _found(self) -> Certificate:
        found = Certificate.objects.filter(uuid=self.certificate).first()
        if found is None:
            raise NothingToSay(str(self.certificate))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name, "achievement": self._found.content["achievement"]}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        found = self._found
        return [
            (gettext("Certificate"), found.content["achievement"]),
            (gettext("Number"), found.number),
            (gettext("Issued"), recipients.day(found.issued_on)),
            (gettext("Reason"), found.reason),
        ]

    def path(self, to: Recipient) -> str:
        return reverse("credentials:mine")


@dataclass(frozen=True)
class CertificateReady(OfCertificate):
    """It is issued, and can be shown."""

    name = "credentials.ready"
    category = "certificates"
    about = _("A certificate that was issued")
    subject = _("Your certificate: %(achievement)s")
    template = "credentials/messages/ready.txt"
    action = _("See my certificate")
    reason = _("You get this because a certificate was issued to you.")

    def values(self, to: Recipient) -> dict[str, Any]:
        if self._found.state != State.VALID:
            raise NothingToSay(str(self.certificate))
        replaces = self._found.replaces
        return super().values(to) | {"replaces": replaces.number if replaces else ""}


@dataclass(frozen=True)
class CertificateWithdrawn(OfCertificate):
    """It was revoked, and why."""

    name = "credentials.withdrawn"
    category = "certificates"
    about = _("A certificate that was revoked")
    subject = _("Your certificate was revoked: %(achievement)s")
    template = "credentials/messages/withdrawn.txt"
    action = _("See my certificates")
    reason = _("You get this because a certificate that you hold was revoked.")

    def values(self, to: Recipient) -> dict[str, Any]:
        return super().values(to) | {"reason": self._found.reason}
