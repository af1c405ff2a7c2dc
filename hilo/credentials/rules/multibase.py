"""Bytes as text in the two bases that credentials use: base58btc (`z…`) and base64url (`u…`, and JSON Web Tokens)."""

from __future__ import annotations

import base64
import binascii

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {sign: value for value, sign in enumerate(BASE58)}
LONGEST_BASE58 = (
    2_000  # characters: decoding takes quadratic time, and keys and signatures have less than 100
)


def to_base58(data: bytes) -> str:
    """`data` in base58btc; each leading zero byte is a leading `1`."""
    number, signs = int.from_bytes(data), []
    while number:
        number, rest = divmod(number, 58)
        signs.append(BASE58[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(signs))


def from_base58(text: str) -> bytes:
    """The bytes of `text`; raises ValueError for any other sign or an endless text."""
    if len(text) > LONGEST_BASE58 or not set(text) <= _VALUES.keys():
        raise ValueError("not base58btc")
    number = 0
    for sign in text:
        number = number * 58 + _VALUES[sign]
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def to_base64url(data: bytes) -> str:
    """`data` in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes of `text`; raises ValueError unless `text` is the one spelling that `to_base64url` writes.

    Python skips strange signs and ignores the spare bits of the last one: a changed token could then still verify.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
    if to_base64url(data) != text:
        raise ValueError("not the canonical spelling")
    return data


def decode(text: str) -> bytes:
    """The bytes of a multibase text in one of the two bases; raises ValueError for others."""
    if text.startswith("z"):
        return from_base58(text[1:])
    if text.startswith("u"):
        return from_base64url(text[1:])
    raise ValueError("unknown base")
