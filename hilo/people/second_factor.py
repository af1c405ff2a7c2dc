"""Second factors of an account, as the rest of the chapter asks for them."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from hilo.core.prepared import Given, Prepared

FRESH = dt.timedelta(minutes=15)
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
FACTORS = Prepared(
    lambda: Authenticator.objects.filter(user=Given("account"), type__in=KINDS).values_list("pk")
)


def has_one(account: Any) -> bool:
    """Whether the account has an app that shows codes or a passkey."""
    return bool(FACTORS.rows(account=account.pk))


def count(account: Any, kinds: list[Any] | None = None) -> int:
    return Authenticator.objects.filter(user=account.pk, type__in=kinds or KINDS).count()


def take_as_proof(request: HttpRequest, kind: Any) -> None:
    """Let the second factor that was added a moment ago also prove who sits here: it was just shown."""
    added = Authenticator.objects.filter(user=request.user.pk, type=kind).latest("pk")
    post_authentication(request, added, reauthenticated=True)


def was_just_used(request: HttpRequest, within: dt.timedelta = FRESH) -> bool:
    """Whether this browser has shown a second factor in the last `within`."""
    return _is_recent(request, within, {"mfa"})


def was_just_here(request: HttpRequest, within: dt.timedelta = FRESH) -> bool:
    """Whether this browser has proved in the last `within` who sits before it.

    Whoever has a second factor proves it with that; others with a code by e-mail or a password.
    """
    if has_one(request.user):
        return was_just_used(request, within)
    return _is_recent(request, within, {"mfa", "code", "password"})


def _is_recent(request: HttpRequest, within: dt.timedelta, methods: set[str]) -> bool:
    since = time.time() - within.total_seconds()
    records = get_authentication_records(request, request.user)
    return any(record["at"] >= since and record["method"] in methods for record in records)
