"""A named lock that lasts until the transaction ends; the protocol is docs/algorithms/locking.md.

    with transaction.atomic():
        lock(f"certificate numbers of {programme.uuid}")
        number = last_number(programme) + 1

For what has no row to lock (the next number, a name that must stay unique). Where there is a row,
lock the row: `select_for_update(of=("self",))`.
"""

from __future__ import annotations

import hashlib

from django.db import transaction


class NoTransaction(RuntimeError):
    """A lock was asked for outside a transaction, where it would end at once."""


def lock(name: str) -> None:
    """Wait until nobody else holds `name`, and hold it until this transaction ends.

    PostgreSQL: an advisory lock of the transaction. SQLite: the transaction itself already holds
    the one write lock of the database, because ours are IMMEDIATE from their first moment.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise NoTransaction(f"lock «{name}» must be taken inside transaction.atomic")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(name)])


def key_of(name: str) -> int:
    """The number, of 64 bits with a sign, under which PostgreSQL knows the lock called `name`."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
