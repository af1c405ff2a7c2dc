"""Verification methods: from the address of a key to the key, and to whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from .. import documents, keys, multibase, strictjson
from .reports import FAILED, NOT_CHECKED, Check, Parameter
from .sources import Sources, Unavailable

JWK = "did:jwk:"
EXAMPLES = "did:example:"  # reserved for documentation: no such key exists
_MULTIKEY = "z6Mk"  # how every Ed25519 key begins


class Unresolved(Exception):
    """No key was found; `check` is what the check `proof` then says."""

    def __init__(self, verdict: str, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.check = Check("proof", verdict, code, parameters)


@dataclass(frozen=True)
class Found:
    """A public key as JSON Web Key, under the address that was asked for, and who controls it."""

    method: str
    jwk: Mapping[str, Any]
    controller: str
    is_ours: bool = False


def resolve(method: str, sources: Sources) -> Found:
    """The key at the address `method`; raises `Unresolved`."""
    if method.startswith(documents.KEY):
        return Found(method, _ed25519(_key_of(method)), method.split("#")[0])
    if method.startswith(JWK):
        return Found(method, _jwk_of(method), method.split("#")[0])
    return _published(method, document_url(method), sources)


def document_url(method: str) -> str:
    """Where the document with the key is; raises `Unresolved` for an address that leads nowhere."""
    scheme = method.partition(":")[0] if ":" in method else ""
    if scheme == "https":
        return method.split("#")[0]
    if scheme != "did" or method.startswith(EXAMPLES):
        raise Unresolved(FAILED, "proof.method_unknown", method=method[:200])
    if not method.startswith(documents.WEB):
        raise Unresolved(NOT_CHECKED, "proof.method_unsupported", method=method[:200])
    try:
        return documents.did_url(method.split("#")[0])
    except ValueError as error:
        raise Unresolved(FAILED, "proof.method_unknown", method=method[:200]) from error


def named_in(method: str) -> Mapping[str, Any] | None:
    """The key that stands in the address itself (`…#z6Mk…`), None if none does; raises `Unresolved` if it is garbled.

    It shows whether a signature fits the key, never whose the key is: anybody can write any key there.
    """
    fragment = method.partition("#")[2]
    if not fragment.startswith(_MULTIKEY):
        return None
    try:
        return _ed25519(keys.from_multikey(fragment))
    except ValueError as error:
        raise Unresolved(FAILED, "proof.method_unreadable", method=method[:200]) from error


def tie(found: Found, issuer: str) -> Check | None:
    """None if the key is the issuer's, else what keeps us from saying so.

    The same host is not enough: many issuers share one. An issuer that is only a number (`urn:`) has no keys at all.
    """
    if found.controller == issuer:
        return None
    said: dict[str, Parameter] = {"key": found.method, "issuer": issuer}
    if not issuer.startswith(("https:", "did:")) or _host(found.controller) == _host(issuer) != "":
        return Check("proof", NOT_CHECKED, "proof.key_unbound", said)
    return Check("proof", FAILED, "proof.key_of_another", said)


def _published(method: str, url: str, sources: Sources) -> Found:
    document = sources.document_at(url)
    if "kty" in document:
        return Found(method, document, method, sources.is_ours(url))
    base = method.split("#")[0]
    if document.get("id") != base:
        raise Unresolved(
            FAILED, "proof.document_of_another", url=url, found=str(document.get("id"))[:200]
        )
    entry = _entry(document, method)
    if not documents.asserts(
        document, entry["id"] if entry["id"][0] != "#" else base + entry["id"]
    ):
        raise Unresolved(FAILED, "proof.key_not_for_this", key=method)
    return Found(method, _key_in(entry), base, sources.is_ours(url))


def _entry(document: dict[str, Any], method: str) -> dict[str, Any]:
    """The entry of the key; an address without `#` means the only key there is."""
    entries = [
        one for one in documents.methods(document) if isinstance(one.get("id"), str) and one["id"]
    ]
    fitting = [one for one in entries if documents.is_same(document, one["id"], method)]
    if not fitting and "#" not in method and len(entries) == 1:
        fitting = entries
    if not fitting:
        raise Unresolved(FAILED, "proof.key_not_found", key=method)
    return fitting[0]


def _key_in(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    jwk, text = entry.get("publicKeyJwk"), entry.get("publicKeyMultibase")
    if isinstance(jwk, dict):
        return jwk
    try:
        return _ed25519(keys.from_multikey(text if isinstance(text, str) else ""))
    except ValueError as error:
        raise Unresolved(NOT_CHECKED, "proof.key_kind", key=str(entry.get("id"))) from error


def _key_of(method: str) -> bytes:
    try:
        return documents.key_of(method)
    except ValueError as error:
        raise Unresolved(NOT_CHECKED, "proof.key_kind", key=method[:200]) from error


def _jwk_of(method: str) -> Mapping[str, Any]:
    try:
        found = strictjson.read(multibase.from_base64url(method.removeprefix(JWK).split("#")[0]))
    except ValueError as error:
        raise Unresolved(FAILED, "proof.method_unreadable", method=method[:200]) from error
    if not isinstance(found, dict):
        raise Unresolved(FAILED, "proof.method_unreadable", method=method[:200])
    return found


def _ed25519(public: bytes) -> Mapping[str, Any]:
    return {"kty": "OKP", "crv": "Ed25519", "x": multibase.to_base64url(public)}


def _host(name: str) -> str:
    """The host that an issuer's or a key's address names, empty for those without one."""
    if name.startswith(documents.WEB):
        return unquote(name.removeprefix(documents.WEB).split(":")[0].split("#")[0]).lower()
    return (urlsplit(name).netloc if name.startswith("https:") else "").lower()


__all__ = ["Found", "Unavailable", "Unresolved", "document_url", "named_in", "resolve", "tie"]
