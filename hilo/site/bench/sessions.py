"""Sessions for measuring: opened from the terminal in this installation's own database, ended at once after.

Whoever may run management commands holds the database anyway; the web knows no such door.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import CommandError

from hilo.people import services as people
from hilo.people.middleware import DUTY_KEY
from hilo.people.models import Account, Grant


@contextmanager
def for_roles(names: set[str]) -> Iterator[dict[str, str]]:
    """The Cookie header of a session for each role ("" is a stranger), for the length of a block."""
    opened = {name: open_session(name) for name in sorted(names) if name}
    try:
        yield {"": ""} | {
            name: f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
            for name, session in opened.items()
        }
    finally:
        for session in opened.values():
            session.delete()


def open_session(role: str) -> Any:
    """A session of somebody who holds `role` now, on duty where it is a staff role."""
    account = holder(role)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    if role != "member":
        session[DUTY_KEY] = str(people.begin_duty(account).uuid)
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.create()
    return session


def holder(role: str) -> Account:
    """The first active account that holds `role`; for members, one that holds none."""
    accounts = Account.objects.filter(is_active=True).select_related("person").order_by("pk")
    if role == "member":
        found = accounts.filter(person__grants__isnull=True).first()
    else:
        holders = Grant.objects.in_force().filter(role=role).values("person")
        found = accounts.filter(person__in=holders).first()
    if found is None:
        raise CommandError(
            f"Nobody here is a {role}; measure in an installation with the demonstration (bin/run)."
        )
    return found
