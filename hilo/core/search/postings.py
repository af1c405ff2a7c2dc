"""Which rows hold a token: the one question that each database answers with its own index."""

from __future__ import annotations

from collections.abc import Sequence, Set

from django.db import connection

from hilo.core.models.fulltext import LEXEMES, TABLE

ROWS = "core_searchentry"


def rows_with(tokens: Sequence[str], *, begins: bool = False, limit: int = 0) -> list[int]:
    """Keys of the rows that hold one of `tokens` (a token that begins so, where `begins`)."""
    if not tokens:
        return []
    cap = f" LIMIT {int(limit)}" if limit else ""
    # The keys come as one text: sixty thousand rows of one number would cost more to fetch than to find.
    if connection.vendor == "postgresql":
        rows = f"SELECT id FROM {ROWS} WHERE {LEXEMES} @@ %s::tsquery{cap}"
        sql = f"SELECT string_agg(id::text, ',') FROM ({rows}) AS found"
        asked = " | ".join(_lexeme(token, begins) for token in tokens)
    else:
        rows = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{cap}"
        sql = f"SELECT group_concat(rowid) FROM ({rows})"
        asked = " OR ".join(_phrase(token, begins) for token in tokens)
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        (keys,) = cursor.fetchone()
        return [int(key) for key in keys.split(",")] if keys else []


def holds(held: Set[str], tokens: Sequence[str], begins: bool) -> bool:
    """What the databases answer, of one row that holds these tokens."""
    if begins:
        return any(token.startswith(tuple(tokens)) for token in held)
    return not held.isdisjoint(tokens)


def _lexeme(token: str, begins: bool) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}':*" if begins else f"'{escaped}'"


def _phrase(token: str, begins: bool) -> str:
    escaped = token.replace('"', '""')
    return f'"{escaped}" *' if begins else f'"{escaped}"'
