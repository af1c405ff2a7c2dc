"""People, accounts and grants for tests. Every name here is invented."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from hilo.core.time import now
from hilo.people import services
from hilo.people.models import Account, DutySession, Grant, Person

TOTP_SECRET = "JBSWY3DPEHPK3PXP"


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody on record, without an account."""

    class Meta:
        model = Person

    given_name = factory.Sequence(lambda n: ("Citlali", "Noé", "Salma", "Youssef")[n % 4])
    family_name = factory.Sequence(lambda n: f"Invented {n}")
    language = "es"


class AccountFactory(factory.django.DjangoModelFactory):
    """Somebody who has joined, with a confirmed address and no password."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory, joined_at=factory.LazyFunction(now))
    email = factory.Sequence(lambda n: f"person{n}@hilo.example")
    password = "!unusable"

    @factory.post_generation
    def confirmed(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        EmailAddress.objects.create(
            user=self, email=self.email, primary=True, verified=extracted is not False
        )
        self.person.save()


class GrantFactory(factory.django.DjangoModelFactory):
    """A role for the whole installation; `scope=(kind, uuid)` for less."""

    class Meta:
        model = Grant
        exclude = ["scope"]

    person = factory.SubFactory(PersonFactory)
    role = "coordinator"
    scope = ("", None)
    scope_kind = factory.LazyAttribute(lambda grant: grant.scope[0])
    scope_uuid = factory.LazyAttribute(lambda grant: grant.scope[1])


def agreed(account: Account) -> Account:
    """Let the person have agreed to everything that taking part requires."""
    services.give_required(account.person, language=account.person.language, by=account)
    return account


def with_second_factor(account: Account) -> Account:
    """Give `account` an app that shows codes (secret `TOTP_SECRET`) and recovery codes."""
    if not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, TOTP_SECRET)
        RecoveryCodes.activate(account)
    return account


def on_duty(account: Account) -> Account:
    """Put `account` itself (without a browser) in a staff session, for tests of services and guards."""
    duty = DutySession.objects.create(
        account=account, began_at=now(), ends_at=now() + dt.timedelta(hours=8)
    )
    account.begin_in_browser(duty.uuid)
    account.__dict__.pop("_grants", None)
    return account


def account_as(role: str, scope: tuple[str, Any] | None = None) -> Account:
    """An account that holds `role` (for `scope`), has its second factor, and is on duty."""
    account = AccountFactory()
    if role == "member":
        return account
    GrantFactory(person=account.person, role=role, scope=scope or ("", None))
    return on_duty(with_second_factor(account))


def sign_in(client: Client, account: Account) -> Client:
    """Sign `client` in as `account`, with the second factor just confirmed and its duty in force."""
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time(), "email": account.email},
        {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    if account.duty_uuid:
        session["duty"] = str(account.duty_uuid)
    session.save()
    return client
