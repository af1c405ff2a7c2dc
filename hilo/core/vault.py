"""Secrets that must be read again (second factors, signing keys), kept encrypted in the database.

    kept = vault.locked(secret, purpose="hilo second factor")
    secret = vault.opened(kept, purpose="hilo second factor")

The key is derived from the installation's secret key, one for each purpose; `HILO_FORMER_SECRET_KEYS`
still open what they locked. So a copy of the database alone tells nobody anything.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotBeOpened(Exception):
    """The key with which this was locked is no longer known: was HILO_SECRET_KEY changed?"""


def locked(text: str, *, purpose: str) -> str:
    """`text` as it may lie in a table."""
    return _vault(purpose).encrypt(text.encode()).decode()


def opened(kept: str, *, purpose: str) -> str:
    """What was locked; raises `CannotBeOpened`."""
    try:
        return _vault(purpose).decrypt(kept.encode()).decode()
    except InvalidToken:
        raise CannotBeOpened from None


def _vault(purpose: str) -> MultiFernet:
    """Encrypts with the installation's secret key; former keys still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
