"""Who is there and who is not: places and sectors without anybody, and sectors by country and side.

The worked tables are in docs/algorithms/coverage.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Across = Literal["country", "side"]
NOWHERE = ""  # the country of whoever states no place
Key = tuple[str, str]  # country, side


@dataclass(frozen=True)
class Cell:
    """How many organisations have this sector, in this country, on this side of the table.

    An organisation with two sectors is in two cells; `sector` is empty for those without any.
    """

    sector: str
    country: str
    side: str
    count: int


@dataclass(frozen=True)
class Matrix:
    """Sectors by countries, or by sides. Totals count each organisation once.

    So the rows of a column may add up to more than its total: whoever has two sectors stands in two
    rows. A row adds up, because an organisation has one main place and is of one kind.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    row_totals: Mapping[str, int]
    column_totals: Mapping[str, int]
    without_sector: Mapping[str, int]
    total: int = 0

    def count(self, row: str, column: str) -> int:
        return self.cells.get((row, column), 0)

    @property
    def empty_rows(self) -> list[str]:
        """Sectors in which nobody is."""
        return [row for row in self.rows if not self.row_totals.get(row)]

    @property
    def holes(self) -> int:
        """How many cells have nobody."""
        return sum(not self.count(row, column) for row in self.rows for column in self.columns)


def matrix(
    cells: Iterable[Cell],
    once: Mapping[Key, int],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    across: Across = "country",
    only: str = "",
) -> Matrix:
    """The matrix over `columns`, countries or sides; `only` keeps one value of the other of the two.

    `once` counts each organisation once by (country, side); `rows` are the sectors, those without
    anybody too.
    """
    is_meant = _chooser(across, only)
    counted: Counter[tuple[str, str]] = Counter()
    bare: Counter[str] = Counter()
    for cell in cells:
        key = (cell.country, cell.side)
        if not is_meant(key):
            continue
        column = _column(key, across)
        if cell.sector:
            counted[cell.sector, column] += cell.count
        else:
            bare[column] += cell.count
    totals: Counter[str] = Counter()
    for key, count in once.items():
        if is_meant(key):
            totals[_column(key, across)] += count
    return Matrix(
        tuple(rows),
        tuple(columns),
        dict(counted),
        {row: sum(counted[row, column] for column in columns) for row in rows},
        dict(totals),
        dict(bare),
        totals.total(),
    )


def _column(key: Key, across: Across) -> str:
    return key[0] if across == "country" else key[1]


def _chooser(across: Across, only: str) -> Callable[[Key], bool]:
    other = 1 if across == "country" else 0
    return lambda key: not only or key[other] == only


@dataclass(frozen=True)
class Somewhere:
    """Organisations whose main place is `place`, which lies in `within` (its parents, nearest first)."""

    place: int
    within: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Spread:
    """Organisations in each place and all that lies inside it; and how many places inside have any."""

    counts: Mapping[int, int] = field(default_factory=dict)
    inhabited: Mapping[int, int] = field(default_factory=dict)

    def count(self, place: int) -> int:
        return self.counts.get(place, 0)

    def without(self, place: int, inside: int) -> int:
        """How many of the `inside` places directly in `place` have nobody."""
        return inside - self.inhabited.get(place, 0)


def spread(found: Iterable[Somewhere]) -> Spread:
    """Count upwards: a municipality's organisations are its state's and its country's, too."""
    counts: Counter[int] = Counter()
    nearest: dict[int, int] = {}
    for one in found:
        line = (one.place, *one.within)
        for place in line:
            counts[place] += one.count
        nearest |= pairwise(line)
    inhabited = Counter(above for place, above in nearest.items() if counts[place])
    return Spread(dict(counts), dict(inhabited))
