"""Which cells of a list of tables may be shown, so that nothing about one to four people can be worked out.

The rule and its proof: docs/algorithms/small-numbers.md.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import TypeVar

SMALLEST = 5
PRIME = 2**61 - 1
SEED = 20260101  # the same list always hides the same cells

Cell = TypeVar("Cell", bound=Hashable)
Row = dict[int, int]  # by atom, modulo PRIME; zeros are left out


def shown(
    cells: Sequence[tuple[Cell, frozenset[int]]], told: Sequence[Sequence[frozenset[int]]] = ()
) -> dict[Cell, bool]:
    """For each cell, in their order, whether it may be shown; a cell is the people it counts.

    A cell of nobody is shown. Every other is shown if no group of one to four people can be worked
    out from it, the cells shown before it, and what readers were `told` before: the groups of
    earlier publications, one publication after the other.
    """
    atoms = atoms_of([*chain.from_iterable(told), *(people for _, people in cells)])
    sizes = [len(people) for people in atoms]
    number_of = {one: number for number, people in enumerate(atoms) for one in people}

    def row(people: frozenset[int]) -> Row:
        return {number_of[one]: 1 for one in people}

    known = Known(sizes)
    for groups in told:
        known.remember([row(people) for people in groups])
    return {cell: not people or known.take(row(people)) for cell, people in cells}


def atoms_of(cells: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """The groups of people who are in exactly the same cells."""
    where: dict[int, list[int]] = {}
    for number, people in enumerate(cells):
        for one in people:
            where.setdefault(one, []).append(number)
    together: dict[tuple[int, ...], set[int]] = {}
    for one, numbers in where.items():
        together.setdefault(tuple(numbers), set()).add(one)
    return [frozenset(people) for people in together.values()]


class Known:
    """What a reader can work out from the cells shown so far: a span, kept in echelon form."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.small = [atom for atom, size in enumerate(sizes) if size < SMALLEST]
        self.rows: dict[int, Row] = {}  # by the atom in which only this row is not zero
        self._random = random.Random(SEED)
        self._free = [self._random.randrange(1, PRIME) for _ in sizes]

    def take(self, row: Mapping[int, int]) -> bool:
        """Learn a cell, unless it would tell of few people; answers whether it is known now."""
        before = self.rows
        if self._learn(row) and self.tells_of_few():
            self.rows = before
            return False
        return True

    def remember(self, rows: Sequence[Mapping[int, int]]) -> None:
        """Learn what was published together. What a later correction has made unsafe is left out."""
        before = self.rows
        for row in rows:
            self._learn(row)
        if self.rows is not before and self.tells_of_few():
            self.rows = before
            for row in rows:
                self.take(row)

    def _learn(self, row: Mapping[int, int]) -> bool:
        """Know a cell; answers whether it was new: it could not be worked out before."""
        rest = self._reduced(row)
        if rest:
            self.rows = self._with(self._pivot(rest), rest)
        return bool(rest)

    def tells_of_few(self) -> bool:
        """Whether some group of one to four people lies in the span."""
        numbers = self._hidden()
        singles = [(numbers[atom], self.sizes[atom]) for atom in self.small]
        return sums_to_nothing(singles)

    def _hidden(self) -> list[int]:
        """A random vector that is orthogonal to every row: one number for each atom."""
        numbers = list(self._free)
        for pivot, row in self.rows.items():
            rest = sum(value * numbers[atom] for atom, value in row.items() if atom != pivot)
            numbers[pivot] = -rest % PRIME
        return numbers

    def _reduced(self, row: Mapping[int, int]) -> Row:
        rest = dict(row)
        for pivot in [atom for atom in rest if atom in self.rows]:
            _subtract(rest, self.rows[pivot], rest.get(pivot, 0))
        return rest

    def _pivot(self, rest: Row) -> int:
        return next(iter(rest))

    def _with(self, pivot: int, rest: Row) -> dict[int, Row]:
        scale = pow(rest[pivot], -1, PRIME)
        fresh = {atom: value * scale % PRIME for atom, value in rest.items()}
        rows: dict[int, Row] = {}
        for other, row in self.rows.items():
            if pivot in row:
                changed = dict(row)
                _subtract(changed, fresh, changed[pivot])
                rows[other] = changed
            else:
                rows[other] = row
        rows[pivot] = fresh
        return rows


def _subtract(row: Row, other: Row, times: int) -> None:
    """`row` less `times` `other`, in place."""
    if not times:
        return
    for atom, value in other.items():
        left = (row.get(atom, 0) - times * value) % PRIME
        if left:
            row[atom] = left
        else:
            row.pop(atom, None)


def sums_to_nothing(numbers: Iterable[tuple[int, int]]) -> bool:
    """Whether one to four of these (number, size) sum to 0 modulo `PRIME`, their sizes to less than `SMALLEST`.

    Four can only be of size one each, of three only one can be of size two. What a number, or a sum of two,
    lacks to 0 stands in a set, so that no two sums are compared one by one.
    """
    of_size: list[list[int]] = [[] for _ in range(SMALLEST)]
    for number, size in numbers:
        of_size[size].append(number % PRIME)
    _none, ones, twos, threes, _fours = of_size
    if not all(chain.from_iterable(of_size)):
        return True
    if not _lacking(ones).isdisjoint((*ones, *twos, *threes)):
        return True
    sums = [(a + b) % PRIME for a, b in combinations(ones, 2)]
    if not _lacking(twos).isdisjoint((*twos, *sums)):
        return True
    lacking = _lacking(sums)
    found = lacking.intersection(ones) | lacking.intersection(sums)
    return bool(found) and _sum_apart(ones, sums, found)


def _lacking(numbers: Iterable[int]) -> set[int]:
    """What each of these lacks to 0."""
    return {PRIME - number for number in numbers}


def _sum_apart(ones: Sequence[int], sums: Sequence[int], found: set[int]) -> bool:
    """Whether three or four of `ones` sum to 0, each taken once; of the sums of two, those that lack `found`."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for pair, number in zip(combinations(range(len(ones)), 2), sums, strict=True):
        if PRIME - number in found:
            pairs.setdefault(number, []).append(pair)
    three = (
        position not in pair
        for position, number in enumerate(ones)
        for pair in pairs.get(PRIME - number, ())
    )
    four = (
        not {*pair} & {*other}
        for number in pairs
        for pair in pairs[number]
        for other in pairs.get(PRIME - number, ())
    )
    return any(three) or any(four)
