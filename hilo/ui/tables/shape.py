"""What a table is: its columns, its order, how its rows are named and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from django.http import QueryDict
from django.utils.safestring import SafeString

from hilo.ui.tables.bulk import Bulk

Label = Any
Row = Any
RowTone = Literal["", "ok", "warn", "wait", "error"]


@dataclass(frozen=True)
class Column:
    """One column. `value(row)` answers text, a number, a day or safe HTML; None is shown as a dash.

    `href(row)` makes a link of it. `is_row_name` marks the column that names the row for those who
    hear the table; without one, the first column does. `order` are the fields by which a sortable
    column orders (its own name where there are none); order by what has an index. Where rows agree
    in `depends_on(row)`, their cells say the same and are worked out once. `is_sentence` gives words
    room between many columns of numbers.
    """

    name: str
    label: Label
    value: Callable[[Row], Any]
    is_numeric: bool = False
    is_sortable: bool = False
    order: tuple[str, ...] = ()
    href: Callable[[Row], str] | None = None
    is_row_name: bool = False
    decimals: int | None = None
    depends_on: Callable[[Row], Any] | None = None
    is_sentence: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return self.order or (self.name,)


@dataclass(frozen=True)
class Sort:
    """By which column, and which way. In addresses: `name`, or `-name` for the greatest first."""

    name: str = ""
    is_descending: bool = False

    @classmethod
    def read(cls, text: str, columns: Iterable[Column], default: str = "") -> Sort:
        """From an address; what is not a sortable column counts as `default`."""
        known = {column.name for column in columns if column.is_sortable}
        wanted = text if text.removeprefix("-") in known else default
        return cls(wanted.removeprefix("-"), wanted.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.name}" if self.is_descending else self.name

    def turned(self, name: str) -> Sort:
        """What a click on the column `name` asks for."""
        return Sort(name, not self.is_descending if name == self.name else False)

    def fields(self, columns: Iterable[Column]) -> list[str]:
        """The fields to order by, each turned round where the greatest comes first."""
        column = next((each for each in columns if each.name == self.name), None)
        if column is None:
            return []
        return [_turned(each) if self.is_descending else each for each in column.fields]


def _turned(field_name: str) -> str:
    return field_name.removeprefix("-") if field_name.startswith("-") else f"-{field_name}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows in columns, under a caption.

    `query` are the parameters of the page, kept by the links that sort. `tone(row)` marks a row
    (its words belong in a column: a colour says nothing alone). `totals` are amounts for the foot by
    column name. On a phone the table scrolls, or, with `on_phone="cards"`, each row becomes a card.
    Where it is `drawn` already, `rows` only say how many there are.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    caption: Label
    sort: Sort = field(default_factory=Sort)
    query: QueryDict | None = None
    tone: Callable[[Row], RowTone] | None = None
    totals: Mapping[str, Any] = field(default_factory=dict)
    bulk: Bulk | None = None
    on_phone: Literal["scroll", "cards"] = "scroll"
    empty: Label = ""
    drawn: SafeString | None = None

    @property
    def row_name(self) -> Column:
        """The column that names a row."""
        return next((column for column in self.columns if column.is_row_name), self.columns[0])

    def with_rows(self, rows: Sequence[Row], **changes: Any) -> Self:
        """The same table over other rows."""
        import dataclasses

        return dataclasses.replace(self, rows=rows, **changes)
