"""Which rows hold a token: the one question that each database answers with its own index."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from hilo.core.models.fulltext import LEXEMES, TABLE

ROWS = "core_searchentry"


def rows_with(tokens: Sequence[str], *, begins: bool = False, limit: int = 0) -> list[int]:
    """Keys of the rows that hold one of `tokens` (a token that begins so, where `begins`)."""
    if not tokens:
        return []
    cap = f" LIMIT {int(limit)}" if limit else ""
    if connection.vendor == "postgresql":
        sql = f"SELECT id FROM {ROWS} WHERE {LEXEMES} @@ %s::tsquery{cap}"
        asked = " | ".join(_lexeme(token, begins) for token in tokens)
    else:
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{cap}"
        asked = " OR ".join(_phrase(token, begins) for token in tokens)
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        return [row[0] for row in cursor.fetchall()]


def _lexeme(token: str, begins: bool) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}':*" if begins else f"'{escaped}'"


def _phrase(token: str, begins: bool) -> str:
    escaped = token.replace('"', '""')
    return f'"{escaped}" *' if begins else f'"{escaped}"'
