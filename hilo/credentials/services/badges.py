"""The same as the certificate, as an Open Badge 3.0 that any verifier reads."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from hilo.credentials import addresses
from hilo.credentials.enums import Kind
from hilo.credentials.models import Certificate
from hilo.credentials.rules import badges, tokens
from hilo.credentials.rules.keys import SigningKey
from hilo.credentials.services import keys

# What each kind is called among the achievement types of the standard.
TYPES = {
    Kind.COMPLETION: "CertificateOfCompletion",
    Kind.ATTENDANCE: "Certificate",
    Kind.TRAINER: "Certificate",
}


def signed(certificate: Certificate, key: SigningKey) -> str:
    """The badge of `certificate` as a compact VC-JWT."""
    return tokens.sign(badges.build(_badge(certificate)), key)


def sign_again(certificate: Certificate) -> None:
    """Sign the badge anew, with the key in force: after a key was withdrawn, or the address changed."""
    if certificate.badge:
        certificate.badge = signed(certificate, keys.signing())
        certificate.save(update_fields=["badge"])


def _badge(certificate: Certificate) -> badges.Badge:
    content, achievement = certificate.content, certificate.achievement
    described = content["description"] or content["text"]
    return badges.Badge(
        id=addresses.of_certificate(certificate.code),
        issuer=badges.Issuer(
            id=keys.issuer_did(), name=content["issuer"], url=content["issuer_url"]
        ),
        achievement=badges.Achievement(
            id=f"urn:uuid:{achievement.uuid}",
            name=content["achievement"],
            description=described,
            criteria=content["criteria"] or described,
            kind=TYPES[Kind(achievement.kind)],
            alignments=tuple(_alignments(certificate)),
            hours=achievement.hours,
        ),
        recipient=badges.Recipient(name=content["holder"]),
        valid_from=certificate.issued_at,
        awarded=dt.datetime.combine(certificate.issued_on, dt.time(12), dt.UTC),
        valid_until=_end_of(certificate.expires_on),
        language=certificate.language,
        name=content["title"],
        description=content["text"],
        status=badges.StatusEntry(
            addresses.of_status_list(certificate.status_list.number), certificate.status_index
        ),
        licence=certificate.number,
    )


def _alignments(certificate: Certificate) -> list[badges.Alignment]:
    """The competences that it certifies, with the page of each."""
    with translation.override(certificate.language):
        return [
            badges.Alignment(
                name=one.name.shown(certificate.language).value,
                url=addresses.absolute(one.get_absolute_url()),
                code=one.code,
            )
            for one in certificate.achievement.competences.all()
        ]


def _end_of(day: dt.date | None) -> dt.datetime | None:
    """The last second of a day where this installation is at home."""
    if day is None:
        return None
    return dt.datetime.combine(day, dt.time(23, 59, 59), ZoneInfo(settings.TIME_ZONE))
