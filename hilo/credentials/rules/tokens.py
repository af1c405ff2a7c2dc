"""A credential as compact VC-JWT, signed with Ed25519: what section 8.2 of Open Badges 3.0 calls JSON Web Token proof.

The credential itself is the payload; beside its own members stand the registered claims, which repeat four of them.
`joserfc` is loaded by the functions that sign and verify: a web process that does neither does not carry it.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import keys, multibase, strictjson
from .keys import SigningKey

if TYPE_CHECKING:
    from joserfc.jwk import Key
    from joserfc.jws import JWSRegistry

CLAIMS = frozenset({"iss", "jti", "sub", "nbf", "exp", "iat", "aud", "vc"})
# Names of algorithms a foreign token may say, each with the kind of key that belongs to it: an algorithm never decides
# what a key is taken for. `none` and those with a shared secret are not among them.
ALGORITHMS = {"EdDSA": "OKP", "Ed25519": "OKP", "RS256": "RSA", "ES256": "EC"}
_PUBLIC = (
    "kty",
    "crv",
    "x",
    "y",
    "n",
    "e",
)  # a key that comes with its private half is used without it
LONGEST = 400_000  # characters of a token
_HEADER, _PAYLOAD, _SIGNATURE = 16_000, 300_000, 2_000  # bytes


class Malformed(ValueError):
    """A text that is no token; `code` says why: `parts`, `base64`, `json`, `large`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Token:
    """A token taken apart. Nothing in it is verified."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]
    credential: dict[str, Any]


def sign(credential: dict[str, Any], key: SigningKey) -> str:
    """The credential as a token, signed by `key`, whose address stands in the header."""
    from joserfc import jws

    header = {"alg": "EdDSA", "typ": "JWT", "kid": key.id}
    payload = json.dumps(
        credential | claims_of(credential), ensure_ascii=False, separators=(",", ":")
    )
    return jws.serialize_compact(
        header, payload.encode("utf-8"), _private(key.seed), registry=_registry()
    )


def claims_of(credential: dict[str, Any]) -> dict[str, Any]:
    """The registered claims that repeat what `credential` says: who, which, about whom, from when, until when."""
    issuer, subject = credential["issuer"], credential["credentialSubject"]
    claims = {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": credential.get("id"),
        "sub": subject.get("id"),
        "nbf": _seconds(credential.get("validFrom")),
        "exp": _seconds(credential.get("validUntil")),
    }
    return {name: value for name, value in claims.items() if value is not None}


def unpack(text: str) -> Token:
    """The token taken apart, unverified; raises `Malformed`."""
    if len(text) > LONGEST:
        raise Malformed("large")
    parts = text.split(".")
    if len(parts) != 3 or not all(parts):
        raise Malformed("parts")
    header, claims = _object(parts[0]), _object(parts[1])
    _bytes(parts[2])
    return Token(text, header, claims, _credential(claims))


def is_signed_by(text: str, public: bytes) -> bool:
    """Whether the owner of the Ed25519 key `public` signed this token."""
    return is_signed_with(
        text, {"kty": "OKP", "crv": "Ed25519", "x": multibase.to_base64url(public)}
    )


def is_signed_with(text: str, jwk: dict[str, Any]) -> bool:
    """Whether the owner of the key `jwk` signed this token; raises ValueError for a key that cannot be used."""
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    header = unpack(text).header
    if ALGORITHMS.get(str(header.get("alg"))) != jwk.get("kty"):
        return False
    try:
        key = import_key({name: jwk[name] for name in _PUBLIC if name in jwk})
    except (JoseError, TypeError, ValueError) as error:
        raise ValueError("not a usable key") from error
    try:
        jws.deserialize_compact(text, key, registry=_registry())
    except (JoseError, ValueError):
        return False
    return True


@lru_cache(maxsize=1)
def _registry() -> JWSRegistry:
    """Room for a header with a key in it, and `EdDSA`: RFC 9864 renames it, and no verifier of badges follows yet."""
    from joserfc import jws

    eddsa = copy.copy(jws.JWSRegistry.algorithms["EdDSA"])
    eddsa.security_warning = None

    class Registry(jws.JWSRegistry):
        max_header_length = _HEADER
        max_payload_length = _PAYLOAD
        max_signature_length = _SIGNATURE
        algorithms = {**jws.JWSRegistry.algorithms, "EdDSA": eddsa}

    return Registry(algorithms=list(ALGORITHMS), strict_check_header=False)


def _private(seed: bytes) -> Key:
    from joserfc.jwk import OKPKey

    return OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": multibase.to_base64url(keys.public_of(seed)),
            "d": multibase.to_base64url(seed),
        }
    )


def _credential(claims: dict[str, Any]) -> dict[str, Any]:
    """The credential in the payload: the payload itself, or its claim `vc` in the older way of writing."""
    inner = claims.get("vc")
    if isinstance(inner, dict) and "credentialSubject" not in claims:
        return inner
    return {name: value for name, value in claims.items() if name not in CLAIMS}


def _object(part: str) -> dict[str, Any]:
    try:
        found = strictjson.read(_bytes(part))
    except ValueError as error:
        raise error if isinstance(error, Malformed) else Malformed("json") from error
    if not isinstance(found, dict):
        raise Malformed("json")
    return found


def _bytes(part: str) -> bytes:
    try:
        return multibase.from_base64url(part)
    except ValueError as error:
        raise Malformed("base64") from error


def _seconds(at: str | None) -> int | None:
    return int(dt.datetime.fromisoformat(at).timestamp()) if at else None
