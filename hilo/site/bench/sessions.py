"""Sessions for measuring: opened from the terminal in this installation's own database, ended at once after.

Whoever may run management commands holds the database anyway; the web knows no such door.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import CommandError

from hilo.people import services as people
from hilo.people.middleware import DUTY_KEY
from hilo.people.models import Account, Grant

Reader = tuple[str, bool]  # a role, and whether it reaches the whole installation
STRANGER: Reader = ("", False)
MEMBER: Reader = ("member", False)


@contextmanager
def for_readers(wanted: Iterable[Reader]) -> Iterator[dict[Reader, str]]:
    """The Cookie header of a session for each reader, for the length of a block."""
    opened = {reader: open_session(*reader) for reader in sorted(set(wanted)) if reader != STRANGER}
    try:
        yield {STRANGER: ""} | {
            reader: f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
            for reader, session in opened.items()
        }
    finally:
        for session in opened.values():
            session.delete()


def open_session(role: str, is_whole: bool) -> Any:
    """A session of somebody who holds `role` now, on duty where it is a staff role."""
    account = holder(role, is_whole)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    if role != "member":
        session[DUTY_KEY] = str(people.begin_duty(account).uuid)
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.create()
    return session


def holder(role: str, is_whole: bool = False) -> Account:
    """The first active account that holds `role` (in the whole installation where `is_whole`).

    For members, the first that holds no role at all.
    """
    accounts = Account.objects.filter(is_active=True).select_related("person").order_by("pk")
    if role == "member":
        found = accounts.filter(person__grants__isnull=True).first()
    else:
        holders = Grant.objects.in_force().filter(role=role)
        holders = holders.filter(scope_kind="") if is_whole else holders
        found = accounts.filter(person__in=holders.values("person")).first()
    if found is None:
        raise CommandError(
            f"Nobody here is a {role}; measure in an installation with the demonstration (bin/run)."
        )
    return found
