"""Secrets that travel in mails: long, not to be guessed, and kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from django.utils.crypto import salted_hmac


def new_secret() -> str:
    """256 random bits that fit into an address."""
    return secrets.token_urlsafe(32)


def secret_for(purpose: str, *about: Any) -> str:
    """256 bits that this installation works out again from its secret key, for mail that leaves later."""
    told = ".".join(map(str, about))
    digest = salted_hmac(purpose, told, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(secret: str) -> str:
    """What is kept of a secret; it is long enough to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
