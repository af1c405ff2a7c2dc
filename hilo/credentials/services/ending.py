"""What ends a certificate: a reason that whoever verifies it reads, or another certificate in its place."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.core.events import publish
from hilo.core.time import now
from hilo.credentials.enums import State
from hilo.credentials.events import CertificateReplaced, CertificateRevoked
from hilo.credentials.messages import CertificateWithdrawn
from hilo.credentials.models import Certificate
from hilo.credentials.problems import HolderErased, NotValidAnyMore, SayWhy
from hilo.credentials.services import issuing, printing
from hilo.notifications import services as notifications


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Any) -> Certificate:
    """Let it prove nothing any more, and tell its holder why. Raises `SayWhy`, `NotValidAnyMore`."""
    row = _end(certificate, State.REVOKED, reason)
    event = CertificateRevoked(row.uuid, row.achievement.uuid, row.person.uuid, row.number)
    publish(event, by=by, subject=("certificate", row.uuid))
    notifications.notify(row.person, CertificateWithdrawn(row.uuid))
    return row


@transaction.atomic
def reissue(certificate: Certificate, *, reason: str, by: Any, language: str = "") -> Certificate:
    """A new certificate in place of this one, with a new number and today's words and name.

    In `language`, or in that of the old one. The old one is replaced: whoever verifies it is led to the
    new one. Raises `SayWhy`, `NotValidAnyMore`, `HolderErased`, `TemplateRetired`.
    """
    if certificate.person.is_erased:
        raise HolderErased
    achievement = certificate.achievement
    issuing.hold(achievement)
    old = _end(certificate, State.REPLACED, reason)
    order = issuing.Order(achievement, language or old.language, by, replaces=old)
    new = issuing.make([old.person], order)[0]
    publish(
        CertificateReplaced(old.uuid, new.uuid, old.number),
        by=by,
        subject=("certificate", old.uuid),
    )
    printing.soon(new)
    return new


def _end(certificate: Certificate, state: State, reason: str) -> Certificate:
    """Change the state of a certificate that is still valid; whoever comes second reads that."""
    if not reason.strip():
        raise SayWhy(field="reason")
    rows = Certificate.objects.select_for_update(of=("self",))
    row = rows.select_related("achievement__template", "person__territory").get(pk=certificate.pk)
    if row.state != State.VALID:
        raise NotValidAnyMore(number=row.number)
    row.state, row.reason, row.ended_at = state, reason.strip()[:500], now()
    row.save(update_fields=["state", "reason", "ended_at"])
    return row
