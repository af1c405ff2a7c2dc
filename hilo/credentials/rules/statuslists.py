"""Bitstring Status Lists 1.0: one bit for each certificate, told in a signed credential that says nothing of whom.

A list has at least 131,072 bits, so that who asks for it does not tell which certificate is meant; index 0 is the first
(highest) bit of the first byte.
"""

from __future__ import annotations

import datetime as dt
import gzip
import secrets
import zlib
from collections.abc import Container, Iterable
from typing import Any

from . import multibase
from .badges import moment

SIZE = 131_072  # bits: the least that the standard allows
LARGEST = 16_777_216  # bits of a list that we read: 2 MB unpacked
_PACKED = 4_000_000  # characters of an encoded list
CONTEXT = "https://www.w3.org/ns/credentials/v2"
_GZIP = 31  # window bits that make zlib expect the frame of gzip


class Unreadable(ValueError):
    """An encoded list that cannot be used; `code` says why: `base64`, `gzip`, `large`, `short`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def encode(revoked: Iterable[int], size: int = SIZE) -> str:
    """The list with the bits `revoked` set, as `u…`; raises IndexError for an index outside of it."""
    bits = bytearray(size // 8)
    for index in revoked:
        if not 0 <= index < size:
            raise IndexError(index)
        bits[index // 8] |= 128 >> index % 8
    # Without a time in its frame the same list is the same text, which caches know by it.
    return "u" + multibase.to_base64url(gzip.compress(bytes(bits), mtime=0))


def decode(encoded: str) -> bytes:
    """The bits as bytes; raises `Unreadable`. What unpacks to more than 2 MB is not unpacked further."""
    if len(encoded) > _PACKED:
        raise Unreadable("large")
    try:
        packed = multibase.from_base64url(encoded.removeprefix("u").rstrip("="))
    except ValueError as error:
        raise Unreadable("base64") from error
    bits = _unpacked(packed)
    if len(bits) * 8 < SIZE:
        raise Unreadable("short")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """The bit at `index`; raises IndexError outside of the list."""
    if not 0 <= index < len(bits) * 8:
        raise IndexError(index)
    return bool(bits[index // 8] & (128 >> index % 8))


def free_index(taken: Container[int], size: int = SIZE) -> int:
    """An index that nobody has, drawn by lot: neighbours in a list would tell who was certified together.

    Raises LookupError when a list is so full that a hundred draws find none: begin the next one.
    """
    for _ in range(100):
        index = secrets.randbelow(size)
        if index not in taken:
            return index
    raise LookupError("the list is nearly full")


def build(
    *,
    id: str,
    issuer: str,
    revoked: Iterable[int],
    valid_from: dt.datetime,
    purpose: str = "revocation",
    valid_until: dt.datetime | None = None,
    size: int = SIZE,
) -> dict[str, Any]:
    """The credential that publishes the list at the address `id`, unsigned (see `tokens.sign`)."""
    until = {"validUntil": moment(valid_until)} if valid_until else {}
    return {
        "@context": [CONTEXT],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment(valid_from),
        **until,
        "credentialSubject": {
            "id": f"{id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(revoked, size),
        },
    }


def _unpacked(packed: bytes) -> bytes:
    stream = zlib.decompressobj(wbits=_GZIP)
    try:
        bits = stream.decompress(packed, LARGEST // 8)
    except zlib.error as error:
        raise Unreadable("gzip") from error
    if stream.unconsumed_tail:
        raise Unreadable("large")
    if not stream.eof:
        raise Unreadable("gzip")
    return bits
