"""Codes that people type on a phone or read off a sheet: few signs, none that look alike."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection

LENGTH = 6
SHEET_LENGTH = 7
# Without 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V.
SHEET_SIGNS = "3467ACDEFGHJKMNPQRTWXY"


def new_code(taken: Collection[str]) -> str:
    """Six digits, none of those `taken`: quick on a number pad, the same in every script."""
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(LENGTH))
        if code not in taken:
            return code


def new_sheet_code() -> str:
    """What stands on a printed sheet so that its scan finds its session."""
    return "".join(secrets.choice(SHEET_SIGNS) for _ in range(SHEET_LENGTH))


def read_code(typed: str) -> str:
    """The digits of what somebody typed: spaces and hyphens go, ٣ is 3."""
    return "".join(
        str(unicodedata.decimal(sign))
        for sign in typed
        if unicodedata.decimal(sign, None) is not None
    )


def read_sheet_code(typed: str) -> str:
    """The signs of a sheet's code, in capitals, without what stands between them."""
    return "".join(sign for sign in typed.upper() if sign in SHEET_SIGNS)


def in_groups(code: str) -> str:
    """A code as it is read aloud: `417 203`."""
    middle = len(code) // 2
    return f"{code[:middle]} {code[middle:]}"
