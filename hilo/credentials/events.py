"""What has happened to templates, certificates and keys. Ids only: no event holds a name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class TemplateAdded(Event):
    """Something may be certified in its words from now on."""

    template: UUID
    sentence = _("%(actor)s added a template of certificates.")


@dataclass(frozen=True)
class TemplateChanged(Event):
    """The named `fields` changed, for what is issued from now on; what was issued stays as it was."""

    template: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the template of certificates.")


@dataclass(frozen=True)
class TemplateRetired(Event):
    """Nothing new is certified with it; what was issued stays."""

    template: UUID
    sentence = _("%(actor)s retired the template of certificates.")


@dataclass(frozen=True)
class TemplateTakenUpAgain(Event):
    """A retired template is offered again."""

    template: UUID
    sentence = _("%(actor)s took the template of certificates up again.")


@dataclass(frozen=True)
class AchievementAdded(Event):
    """A certificate can be issued for it."""

    achievement: UUID
    sentence = _("%(actor)s added an achievement that can be certified.")


@dataclass(frozen=True)
class AchievementChanged(Event):
    """The named `fields` changed, for what is issued from now on."""

    achievement: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the achievement.")


@dataclass(frozen=True)
class BatchOrdered(Event):
    """So many `people` shall get a certificate; the work goes on in the background."""

    batch: UUID
    achievement: UUID
    people: int
    sentence = _("%(actor)s ordered certificates: %(people)s.")


@dataclass(frozen=True)
class CertificateIssued(Event):
    """The record is frozen and signed and has its number; its file follows.

    Told once for each certificate, also for those that replace another.
    """

    certificate: UUID
    achievement: UUID
    person: UUID
    number: str
    sentence = _("%(actor)s issued the certificate %(number)s.")


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """It proves nothing any more; whoever verifies it reads the reason."""

    certificate: UUID
    achievement: UUID
    person: UUID
    number: str
    sentence = _("%(actor)s revoked the certificate %(number)s.")


@dataclass(frozen=True)
class CertificateReplaced(Event):
    """Another one, `successor`, stands in its place; whoever verifies it is led there."""

    certificate: UUID
    successor: UUID
    number: str
    sentence = _("%(actor)s replaced the certificate %(number)s by a new one.")


@dataclass(frozen=True)
class NameOnCertificates(Event):
    """The holder decided whether their name stays on a certificate after erasure."""

    certificate: UUID
    keeps: bool


@dataclass(frozen=True)
class KeyRotated(Event):
    """What is issued from now on is signed with a new key; the old one is still published."""

    key: str
    sentence = _("%(actor)s made a new key to sign certificates with.")


@dataclass(frozen=True)
class KeyWithdrawn(Event):
    """A key is no longer published: what it signed fails when it is verified."""

    key: str
    sentence = _("%(actor)s withdrew a key that signed certificates.")
