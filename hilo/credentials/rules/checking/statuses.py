"""Status: whether the issuer has taken a credential back since.

A list is only believed if its own proof holds and it comes from the issuer of the credential. Of credentials whose
proof failed nothing is asked: a forger could make us ask anybody anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .. import statuslists
from . import dates, proofs
from .opening import Opened, Unopened, opened
from .proofs import Proof
from .reports import FAILED, NOT_CHECKED, OK, Check, Parameter
from .sources import Sources, Unavailable

BITSTRING = ("BitstringStatusListEntry", "StatusList2021Entry")
REVOCATIONS = "1EdTechRevocationList"
_TAKEN_BACK = {"revocation": "status.revoked", "suspension": "status.suspended"}


def check(credential: Mapping[str, Any], proof: Proof, sources: Sources, now: dt.datetime) -> Check:
    """The check `status`: the worst of what the entries say."""
    entries = [one for one in _list(credential.get("credentialStatus")) if isinstance(one, dict)]
    if not entries:
        return Check("status", OK, "status.none")
    if proof.check.verdict == FAILED:
        return Check("status", NOT_CHECKED, "status.pointless")
    found = [_of_entry(entry, credential, sources, now) for entry in entries]
    return min(found, key=lambda one: (FAILED, NOT_CHECKED, OK).index(one.verdict))


def _of_entry(
    entry: Mapping[str, Any], credential: Mapping[str, Any], sources: Sources, now: dt.datetime
) -> Check:
    kinds = _list(entry.get("type"))
    try:
        if any(kind in BITSTRING for kind in kinds):
            return _of_bit(entry, credential, sources, now)
        if REVOCATIONS in kinds:
            return _of_revocations(entry, credential, sources)
    except Unavailable as error:
        return Check("status", NOT_CHECKED, "status.unreachable", error.parameters)
    return _unchecked("status.kind", kind=str(entry.get("type"))[:60])


def _of_bit(
    entry: Mapping[str, Any], credential: Mapping[str, Any], sources: Sources, now: dt.datetime
) -> Check:
    url, index, purpose = (
        entry.get("statusListCredential"),
        _index(entry),
        entry.get("statusPurpose", "revocation"),
    )
    if not isinstance(url, str) or index is None or not isinstance(purpose, str):
        return _unchecked("status.entry_unreadable")
    if str(entry.get("statusSize", 1)) != "1":
        return _unchecked("status.kind", kind="statusSize")
    try:
        listed = opened(sources.bytes_at(url))
    except Unopened:
        return _unchecked("status.list_unreadable", url=url)
    distrusted = _distrust(listed, credential, url, sources, now)
    return distrusted or _bit(listed, url, index, purpose)


def _distrust(
    listed: Opened, credential: Mapping[str, Any], url: str, sources: Sources, now: dt.datetime
) -> Check | None:
    """What keeps us from believing the list, None if nothing does."""
    if proofs.issuer_of(listed.credential) != proofs.issuer_of(credential):
        return _unchecked("status.list_of_another", url=url)
    proof = proofs.check(listed, sources, now).check
    if proof.verdict != OK:
        return _unchecked("status.list_unproven", url=url, why=proof.code)
    if dates.check(listed, now).verdict == FAILED:
        return _unchecked("status.list_outdated", url=url)
    return None


def _bit(listed: Opened, url: str, index: int, purpose: str) -> Check:
    subject = listed.credential.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, dict) else None
    if (
        not isinstance(subject, dict)
        or not isinstance(encoded, str)
        or purpose not in _list(subject.get("statusPurpose"))
    ):
        return _unchecked("status.list_unreadable", url=url)
    try:
        is_set = statuslists.is_set(statuslists.decode(encoded), index)
    except (statuslists.Unreadable, IndexError):
        return _unchecked("status.list_unreadable", url=url)
    if is_set and purpose in _TAKEN_BACK:
        return Check("status", FAILED, _TAKEN_BACK[purpose], {"url": url})
    return Check("status", OK, "status.ok", {"url": url})


def _of_revocations(
    entry: Mapping[str, Any], credential: Mapping[str, Any], sources: Sources
) -> Check:
    """1EdTech's older list of the identifiers that were taken back; it has no proof but the host that it comes from."""
    url = str(entry.get("id", ""))
    document = sources.document_at(url)
    listed = document.get("revokedCredential")
    if document.get("issuer") != proofs.issuer_of(credential) or not isinstance(listed, list):
        return _unchecked("status.list_unreadable", url=url)
    for one in listed:
        if (
            isinstance(one, dict)
            and one.get("id") == credential.get("id")
            and one.get("revoked", True)
        ):
            return Check("status", FAILED, "status.revoked", {"url": url})
    return Check("status", OK, "status.ok", {"url": url})


def _index(entry: Mapping[str, Any]) -> int | None:
    said = entry.get("statusListIndex")
    text = str(said) if isinstance(said, int | str) and not isinstance(said, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _unchecked(code: str, **parameters: Parameter) -> Check:
    return Check("status", NOT_CHECKED, code, parameters)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
