"""Checks in one line, and tokens as forgers make them."""

from __future__ import annotations

import json
from typing import Any

from hilo.credentials.rules import checking, keys, multibase, statuslists, tokens
from hilo.credentials.rules.keys import SigningKey
from tests.credentials.rules.samples import (
    DID,
    DOCUMENT,
    KEY,
    LIST,
    NOW,
    OLD_KEY,
    Web,
    our_document,
    public,
    signed,
)

ALL_OK = ["structure.ok", "types.ok", "proof.ok", "dates.open", "status.ok"]


def our_web(*revoked: int, key: SigningKey = KEY, **changed: Any) -> Web:
    """Our document and our list."""
    said = {"id": LIST, "issuer": DID, "revoked": revoked, "valid_from": NOW, **changed}
    listed = tokens.sign(statuslists.build(**said), key)
    return Web().put(DOCUMENT, our_document(public(OLD_KEY))).put(LIST, listed.encode())


def check(data: str | bytes, web: Web | None = None, **given_: Any) -> checking.Report:
    """What the check says now, with our own documents to ask unless `web` says otherwise."""
    raw = data if isinstance(data, bytes) else data.encode()
    return checking.check(raw, now=NOW, fetch=our_web() if web is None else web, **given_)


def codes_of(report: checking.Report) -> list[str]:
    """The five codes."""
    return [one.code for one in report.checks]


def jwk(seed: bytes) -> dict[str, str]:
    """The public half of `seed` as JSON Web Key."""
    return {"kty": "OKP", "crv": "Ed25519", "x": multibase.to_base64url(keys.public_of(seed))}


def with_header(header: dict[str, Any], seed: bytes) -> str:
    """The usual badge under another header, signed all the same."""
    return signed_text(header, signed().split(".")[1], seed)


def signed_text(header: dict[str, Any], payload: str, seed: bytes) -> str:
    """A token of any header and payload."""
    said = f"{multibase.to_base64url(json.dumps(header).encode())}.{payload}"
    return f"{said}.{multibase.to_base64url(signature_of(said.encode(), seed))}"


def signature_of(message: bytes, seed: bytes) -> bytes:
    """A signature by Ed25519."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)
