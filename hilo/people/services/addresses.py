"""Signing in with another e-mail address, once a code has proved that it is one's own."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from hilo.core.events import publish
from hilo.core.time import now
from hilo.people import mails
from hilo.people.events import EmailChanged, SecondFactorForgotten
from hilo.people.models import Account
from hilo.people.problems import AddressTaken, CodeIsWrong
from hilo.people.services.secrets import hash_of

LASTS = dt.timedelta(minutes=15)
TRIES = 5


def send_confirmation(account: Account) -> dict[str, Any]:
    """Send a code to the account's own address; answers what `is_right` needs (kept in the session).

    Raises `MailDoesNotLeave`.
    """
    code = _new_code()
    language = account.person.language
    mails.send("confirm", to=account.email, language=language, code=code, person=account.person)
    return _asked(account, account.email, code)


def ask_for_address(account: Account, email: str) -> dict[str, Any]:
    """Send a code to `email` and answer what `confirm_address` needs (kept in the session).

    An address that somebody has already gets a kind word instead of a code; the answer looks the same.
    Raises `MailDoesNotLeave`.
    """
    validate_email(email)
    email = email.strip().lower()
    code = _new_code()
    if Account.objects.filter(email=email).exclude(pk=account.pk).exists():
        mails.send("address_taken", to=email, language=account.person.language)
    else:
        mails.send("new_address", to=email, language=account.person.language, code=code)
    return _asked(account, email, code)


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06}"


def _asked(account: Account, email: str, code: str) -> dict[str, Any]:
    ends = (now() + LASTS).isoformat()
    return {"email": email, "code": hash_of(_salted(account, code)), "ends": ends, "tries": TRIES}


@transaction.atomic
def change_address(account: Account, asked: dict[str, Any], code: str) -> None:
    """Sign in with the new address from now on; the old one is told. Raises `CodeIsWrong`, `AddressTaken`."""
    if not is_right(account, asked, code):
        raise CodeIsWrong
    old, account.email = account.email, asked["email"]
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
            EmailAddress.objects.filter(user=account).delete()
            EmailAddress.objects.create(
                user=account, email=account.email, primary=True, verified=True
            )
    except IntegrityError as clash:
        raise AddressTaken from clash
    account.person.save()
    person = account.person.uuid
    publish(EmailChanged(person), by=account, subject=("person", person))
    language = account.person.language
    transaction.on_commit(
        lambda: mails.send_or_log("address_changed", to=old, language=language, new=account.email)
    )


def is_right(account: Account, asked: dict[str, Any], code: str) -> bool:
    """Whether `code` is the one that was sent, in time, with tries left."""
    if asked["tries"] <= 0 or now() >= dt.datetime.fromisoformat(asked["ends"]):
        return False
    given = "".join(filter(str.isdigit, code))
    return secrets.compare_digest(asked["code"], hash_of(_salted(account, given)))


def _salted(account: Account, code: str) -> str:
    return f"{account.pk}:{account.last_login}:{code}"


@transaction.atomic
def forget_second_factor(account: Account) -> None:
    """Take every second factor away from somebody who lost it; it is written down, and a mail says so."""
    Authenticator.objects.filter(user=account).delete()
    person = account.person.uuid
    publish(SecondFactorForgotten(person), by=None, subject=("person", person))
    mails.send_after_commit("second_factor_removed", account.person)


@transaction.atomic
def choose_password(account: Account, password: str | None) -> None:
    """Keep a new password, or none; every other browser is signed out by it, and a mail says so."""
    account.set_password(password)
    account.save(update_fields=["password"])
    mails.send_after_commit("password_changed", account.person)
