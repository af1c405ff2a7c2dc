"""The key that signs: made when it is first needed, rotated by an operator, published with its old ones."""

from __future__ import annotations

import base64
from typing import Any
from uuid import uuid4

from django.db import transaction

from hilo.core import vault
from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.time import now
from hilo.credentials import addresses
from hilo.credentials.events import KeyRotated, KeyWithdrawn
from hilo.credentials.models import SigningKey
from hilo.credentials.problems import NoSigningKey
from hilo.credentials.rules import documents
from hilo.credentials.rules import keys as rules

PURPOSE = "hilo signing keys"


def issuer_did() -> str:
    """Who signs here, as verifiers know it: the web address of this installation."""
    return documents.did_web(addresses.host())


@transaction.atomic
def signing() -> rules.SigningKey:
    """The key that signs now, made where there is none yet; raises `NoSigningKey`.

    Inside the caller's transaction, so that two workers cannot make two first keys.
    """
    found = SigningKey.objects.filter(retired_at__isnull=True).first()
    if found is None:
        lock("first signing key")
        found = SigningKey.objects.filter(retired_at__isnull=True).first() or _make()
    return _opened(found)


def _opened(key: SigningKey) -> rules.SigningKey:
    try:
        seed = vault.opened(key.locked, purpose=PURPOSE)
    except vault.CannotBeOpened:
        raise NoSigningKey from None
    return rules.SigningKey(method_of(key), base64.b64decode(seed))


def method_of(key: SigningKey) -> str:
    """The whole name of a key, as signatures state it."""
    return f"{issuer_did()}#{key.kid}"


def _make() -> SigningKey:
    seed = rules.new_seed()
    locked = vault.locked(base64.b64encode(seed).decode(), purpose=PURPOSE)
    public = base64.b64encode(rules.public_of(seed)).decode()
    kid = f"key-{now():%Y-%m}-{uuid4().hex[:6]}"
    return SigningKey.objects.create(kid=kid, public=public, locked=locked, made_at=now())


@transaction.atomic
def rotate(*, by: Any, is_compromised: bool = False) -> SigningKey:
    """Sign with a new key from now on; what the old one signed is still verified.

    A key that somebody else may know `is_compromised`: it is deleted, and all that it signed fails
    until it is signed anew (`badges.sign_again`).
    """
    lock("first signing key")
    former = SigningKey.objects.filter(retired_at__isnull=True)
    if is_compromised:
        for key in former:
            publish(KeyWithdrawn(key.kid), by=by)
        former.delete()
    else:
        former.update(retired_at=now())
    made = _make()
    publish(KeyRotated(made.kid), by=by)
    return made


def document() -> dict[str, Any]:
    """What `/.well-known/did.json` says: the public halves of all keys, the signing one first."""
    known = list(SigningKey.objects.all())
    return documents.document(
        issuer_did(),
        current=[_public(key) for key in known if key.retired_at is None],
        old=[_public(key) for key in known if key.retired_at is not None],
    )


def _public(key: SigningKey) -> rules.PublicKey:
    return rules.PublicKey(method_of(key), base64.b64decode(key.public))


def can_sign() -> bool:
    """Whether the key that signs now can be opened; True where none was needed yet."""
    found = SigningKey.objects.filter(retired_at__isnull=True).first()
    if found is None:
        return True
    try:
        _opened(found)
    except NoSigningKey:
        return False
    return True
