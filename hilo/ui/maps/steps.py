"""Class steps: amounts in at most four classes with round ends, from light to dark."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from hilo.ui.charts.figures import Value, known, numbers
from hilo.ui.charts.reading import amount
from hilo.ui.charts.small import Hidden

MOST = 4  # classes that the eye can tell apart beside one another
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
CROWDED = 0.75  # share of the amounts in the lowest class from which classes grow threefold
GROWTH = 3


@dataclass(frozen=True)
class Steps:
    """Classes from zero up to each of `ends`; `whole` amounts are counted, others measured."""

    ends: tuple[float, ...]
    whole: bool
    has_zero: bool
    hidden: tuple[Hidden, ...]
    decimals: int

    @classmethod
    def of(cls, values: Iterable[Value], decimals: int = 0) -> Steps:
        """The classes in which `values` are best told apart."""
        values = list(values)
        amounts = numbers(values)
        whole = all(value.is_integer() for value in amounts)
        ends = _ends([value for value in amounts if value], whole)
        return cls(
            ends=ends,
            whole=whole,
            has_zero=any(value == 0 for value in amounts),
            hidden=tuple(dict.fromkeys(value for value in values if isinstance(value, Hidden))),
            decimals=0 if whole else max([decimals, *map(_places, ends)]),
        )

    def look(self, value: Value) -> str:
        """The class of the mark for `value`."""
        if isinstance(value, Hidden):
            return "few"
        if not known(value):
            return ""
        if not value:
            return "step0"
        reach = float(value) * (1 - 1e-9)
        number = next(n for n, end in enumerate(self.ends, 1) if reach <= end)
        return f"step{number}"

    def legend(self) -> list[tuple[str, str]]:
        """(class of the mark, what it stands for), from the least to the most."""
        named = [("step0", amount(0))] if self.has_zero else []
        starts = (0.0, *self.ends)
        ranges = zip(starts, self.ends, strict=False)
        named += [(f"step{n}", self._range(low, high)) for n, (low, high) in enumerate(ranges, 1)]
        return named + [("few", str(hidden.words)) for hidden in self.hidden]

    def _range(self, low: float, high: float) -> str:
        low = low + 1 if self.whole else low
        if low == high:
            return amount(high)
        return f"{amount(low, self.decimals)}–{amount(high, self.decimals)}"


def _ends(amounts: list[float], whole: bool) -> tuple[float, ...]:
    """Round ends of equal classes; of classes that grow threefold where most amounts are small."""
    if not amounts:
        return ()
    top = max(amounts)
    width = _round_up(top / MOST, whole)
    count = math.ceil(top / width - 1e-9)
    crowd = sum(value <= width for value in amounts) / len(amounts)
    if count == MOST and len(amounts) > MOST and crowd >= CROWDED:
        grown = [_round_up(top / GROWTH**n, whole) for n in reversed(range(MOST))]
        return tuple(dict.fromkeys(grown))
    return tuple(width * (n + 1) for n in range(count))


def _round_up(value: float, whole: bool) -> float:
    """The next round number that is not below `value`."""
    if whole and value <= 1:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    rounds = (factor * power for factor in ROUND if factor * power >= value * (1 - 1e-9))
    return float(next(each for each in rounds if not whole or each == int(each)))


def _places(end: float) -> int:
    """How many places a class's end needs."""
    return next(places for places in range(9) if math.isclose(round(end, places), end))
