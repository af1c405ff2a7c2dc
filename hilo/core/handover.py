"""Tables of a file in which a whole is handed over: the same rows as JSON and as CSV, written as they are read.

Rows keep their keys, so that they can be joined again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, QuerySet

from hilo.core.sheets.writing import TELEPHONE
from hilo.core.text import MultilingualField, Text

AT_ONCE = 500  # rows
RUNS = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet begins a formula
Row = dict[str, Any]
More = Callable[[Any], Row]


@dataclass(frozen=True)
class Held:
    """One table: its name, its rows, what a row says beyond its own columns, and which of these stay here.

    `rows` is a queryset, or rows that were counted already.
    """

    name: str
    rows: QuerySet[Any] | list[Row]
    more: More = lambda row: {}
    without: frozenset[str] = frozenset()

    def files(self) -> Iterator[tuple[str, Iterable[str]]]:
        """The table in both forms."""
        yield f"json/{self.name}.json", in_json(self)
        yield f"csv/{self.name}.csv", in_csv(self)

    def told(self) -> Iterator[Row]:
        """Each row with everything that it says."""
        if isinstance(self.rows, list):
            yield from self.rows
            return
        for row in self.rows.iterator(chunk_size=AT_ONCE):
            yield _row(row, self.without) | self.more(row)


def in_json(held: Held) -> Iterator[str]:
    """A list of objects, one piece of text for each."""
    before = "["
    for row in held.told():
        yield before + "\n" + _as_json(row)
        before = ","
    yield "[]" if before == "[" else "\n]"


def in_csv(held: Held) -> Iterator[str]:
    """UTF-8 with its mark, commas; an empty table is an empty file."""
    yield "\N{BOM}"
    line = io.StringIO(newline="")
    writer: Any = None
    for row in held.told():
        if writer is None:
            writer = csv.DictWriter(line, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _row(row: Model, without: frozenset[str]) -> Row:
    fields: Iterable[Field[Any, Any]] = row._meta.concrete_fields
    return {one.attname: _value(one, row) for one in fields if one.attname not in without}


def _value(field: Field[Any, Any], row: Model) -> Any:
    value = getattr(row, field.attname)
    return dict(value.texts) if isinstance(field, MultilingualField) else value


def _as_json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _cell(value: Any) -> Any:
    """A value on one cell: what holds several as JSON; nothing that a spreadsheet would run."""
    if isinstance(value, dict | list | Text):
        value = _as_json(value)
    is_formula = (
        isinstance(value, str) and value.startswith(RUNS) and not TELEPHONE.fullmatch(value)
    )
    return f"'{value}" if is_formula else value
