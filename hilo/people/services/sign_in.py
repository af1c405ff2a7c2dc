"""The link in a sign-in mail: it signs in once, within 15 minutes, on any device."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hilo.core.time import now
from hilo.people.models import Account, SignInLink
from hilo.people.problems import LinkIsOver
from hilo.people.services.secrets import hash_of, new_secret

LASTS = dt.timedelta(minutes=15)


def make_link(account: Account | None, *, leads_to: str = "") -> str:
    """A new secret for a sign-in link. Without an account a decoy is kept, so that asking for a
    stranger takes the same steps as asking for a member."""
    secret, made = new_secret(), now()
    SignInLink.objects.create(
        account=account,
        token_hash=hash_of(secret),
        leads_to=leads_to[:500],
        created_at=made,
        expires_at=made + LASTS,
    )
    return secret


def find_link(secret: str) -> SignInLink:
    """The link of `secret` while it can be used; raises `LinkIsOver`."""
    link = (
        SignInLink.objects.select_related("account__person")
        .filter(token_hash=hash_of(secret), used_at__isnull=True, expires_at__gt=now())
        .exclude(account=None)
        .first()
    )
    if link is None:
        raise LinkIsOver
    return link


@transaction.atomic
def use_link(secret: str) -> SignInLink:
    """Use the link up; of two who try at once, one gets it and the other `LinkIsOver`."""
    link = find_link(secret)
    # Lock: the update is the arbiter, and whoever changes no row has lost.
    if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now()):
        raise LinkIsOver
    return link


def forget_links(account: Account) -> None:
    """Let the links that still wait in mailboxes lead nowhere, once somebody has signed in."""
    SignInLink.objects.filter(account=account, used_at__isnull=True).update(used_at=now())


def sweep_links() -> int:
    """Delete links that ran out a day ago; answers how many."""
    return SignInLink.objects.filter(expires_at__lt=now() - dt.timedelta(days=1)).delete()[0]
