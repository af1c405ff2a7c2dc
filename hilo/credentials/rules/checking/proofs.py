"""The proof: whether the signature fits, and whether the key that it fits is the issuer's.

Both must hold. A signature that fits a key which anybody could have made proves nothing, and is never told as proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import documents, keys, multibase, tokens
from ..tokens import Token
from . import dates, integrity, methods
from .opening import Opened
from .reports import FAILED, NOT_CHECKED, OK, Check, Parameter
from .sources import Sources, Unavailable
from .structure import when

Fits = Callable[[Mapping[str, Any]], bool]  # whether a signature fits a key


@dataclass(frozen=True)
class Proof:
    """The check `proof`, and whether one of our own keys made it."""

    check: Check
    is_ours: bool = False


def check(opened: Opened, sources: Sources, now: dt.datetime) -> Proof:
    """The check `proof` of a token, or of the first proof inside a credential that can be checked."""
    if opened.token is not None:
        return _of_token(opened.token, opened.credential, sources)
    proofs = [one for one in _list(opened.credential.get("proof")) if isinstance(one, dict)]
    if not proofs:
        return _failed("proof.missing")
    known = [one for one in proofs if _is_known(one)]
    if not known:
        return _unknown(proofs[0])
    return _of_document(opened.credential, known[0], sources, now)


def issuer_of(credential: Mapping[str, Any]) -> str:
    """The address of who says to have issued it, empty if nobody does."""
    issuer = credential.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def _of_token(token: Token, credential: Mapping[str, Any], sources: Sources) -> Proof:
    algorithm = token.header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or algorithm.startswith("HS"):
        return _failed("proof.unsafe", algorithm=str(algorithm)[:20])
    if algorithm not in tokens.ALGORITHMS:
        return _unchecked("proof.algorithm", algorithm=algorithm[:20])
    for claim in _claims_that_differ(token, credential):
        return _failed("proof.claims", claim=claim)
    issuer = issuer_of(credential) or _text(token.claims.get("iss"))
    method, inside = _method_of(token, issuer), token.header.get("jwk")
    if not method:
        return (
            _by_key_inside(token, inside)
            if isinstance(inside, dict)
            else _unchecked("proof.key_unnamed")
        )
    return _by_method(
        method, issuer, lambda jwk: tokens.is_signed_with(token.text, dict(jwk)), sources
    )


def _of_document(
    credential: Mapping[str, Any], proof: Mapping[str, Any], sources: Sources, now: dt.datetime
) -> Proof:
    if proof.get("proofPurpose") != "assertionMethod":
        return _failed("proof.purpose", purpose=str(proof.get("proofPurpose"))[:60])
    end = when(proof.get("expires"))
    if end and end < now:
        return _failed("proof.expired", until=end)
    try:
        signature = multibase.decode(_text(proof.get("proofValue")))
    except ValueError:
        return _failed("proof.value_unreadable")
    method = _text(proof.get("verificationMethod"))
    return _by_method(method, issuer_of(credential), _fits(credential, proof, signature), sources)


def _fits(credential: Mapping[str, Any], proof: Mapping[str, Any], signature: bytes) -> Fits:
    def fits(jwk: Mapping[str, Any]) -> bool:
        if jwk.get("crv") != "Ed25519":
            raise ValueError("not an Ed25519 key")
        public = multibase.from_base64url(_text(jwk.get("x")))
        return keys.is_signature(signature, integrity.signed_bytes(credential, proof), public)

    return fits


def _by_method(method: str, issuer: str, fits: Fits, sources: Sources) -> Proof:
    """The verdict by the key at the address `method`; every way in which it cannot be had is told."""
    try:
        return _verdict(method, issuer, fits, sources)
    except methods.Unresolved as error:
        return Proof(error.check)
    except integrity.Unsure as error:
        return _unchecked(error.code, detail=error.detail)
    except ValueError:
        return _unchecked("proof.key_kind", key=method)


def _verdict(method: str, issuer: str, fits: Fits, sources: Sources) -> Proof:
    inside = methods.named_in(method)
    try:
        found = methods.resolve(method, sources)
    except Unavailable as error:
        if inside is None:
            return Proof(Check("proof", NOT_CHECKED, "proof.key_unreachable", error.parameters))
        if not fits(inside):
            return _failed("proof.broken", key=method)
        return Proof(Check("proof", NOT_CHECKED, "proof.key_unconfirmed", error.parameters))
    if not fits(found.jwk):
        return _failed("proof.broken", key=method)
    untied = methods.tie(found, issuer)
    return Proof(
        untied or Check("proof", OK, "proof.ok", {"key": method}), found.is_ours and not untied
    )


def _by_key_inside(token: Token, jwk: dict[str, Any]) -> Proof:
    """A token that brings its key along shows at most that nobody changed it since."""
    try:
        fits = tokens.is_signed_with(token.text, jwk)
    except ValueError:
        return _failed("proof.method_unreadable", method="jwk")
    return _unchecked("proof.key_brought_along") if fits else _failed("proof.broken", key="jwk")


def _method_of(token: Token, issuer: str) -> str:
    """The address of the key: `kid`, completed by the issuer's identifier where it is only the end of one."""
    kid = _text(token.header.get("kid"))
    if not kid:
        return issuer if issuer.startswith((documents.KEY, methods.JWK)) else ""
    if ":" in kid:
        return kid
    return f"{issuer}#{kid.removeprefix('#')}"


def _claims_that_differ(token: Token, credential: Mapping[str, Any]) -> list[str]:
    """The registered claims that say something else than the credential; one that is missing says nothing."""
    start, end = (when(credential.get(name)) for name in dates.names(credential))
    subject = credential.get("credentialSubject")
    said = {
        "iss": issuer_of(credential) or None,
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": start and int(start.timestamp()),
        "exp": end and int(end.timestamp()),
    }
    claims = token.claims
    return [
        name
        for name, value in said.items()
        if value is not None and claims.get(name, value) != value
    ]


def _is_known(proof: Mapping[str, Any]) -> bool:
    return proof.get("type") == "DataIntegrityProof" and proof.get("cryptosuite") == integrity.SUITE


def _unknown(proof: Mapping[str, Any]) -> Proof:
    suite = proof.get("cryptosuite") or proof.get("type")
    return _unchecked("proof.suite", suite=str(suite)[:60])


def _failed(code: str, **parameters: Parameter) -> Proof:
    return Proof(Check("proof", FAILED, code, parameters))


def _unchecked(code: str, **parameters: Parameter) -> Proof:
    return Proof(Check("proof", NOT_CHECKED, code, parameters))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
