"""Ed25519 keys: made, named and written as Multikey. A private half is a seed of 32 bytes, a public half 32 bytes.

`cryptography` is loaded by the function that needs it: a web process that signs nothing does not carry it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from . import multibase

LENGTH = 32  # bytes of either half
SIGNATURE = 64  # bytes
_ED25519 = b"\xed\x01"  # the multicodec of an Ed25519 public key


@dataclass(frozen=True)
class SigningKey:
    """A key that signs, under the address of its public half: `did:web:hilo.example#key-2026-1`."""

    id: str
    seed: bytes = field(repr=False)


@dataclass(frozen=True)
class PublicKey:
    """The half that anybody may know, under the same address."""

    id: str
    public: bytes


def new_seed() -> bytes:
    """A fresh private half."""
    return secrets.token_bytes(LENGTH)


def public_of(seed: bytes) -> bytes:
    """The public half that belongs to `seed`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def multikey(public: bytes) -> str:
    """The key as `z6Mk…`: what a document publishes and a `did:key` is made of."""
    return "z" + multibase.to_base58(_ED25519 + public)


def from_multikey(text: str) -> bytes:
    """The public half written in `text`; raises ValueError unless it is an Ed25519 key."""
    data = multibase.decode(text)
    if not data.startswith(_ED25519) or len(data) != len(_ED25519) + LENGTH:
        raise ValueError("not an Ed25519 key")
    return data[len(_ED25519) :]


def is_signature(signature: bytes, message: bytes, public: bytes) -> bool:
    """Whether the owner of `public` signed `message`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
