"""Codes by which people join a cohort: eight characters that nobody confuses when they are read aloud."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L
LENGTH = 8


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """What was typed, as codes are kept: capitals, without spaces and hyphens."""
    return "".join(one for one in typed.upper() if one.isalnum())
