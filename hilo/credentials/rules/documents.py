"""Documents of identifiers: ours, with our keys, at `/.well-known/did.json`, and where to find those of others.

`did:web` as its method specification of W3C's credentials group says; `did:key` for Ed25519.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, unquote

from . import keys
from .keys import PublicKey

CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
WEB = "did:web:"
KEY = "did:key:"
# A port comes as %3A. Names without a dot are those of machines nearby: ours may be one, and no other is ever asked.
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*(:[0-9]{1,5})?", re.IGNORECASE)
_SEGMENT = re.compile(r"[A-Za-z0-9._~%-]{1,200}")


def did_web(host: str, *path: str) -> str:
    """The identifier of who answers at `host` (`hilo.example`, `hilo.example:8443`), below `path` if given."""
    return WEB + ":".join(quote(part, safe="") for part in (host, *path))


def did_url(did: str) -> str:
    """Where the document of a `did:web` is; raises ValueError for an identifier that leads nowhere."""
    host, *path = did.removeprefix(WEB).split(":")
    if not did.startswith(WEB) or not _HOST.fullmatch(unquote(host)):
        raise ValueError("not a did:web")
    if any(part in (".", "..") or not _SEGMENT.fullmatch(part) for part in path):
        raise ValueError("not a did:web")
    where = "/".join(path) if path else ".well-known"
    return f"https://{unquote(host)}/{where}/did.json"


def key_of(did: str) -> bytes:
    """The public key that a `did:key` is; raises ValueError unless it is an Ed25519 key."""
    if not did.startswith(KEY):
        raise ValueError("not a did:key")
    return keys.from_multikey(did.removeprefix(KEY).split("#")[0])


def document(
    did: str, *, current: Sequence[PublicKey], old: Sequence[PublicKey] = ()
) -> dict[str, Any]:
    """The document of `did`: every key that signs or signed, the current ones first.

    An old key stays, else the certificates that it signed would no longer verify. A key that was stolen is left out:
    whatever it signed then fails, and is issued again with a new one.
    """
    published = [*current, *old]
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": [_method(did, key) for key in published],
        "assertionMethod": [key.id for key in published],
    }


def methods(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The methods that `document` holds, wherever they are written in it."""
    for name in ("verificationMethod", "assertionMethod"):
        listed = document.get(name, [])
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, dict):
                yield one


def asserts(document: dict[str, Any], method: str) -> bool:
    """Whether the owner of `document` signs with the key `method`; one that names no keys for it signs with all."""
    listed = document.get("assertionMethod")
    if listed is None:
        return True
    for one in listed if isinstance(listed, list) else [listed]:
        name = one.get("id") if isinstance(one, dict) else one
        if is_same(document, name, method):
            return True
    return False


def is_same(document: dict[str, Any], name: Any, method: str) -> bool:
    """Whether `name`, as it stands in `document` (maybe only as `#key-1`), is the address `method`."""
    if not isinstance(name, str):
        return False
    return method == (f"{document.get('id', '')}{name}" if name.startswith("#") else name)


def _method(did: str, key: PublicKey) -> dict[str, str]:
    return {
        "id": key.id,
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": keys.multikey(key.public),
    }
