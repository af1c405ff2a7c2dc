"""Invented people for the demonstration: members, and staff who sign in like everybody else.

No door stands open for them. Staff of the demonstration have a second factor whose secret is derived
from a random secret in the installation's folder; whoever can read that folder can show the code, as
the owner of a phone can. Passwords are derived likewise, so that nobody must look into mails first.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from hilo.people import roles, services
from hilo.people.models import Account, Grant, Invitation, Person
from hilo.people.services.secrets import hash_of, new_secret

PERIOD = 30  # seconds


class NotADemonstration(RuntimeError):
    """Derived secrets exist in a demonstration only."""


@dataclass(frozen=True)
class SignIn:
    """How to sign in as somebody of the demonstration."""

    role: str
    name: str
    email: str
    password: str
    totp_secret: str

    @property
    def code(self) -> str:
        """What the second factor shows now; empty for a member, who has none."""
        return code_of(self.totp_secret) if self.totp_secret else ""


@transaction.atomic
def add_member(
    *,
    email: str,
    joined_at: dt.datetime | None,
    invited_at: dt.datetime | None = None,
    **fields: Any,
) -> Person:
    """An invented person, joined or only invited; adding the same address again changes nothing.

    `fields` are those of `Person`. Nobody is written to.
    """
    known = Account.objects.filter(email=email.lower()).select_related("person").first()
    if known is not None:
        return known.person
    person = services.add_person(by=None, email=email, **fields)
    if joined_at is not None:
        services.confirm_address(person.account)
        services.give_required(person, language=person.language, by=person.account)
    Person.objects.filter(pk=person.pk).update(
        joined_at=joined_at, invited_at=invited_at or joined_at
    )
    person.refresh_from_db()
    if invited_at is not None:
        _note_invitation(person, invited_at)
    return person


def _note_invitation(person: Person, sent_at: dt.datetime) -> None:
    """An invitation as it would lie there since `sent_at`; its secret was never written anywhere."""
    Invitation.objects.create(
        person=person,
        email=person.email,
        language=person.language,
        token_hash=hash_of(new_secret()),
        sent_at=sent_at,
        letter=Invitation.Letter.SENT,
        expires_at=sent_at + services.INVITATION_LASTS,
        state=Invitation.State.ACCEPTED if person.joined_at else Invitation.State.SENT,
        settled_at=person.joined_at,
    )


@transaction.atomic
def add_staff(
    *,
    email: str,
    role: str,
    joined_at: dt.datetime,
    scope: tuple[str, UUID | None] = ("", None),
    **fields: Any,
) -> Person:
    """An invented person with a role, a password and a second factor, both derived."""
    person = add_member(email=email, joined_at=joined_at, **fields)
    same = Grant.objects.standing().filter(person=person, role=role)
    if not same.of_scope(*scope).exists():
        services.grant(person, roles.role(role), by=None, scope=scope)
    set_up(person.account, with_second_factor=True)
    return person


def set_up(account: Account, *, with_second_factor: bool) -> None:
    """Give an invented account its derived password, and its derived second factor."""
    account.set_password(password_of(account.email))
    account.save(update_fields=["password"])
    has_app = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()
    if with_second_factor and not has_app:
        TOTP.activate(account, totp_secret_of(account.email))
        RecoveryCodes.activate(account)


def sign_in_of(person: Person) -> SignIn:
    """How to sign in as `person`."""
    account = person.account
    kinds = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    grant = person.grants.in_force().order_by("pk").first()
    return SignIn(
        role=grant.role if grant else roles.Member.name,
        name=str(person),
        email=account.email,
        password=password_of(account.email),
        totp_secret=totp_secret_of(account.email) if kinds.exists() else "",
    )


def secret_file() -> Path:
    """Where the random secret of this demonstration lies, readable by its owner alone."""
    return Path(settings.DATA) / "demonstration-secret"


def _secret() -> bytes:
    if not settings.IS_DEMONSTRATION:
        raise NotADemonstration
    path = secret_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), "ascii")
    return bytes.fromhex(path.read_text("ascii"))


def _derived(purpose: str, email: str) -> bytes:
    return hmac.new(_secret(), f"{purpose}:{email.lower()}".encode(), hashlib.sha256).digest()


def password_of(email: str) -> str:
    """Sixteen letters and digits, always the same for an address in one installation."""
    return base64.b32encode(_derived("password", email))[:16].decode().lower()


def totp_secret_of(email: str) -> str:
    """The secret of the second factor, as apps take it (base32)."""
    return base64.b32encode(_derived("second factor", email)[:20]).decode()


def code_of(totp_secret: str, at: float | None = None) -> str:
    """The six digits that an app shows for `totp_secret` at `at` (now)."""
    counter = int(time.time() if at is None else at) // PERIOD
    return format_hotp_value(hotp_value(totp_secret, counter))
