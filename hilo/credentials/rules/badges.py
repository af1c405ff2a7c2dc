"""An Open Badge 3.0, built from what a certificate says: an AchievementCredential of the W3C data model 2.0.

The words stand in the language of the certificate, named with its direction in the context, so that every reader of
the standard knows them. A longer text that we only have in another language stands as a map (`{"es": "…"}`), which the
schema of Open Badges allows; the values with `@value` of the data model are not used: that schema refuses them. Names
are always plain: verifiers that others wrote refuse a badge whose names are maps.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Words = str | Mapping[str, str]

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "AchievementCredential")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# What an achievement can be, of the list of Open Badges 3.0, as far as networks of culture give it.
KINDS = frozenset(
    {
        "Achievement", "Assessment", "Award", "Badge", "Certificate", "CertificateOfCompletion", "Certification",
        "CommunityService", "Competency", "Course", "Fieldwork", "LearningProgram", "License", "Membership",
        "MicroCredential",
    }
)  # fmt: skip
SALT = 16  # bytes


class Incomplete(ValueError):
    """A text that the standard demands is empty; `path` says which: `achievement.criteria`."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Issuer:
    """Who issues: `id` is the did:web under which the keys are published."""

    id: str
    name: str
    url: str = ""
    email: str = ""
    description: str = ""


@dataclass(frozen=True)
class Alignment:
    """A competence that the achievement shows, at the address where it is described."""

    name: Words
    url: str
    code: str = ""
    framework: str = ""
    description: Words = ""


@dataclass(frozen=True)
class Achievement:
    """What was achieved. `hours` are hours of learning; `translations` lead to its page in other languages."""

    id: str
    name: Words
    description: Words
    criteria: Words
    kind: str = "CertificateOfCompletion"
    alignments: tuple[Alignment, ...] = ()
    hours: Fraction | float | None = None
    image: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipient:
    """Who achieved it. The e-mail address is told only as a hash with `salt`: whoever knows it can repeat that."""

    name: str = ""
    email: str = ""
    salt: str = ""
    id: str = ""


@dataclass(frozen=True)
class Evidence:
    """What shows it, at an address or in words."""

    id: str = ""
    name: Words = ""
    narrative: Words = ""


@dataclass(frozen=True)
class StatusEntry:
    """The bit that says whether the badge still holds."""

    list_url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True)
class Badge:
    """All that the badge of one certificate says. `licence` is its number, `starts` and `ends` the course's days."""

    id: str
    issuer: Issuer
    achievement: Achievement
    recipient: Recipient
    valid_from: dt.datetime
    language: str
    name: Words
    description: Words = ""
    valid_until: dt.datetime | None = None
    awarded: dt.datetime | None = None
    status: StatusEntry | None = None
    evidence: tuple[Evidence, ...] = ()
    image: str = ""
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    licence: str = ""


def build(badge: Badge) -> dict[str, Any]:
    """The credential, unsigned (see `tokens.sign`); raises `Incomplete` where a text that must be there is empty."""
    _demand(badge)
    say = Speaker(badge.language)
    return _filled(
        {
            "@context": [
                *CONTEXTS,
                {"@language": badge.language, "@direction": direction(badge.language)},
            ],
            "id": badge.id,
            "type": list(TYPES),
            "name": say.name(badge.name),
            "description": say(badge.description),
            "image": _image(badge.image),
            "issuer": _issuer(badge.issuer),
            "validFrom": moment(badge.valid_from),
            "validUntil": moment(badge.valid_until),
            "awardedDate": moment(badge.awarded),
            "credentialSubject": _subject(badge, say),
            "credentialStatus": _status(badge.status),
            "evidence": [_evidence(one, say) for one in badge.evidence],
        }
    )


class Speaker:
    """Says texts in one language: as plain text where it exists in it, else as a map of the languages there are."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, words: Words) -> Words:
        if isinstance(words, str):
            return words
        said = {language: text for language, text in words.items() if text}
        return said.get(self.language) or said

    def name(self, words: Words) -> str:
        """The text as plain text, in the first language there is if not in this one."""
        said = self(words)
        return said if isinstance(said, str) else next(iter(said.values()), "")


def direction(language: str) -> str:
    """`rtl` for languages that are written from the right, else `ltr`."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def new_salt() -> str:
    """A fresh salt; it stands in the badge, and keeps one hash from fitting in a table of everybody's."""
    return secrets.token_hex(SALT)


