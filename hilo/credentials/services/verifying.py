"""Verifying what strangers hand in: a code, a link, a token, JSON, a picture, the file of a certificate."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from hilo.core.time import now
from hilo.credentials import addresses, fetching
from hilo.credentials.models import Certificate, StatusList
from hilo.credentials.rules import checking, codes, documents, tokens
from hilo.credentials.rules.checking import Report
from hilo.credentials.rules.fetching import Unfetched
from hilo.credentials.services import keys, statuses

PDF = b"%PDF-"
BADGE = re.compile(
    r"\{.*|[\w-]+\.[\w-]*\.[\w-]*\Z", re.ASCII | re.DOTALL
)  # JSON or a token, however short
OURS = re.compile(r"/v/([^/]+)/?\Z")


@dataclass(frozen=True)
class Answer:
    """What came of it: a code of ours to be shown, or a report about a badge, or a file that nobody knows."""

    code: str = ""
    report: Report | None = None
    is_unknown_file: bool = False
    fetched_from: str = ""
    unfetched: Unfetched | None = None


def verify_text(text: str) -> Answer:
    """`text` is a code, an address, a token or JSON; never inside a transaction: it may fetch."""
    said = text.strip()
    if said.startswith(("http://", "https://")) and not re.search(r"\s", said):
        return _verify_address(said)
    if not BADGE.match(said) and _is_like_a_code(said):
        return Answer(code=codes.normalise(said))
    return _of_badge(said.encode())


def _of_badge(content: bytes) -> Answer:
    """Our own JSON, which bears no signature, leads to its certificate; anything else is checked."""
    code = _issued_as(content)
    return Answer(code=code) if code else Answer(report=check(content))


def _issued_as(content: bytes) -> str:
    """The code of the certificate whose signed token says exactly what this JSON says; else ""."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    parts = urlsplit(str(said.get("id", ""))[:300]) if isinstance(said, dict) else urlsplit("")
    ours = OURS.search(parts.path) if parts.netloc == addresses.host() else None
    code = codes.normalise(ours[1]) if ours else ""
    # JSON can say letters that no database takes: a NUL, half a pair.
    found = Certificate.objects.filter(code=code).first() if code.isalnum() else None
    if found is None or not found.badge or tokens.unpack(found.badge).credential != said:
        return ""
    return found.code


def _is_like_a_code(said: str) -> bool:
    return codes.reading(said).problem == "" or len(codes.normalise(said)) <= 2 * codes.LENGTH


def _verify_address(url: str) -> Answer:
    """An address of ours leads to its certificate; what stands at another one is fetched and checked."""
    parts = urlsplit(url)
    ours = OURS.search(parts.path)
    if parts.netloc == addresses.host() and ours:
        return Answer(code=codes.normalise(ours[1]))
    known = own(url)
    try:
        content = known if known is not None else fetching.fetch(url)
    except Unfetched as problem:
        return Answer(fetched_from=url, unfetched=problem)
    return Answer(report=check(content), fetched_from=url)


def verify_file(content: bytes) -> Answer:
    """The file of a certificate is known by its hash; anything else is taken for a badge."""
    if not content.startswith(PDF):
        return _of_badge(content)
    digest = hashlib.sha256(content).hexdigest()
    found = Certificate.objects.filter(sha256=digest).values_list("code", flat=True).first()
    return Answer(code=found) if found else Answer(is_unknown_file=True)


def check(content: bytes) -> Report:
    """The report of one badge; our own keys and lists are read here, those of others fetched."""
    return checking.check(content, now=now(), fetch=fetching.fetch, own=own)


def own(url: str) -> bytes | None:
    """What this installation itself answers at `url`; None for all others."""
    if url == _own_document():
        return json.dumps(keys.document()).encode()
    found = re.fullmatch(re.escape(addresses.absolute("/credentials/status/")) + r"(\d{1,9})", url)
    listed = StatusList.objects.filter(number=int(found[1])).first() if found else None
    return statuses.signed(listed).encode() if listed else None


def _own_document() -> str:
    try:
        return documents.did_url(keys.issuer_did())
    except ValueError:  # a host without a dot, on somebody's own machine
        return addresses.absolute("/.well-known/did.json")
