"""Fixtures about people for every chapter's tests (loaded by tests/conftest.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hilo.people.models import Account
from tests.people.factories import account_as, sign_in

AsRole = Callable[..., tuple[Client, Account]]


@pytest.fixture
def as_role(db: Any) -> AsRole:
    """`client, account = as_role("coordinator", scope=("region", uuid))`: signed in and on duty.

    "stranger" answers a client that has not signed in, and no account; "member" holds no role.
    """

    def enter(role: str, scope: tuple[str, Any] | None = None) -> tuple[Client, Any]:
        if role == "stranger":
            return Client(), None
        account = account_as(role, scope)
        return sign_in(Client(), account), account

    return enter
