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


@dataclass(frozen=True)
class Steps:
    """Classes of equal `width` from zero; `whole` amounts are counted, others measured."""

    width: float
    count: int
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
        top = max([*amounts, 0.0])
        width = _width(top, whole)
        hidden = tuple(dict.fromkeys(value for value in values if isinstance(value, Hidden)))
        return cls(
            width,
            max(math.ceil(top / width - 1e-9), 0),
            whole,
            any(value == 0 for value in amounts),
            hidden,
            0 if whole else max(decimals, _places(width)),
        )

    def look(self, value: Value) -> str:
        """The class of the mark for `value`."""
        if isinstance(value, Hidden):
            return "few"
        if not known(value):
            return ""
        return f"step{min(math.ceil(float(value) / self.width - 1e-9), self.count)}"  # type: ignore[arg-type]

    def legend(self) -> list[tuple[str, str]]:
        """(class of the mark, what it stands for), from the least to the most."""
        named = [("step0", amount(0))] if self.has_zero else []
        named += [(f"step{n + 1}", self._range(n)) for n in range(self.count)]
        return named + [("few", str(hidden.words)) for hidden in self.hidden]

    def _range(self, number: int) -> str:
        low, high = number * self.width, (number + 1) * self.width
        if self.whole:
            low += 1
        if low == high:
            return amount(high)
        return f"{amount(low, self.decimals)}–{amount(high, self.decimals)}"


def _places(width: float) -> int:
    """How many places a class's ends need."""
    return next(places for places in range(9) if math.isclose(round(width, places), width))


def _width(top: float, whole: bool) -> float:
    if top <= 0:
        return 1.0
    if whole and top <= MOST:
        return 1.0
    power = 10 ** math.floor(math.log10(top / MOST))
    widths = (factor * power for factor in ROUND if factor * power * MOST >= top)
    return float(next(width for width in widths if not whole or width == int(width)))
