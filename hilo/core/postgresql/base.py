"""Django's PostgreSQL backend with values sent beside the question, so that each question is planned once.

A page asks a dozen questions whose text is always the same. Sent with their values inside, each was read
and planned anew; sent apart, the server keeps the plan for the life of the connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations

MOST_VALUES = 65_535  # of one question, in PostgreSQL's protocol
KEPT_QUESTIONS = 300  # per connection; some 20 kB each in the server


class DatabaseOperations(operations.DatabaseOperations):
    def bulk_batch_size(self, fields: Sequence[Any], objs: Sequence[Any]) -> int:
        """As many rows as surely fit into one question: an update names each value's row beside it."""
        return min(len(objs), MOST_VALUES // (2 * max(len(fields), 1))) or 1


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = KEPT_QUESTIONS
        return connection
