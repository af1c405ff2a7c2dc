"""The full-text index of each database over a column of plain tokens, as one index of a model.

The first migrations made it, a later one took it away: decision 0091.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "core_search_text"


class FullText(models.Index):
    """Answers «which rows hold this token?» in each database's own way.

    SQLite: an FTS5 table over the rows' `tokens`, followed by triggers (external content, because
    SQLite 3.40 cannot delete from a contentless table). It splits at spaces alone and folds
    nothing. PostgreSQL: GIN over the tokens as lexemes, which no parser or dictionary touches, made
    by a function that says what it costs, so that the planner neither makes them for every row
    nor starts helpers (a parallel plan took three times as long for two common words).
    """

    def __init__(self, *, name: str) -> None:
        super().__init__(fields=["tokens"], name=name)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path = f"{type(self).__module__}.{type(self).__qualname__}"
        return path, (), {"name": self.name}

    def create_sql(  # type: ignore[override]
        self,
        model: type[models.Model],
        schema_editor: BaseDatabaseSchemaEditor,
        using: str = "",
        **kwargs: Any,
    ) -> str:
        table = model._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            statements = [FUNCTION, f"CREATE INDEX {self.name} ON {table} USING gin ({LEXEMES})"]
        else:
            statements = _fts5(table)
        *before, last = statements
        for statement in before:
            schema_editor.execute(statement, params=None)
        return last

    def remove_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, **kwargs: Any
    ) -> str:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX IF EXISTS {self.name}", params=None)
            return "DROP FUNCTION IF EXISTS core_search_lexemes(text)"
        for trigger in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{trigger}", params=None)
        return f"DROP TABLE IF EXISTS {TABLE}"


LEXEMES = "core_search_lexemes(tokens)"
FUNCTION = """
CREATE OR REPLACE FUNCTION core_search_lexemes(tokens text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE COST 100
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(tokens, ' ')); END $$
"""


def _fts5(table: str) -> list[str]:
    """The statements that make the FTS5 table over `table` and fill it."""
    add = f"INSERT INTO {TABLE}(rowid, tokens) VALUES (new.id, new.tokens);"
    drop = f"INSERT INTO {TABLE}({TABLE}, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
    return [
        f"DROP TABLE IF EXISTS {TABLE}",
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(tokens, content='{table}', content_rowid='id', "
        "detail='none', columnsize=0, tokenize=\"ascii tokenchars '=~^'\")",
        f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE OF tokens ON {table} BEGIN {drop} {add} END",
        f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')",
    ]