def hash_of(email: str, salt: str) -> str:
    """The address as Open Badges hides it: SHA-256 of address and salt, in small letters, as hex behind `sha256$`."""
    said = email.strip().lower() + salt
    return "sha256$" + hashlib.sha256(said.encode("utf-8")).hexdigest()


def moment(at: dt.datetime | None) -> str:
    """A moment in UTC to the second: `2026-11-22T09:00:00Z`; empty for none."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _demand(badge: Badge) -> None:
    demanded: dict[str, Any] = {
        "id": badge.id,
        "language": badge.language,
        "issuer.id": badge.issuer.id,
        "issuer.name": badge.issuer.name,
        "achievement.id": badge.achievement.id,
        "achievement.name": badge.achievement.name,
        "achievement.description": badge.achievement.description,
        "achievement.criteria": badge.achievement.criteria,
    }
    for path, words in demanded.items():
        if not words or not Speaker(badge.language)(words):
            raise Incomplete(path)
    if badge.achievement.kind not in KINDS:
        raise ValueError(badge.achievement.kind)


def _issuer(issuer: Issuer) -> dict[str, Any]:
    return _filled(
        {
            "id": issuer.id,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.url,
            "email": issuer.email,
            "description": issuer.description,
        }
    )


def _subject(badge: Badge, say: Speaker) -> dict[str, Any]:
    hours = badge.achievement.hours
    return _filled(
        {
            "id": badge.recipient.id,
            "type": ["AchievementSubject"],
            "identifier": _identifiers(badge.recipient),
            "activityStartDate": moment(badge.starts),
            "activityEndDate": moment(badge.ends),
            "licenseNumber": badge.licence,
            "creditsEarned": _number(hours),
            "achievement": _achievement(badge.achievement, badge, say),
        }
    )


def _achievement(achievement: Achievement, badge: Badge, say: Speaker) -> dict[str, Any]:
    return _filled(
        {
            "id": achievement.id,
            "type": ["Achievement"],
            "achievementType": achievement.kind,
            "name": say.name(achievement.name),
            "description": say(achievement.description),
            "criteria": {"narrative": say(achievement.criteria)},
            "creditsAvailable": _number(achievement.hours),
            "image": _image(achievement.image),
            "inLanguage": badge.language,
            "alignment": [_alignment(one, say) for one in achievement.alignments],
            "related": [
                {"id": url, "type": ["Related"], "inLanguage": language}
                for language, url in achievement.translations.items()
            ],
        }
    )


def _alignment(alignment: Alignment, say: Speaker) -> dict[str, Any]:
    return _filled(
        {
            "type": ["Alignment"],
            "targetName": say.name(alignment.name),
            "targetUrl": alignment.url,
            "targetCode": alignment.code,
            "targetFramework": alignment.framework,
            "targetDescription": say(alignment.description),
        }
    )


def _identifiers(recipient: Recipient) -> list[dict[str, Any]]:
    said = []
    if recipient.email:
        hidden = hash_of(recipient.email, recipient.salt)
        said.append(_identity("emailAddress", hidden, hashed=True, salt=recipient.salt))
    if recipient.name:
        said.append(_identity("name", recipient.name, hashed=False))
    return said


def _identity(kind: str, value: str, *, hashed: bool, salt: str = "") -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": "IdentityObject",
        "hashed": hashed,
        "identityHash": value,
        "identityType": kind,
    }
    return said | ({"salt": salt} if salt else {})


def _status(entry: StatusEntry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {
        "id": f"{entry.list_url}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": entry.purpose,
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.list_url,
    }


def _evidence(evidence: Evidence, say: Speaker) -> dict[str, Any]:
    return _filled(
        {
            "id": evidence.id,
            "type": ["Evidence"],
            "name": say.name(evidence.name),
            "narrative": say(evidence.narrative),
        }
    )


def _image(url: str) -> dict[str, str]:
    return {"id": url, "type": "Image"} if url else {}


def _number(hours: Fraction | float | None) -> int | float | None:
    if hours is None:
        return None
    return int(hours) if hours == int(hours) else round(float(hours), 2)


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something: no empty texts, lists and objects, none that is None."""
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}
