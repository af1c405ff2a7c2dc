"""What a credential says, picked out for people: its texts in the language it names, or in the first that it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..badges import RIGHT_TO_LEFT
from .opening import Opened
from .reports import Achieved, Party
from .structure import when

LONGEST = 5_000  # characters of one text that are shown


def said_by(opened: Opened) -> dict[str, Any]:
    """The members of a `Report` that repeat the credential; whatever is not as it should be is empty."""
    credential = opened.credential
    language, direction = _language(credential)
    return {
        "issuer": _party(credential.get("issuer"), language),
        "holder": _holder(_object(credential.get("credentialSubject"))),
        "achievement": _achieved(_object(credential.get("credentialSubject")), language),
        "credential_id": _plain(credential.get("id")),
        "name": _text(credential.get("name"), language),
        "language": language,
        "direction": direction,
        "awarded": when(credential.get("awardedDate")),
    }


def _language(credential: Mapping[str, Any]) -> tuple[str, str]:
    """The language and direction that the contexts name, or that of the achievement; empty if nothing says."""
    language = direction = ""
    contexts = credential.get("@context")
    for one in contexts if isinstance(contexts, list) else []:
        if isinstance(one, dict):
            language = _plain(one.get("@language")) or language
            direction = _plain(one.get("@direction")) or direction
    if not language:
        subject = _object(credential.get("credentialSubject"))
        language = _plain(_object(subject.get("achievement")).get("inLanguage"))
    if direction not in ("ltr", "rtl"):
        direction = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr" if language else ""
    return language, direction


def _party(value: Any, language: str) -> Party:
    if isinstance(value, str):
        return Party(id=_plain(value))
    party = _object(value)
    return Party(
        _plain(party.get("id")), _text(party.get("name"), language), _plain(party.get("url"))
    )


def _holder(subject: Mapping[str, Any]) -> Party:
    """Whom it is about; an address in clear text is not repeated."""
    listed = subject.get("identifier")
    identities = [
        one for one in (listed if isinstance(listed, list) else [listed]) if isinstance(one, dict)
    ]
    names = [_plain(one.get("identityHash")) for one in identities if _is_name(one)]
    hashes = tuple(
        (_plain(one.get("identityHash")), _plain(one.get("salt")))
        for one in identities
        if one.get("hashed") is True
    )
    return Party(_plain(subject.get("id")), names[0] if names else "", hashes=hashes)


def _is_name(identity: Mapping[str, Any]) -> bool:
    return identity.get("identityType") == "name" and identity.get("hashed") is False


def _achieved(subject: Mapping[str, Any], language: str) -> Achieved:
    achievement = _object(subject.get("achievement"))
    return Achieved(
        id=_plain(achievement.get("id")),
        name=_text(achievement.get("name"), language),
        description=_text(achievement.get("description"), language),
        criteria=_text(_object(achievement.get("criteria")).get("narrative"), language),
        kind=_plain(achievement.get("achievementType")),
    )


def _text(value: Any, language: str) -> str:
    if isinstance(value, dict):
        fitting = value.get("@value", value.get(language))
        value = fitting if fitting is not None else next(iter(value.values()), "")
    return _plain(value)


def _plain(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
