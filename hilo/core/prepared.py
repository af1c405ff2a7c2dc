"""Questions that every page asks, and changes that many make at once: put into SQL once by each process.

    HELD = Prepared(lambda: Grant.objects.filter(person=Given("person"), revoked_at=None))
    HELD.rows(person=7)

    SEEN = Change(lambda: Grant.objects.filter(pk=Given("grant")), "seen_at")
    SEEN.make(grant=7, seen_at=now())

The database answers a look into an index in 0.02 ms; to put it into SQL takes ten times as long. A
question that few pages ask is asked of its model as usual: it reads better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """Where a value stands that is only known when the question is asked.

    `column` says how the database writes it, where that differs (UUIDs, times).
    """

    def __init__(self, name: str, column: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=column)
        self.name, self.column = name, column

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, given: Mapping[str, Any]) -> Any:
        """The value of this place, as the database takes it."""
        value = given[self.name]
        here = connections[DEFAULT_DB_ALIAS]
        return self.column.get_db_prep_value(value, here) if self.column else value


class _Written(Given):
    """Where a value stands that is written into a column."""

    def filled(self, given: Mapping[str, Any]) -> Any:
        assert self.column is not None
        return self.column.get_db_prep_save(given[self.name], connections[DEFAULT_DB_ALIAS])


def whole(model: type[Model]) -> list[str]:
    """The names of all columns of `model`, for `only(*whole(Attempt), "page__title")`."""
    return [one.name for one in model._meta.concrete_fields]


def _filled(values: Iterable[Any], given: Mapping[str, Any]) -> list[Any]:
    """The values of a question, those among them that are only known now."""
    return [value.filled(given) if isinstance(value, Given) else value for value in values]


def _run(sql: str, values: Iterable[Any], given: Mapping[str, Any]) -> int:
    """Write what was composed, with what is given now; answers how many rows that met."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, _filled(values, given))
        return int(cursor.rowcount)


class Prepared(Generic[Row]):
    """A question with places to fill (`Given`), composed when it is first asked."""

    def __init__(self, question: Callable[[], QuerySet[Row, Any]]) -> None:
        self.question = question

    def rows(self, **given: Any) -> list[Any]:
        """What the queryset would answer: rows with what it joins to them, or their values."""
        asked, compiler, sql, values = self._composed
        query: Any = _Filled(compiler, sql, _filled(values, given))
        return list(asked._iterable_class(QuerySet(asked.model, query)))

    def row(self, **given: Any) -> Row | None:
        """The first of the rows, or None."""
        return next(iter(self.rows(**given)), None)

    @cached_property
    def _composed(self) -> tuple[Any, Any, str, tuple[Any, ...]]:
        asked = self.question()
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        _read_alike(compiler)
        return asked, compiler, sql, tuple(values)


def _read_alike(compiler: Any) -> None:
    """How columns are read is looked up once, too: of a wide row that took as long as asking for it."""
    columns = [one[0] for one in compiler.select]
    converters = compiler.get_converters(columns)
    is_composite = compiler.has_composite_fields(columns)
    compiler.get_converters = lambda _columns: converters
    compiler.has_composite_fields = lambda _columns: is_composite


class _Filled:
    """A query that is SQL already: all that Django's iterators ask of one is its compiler."""

    def __init__(self, composed: Any, sql: str, values: list[Any]) -> None:
        self.sql, self.values = sql, values
        self.compiler = copy(composed)
        # A connection belongs to one thread.
        self.compiler.connection = connections[DEFAULT_DB_ALIAS]
        self.compiler.execute_sql = self._asked

    def get_compiler(self, using: str | None = None) -> Any:
        return self.compiler

    def _asked(self, *_kind: Any, **_pieces: Any) -> list[list[Any]]:
        """All rows, fetched at once; columns that only order them stand behind the others."""
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            rows = cursor.fetchall()
        count = self.compiler.col_count
        return [[row[:count] for row in rows] if self.compiler.has_extra_select else rows]


class Change(Generic[Row]):
    """New values for columns of the rows that a queryset finds, composed when it is first made.

    A value is given by the name of its field. Nothing is stamped and no version counted: that is for
    rows that nobody edits in a form.
    """

    def __init__(self, rows: Callable[[], QuerySet[Row, Any]], *fields: str) -> None:
        self.rows, self.fields = rows, fields

    def make(self, **given: Any) -> int:
        """Write the values; answers how many rows have them now."""
        return _run(*self._composed, given)

    @cached_property
    def _composed(self) -> tuple[str, tuple[Any, ...]]:
        rows = self.rows()
        query: Any = rows.query.chain(UpdateQuery)
        column: Any = rows.model._meta.get_field
        query.add_update_values({name: _Written(name, column(name)) for name in self.fields})
        sql, values = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return sql, tuple(values)


class Changes:
    """New values for `fields` of several rows of `model`, each by its key: one question, composed by count."""

    def __init__(self, model: type[Model], *fields: str) -> None:
        self.model = model
        columns: Any = [model._meta.pk, *map(model._meta.get_field, fields)]
        self.columns: Sequence[Field[Any, Any]] = columns
        self.composed: dict[int, str] = {}

    def make(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows of values: the key, then what is new in the order of `fields`."""
        if not rows:
            return
        here = connections[DEFAULT_DB_ALIAS]
        sql = self.composed.get(len(rows)) or self._compose(len(rows), here)
        columns = self.columns
        with here.cursor() as cursor:
            cursor.execute(
                sql,
                [
                    column.get_db_prep_save(value, here)
                    for row in rows
                    for column, value in zip(columns, row, strict=True)
                ],
            )

    def _compose(self, count: int, here: Any) -> str:
        """Both databases call the columns of a list of values column1, column2 …"""
        name = here.ops.quote_name
        key, *columns = (name(one.column) for one in self.columns)
        new = ", ".join(f"{one} = given.column{at}" for at, one in enumerate(columns, start=2))
        # Of what type a value is, PostgreSQL is told once, by the first line.
        first = ", ".join(_place(one, here) for one in self.columns)
        lines = [first, *[", ".join(["%s"] * len(self.columns))] * (count - 1)]
        given = ", ".join(f"({line})" for line in lines)
        table = name(self.model._meta.db_table)
        sql = f"UPDATE {table} SET {new} FROM (VALUES {given}) AS given WHERE {table}.{key} = given.column1"
        self.composed[count] = sql
        return sql


def _place(column: Any, here: Any) -> str:
    """Where a value stands; SQLite, which would make a number of a date, is told of no type."""
    if here.vendor != "postgresql":
        return "%s"
    found = column.rel_db_type(here) if column.primary_key else column.db_type(here)
    return f"CAST(%s AS {str(found).split('(')[0]})"


class Addition:
    """A new row of `model`, composed when the first is made; one that is there already stays as it is.

    Values are given by the names of `fields`, which are all that a row needs.
    """

    def __init__(self, model: type[Model], *fields: str) -> None:
        self.model, self.fields = model, fields

    def make(self, **given: Any) -> bool:
        """Write the row; answers whether it is new."""
        return bool(_run(*self._composed, given))

    @cached_property
    def _composed(self) -> tuple[str, tuple[Any, ...]]:
        row: Any = self.model()
        columns: list[Any] = [self.model._meta.get_field(name) for name in self.fields]
        for one in columns:
            setattr(row, one.attname, _Written(one.name, one))
        query = InsertQuery(self.model, on_conflict=OnConflict.IGNORE)
        query.insert_values(columns, [row])
        ((sql, values),) = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return sql, tuple(values)
