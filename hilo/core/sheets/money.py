"""Money in a cell: an amount and its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from hilo.core.sheets import cells
from hilo.core.sheets.columns import NumberColumn, Reading


class Money(NamedTuple):
    """An amount with its currency, never the one without the other."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True, eq=False)
class MoneyColumn(NumberColumn):
    """An amount of money; a cell without a currency is in `currency`."""

    currency: str
    places: int = 2
    width: int = 16

    @property
    def number_format(self) -> str:
        return "@"

    def read(self, value: Any, reading: Reading) -> Money:  # type: ignore[override]
        text = cells.plain(value)
        named = re.search(r"[A-Za-z]{3}", text)
        digits = re.sub(r"[A-Za-z$€£]|د\.[أإا]?|درهم", "", text)
        amount = cells.number(digits if isinstance(value, str) else value, reading.language)
        self._check(amount)
        return Money(amount, named[0].upper() if named else self.currency)

    def dump(self, value: Any) -> str | None:
        if value is None:
            return None
        amount, currency = value
        return f"{Decimal(amount).quantize(Decimal(10) ** -self.places):f} {currency}"

    def load(self, kept: str | None) -> Money | None:  # type: ignore[override]
        if kept is None:
            return None
        amount, currency = kept.split()
        return Money(Decimal(amount), currency)

    def cell(self, value: Money, language: str) -> str:  # type: ignore[override]
        text = self.dump(value) or ""
        return text.replace(".", ",") if language == "fr" else text
