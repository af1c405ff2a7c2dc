"""What can be drawn: figures as frozen dataclasses, each with its unit, checked when it is made.

A value is a number, `None` (not known) or `FEW` (a group under five, never published).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.ui.charts.small import Hidden, protected, published

Number = int | float | Decimal
Value = Number | Hidden | None
Label = Any  # text, or a lazily translated sentence


def known(value: Value) -> bool:
    """Whether `value` is a number that may be drawn."""
    return value is not None and not isinstance(value, Hidden)


def numbers(values: Sequence[Value]) -> list[float]:
    """The numbers among `values`."""
    return [float(value) for value in values if value is not None and not isinstance(value, Hidden)]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Base of all figures.

    `unit` says what is counted ("people"), `period` when, `counted` how, `href` where the records
    behind are (for those who may see them), `decimals` how many places are written.
    """

    title: Label
    unit: Label
    period: Label = ""
    counted: Label = ""
    href: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if not self.unit:
            raise ValueError("a figure names its unit")
        self.check()

    def check(self) -> None:
        """Raise ValueError where the figure cannot be drawn truthfully."""


@dataclass(frozen=True)
class Bar:
    """One line of `Bars`; a `target` of its own is drawn as a mark on it."""

    label: Label
    value: Value
    target: Number | None = None
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars(Figure):
    """Amounts from zero, one bar each; `target` is a mark across all bars, never a gauge."""

    bars: Sequence[Bar]
    target: Number | None = None
    maximum: Number | None = None

    def check(self) -> None:
        refuse_below([bar.value for bar in self.bars], 0)

    @property
    def top(self) -> float:
        """What the whole width stands for."""
        amounts = numbers([bar.value for bar in self.bars])
        amounts += numbers([bar.target for bar in self.bars] + [self.target, self.maximum])
        return max([*amounts, 0]) or 1


@dataclass(frozen=True)
class Pair:
    """One line of `Dots`: the amounts of two series."""

    label: Label
    first: Value
    second: Value = None
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Dots(Figure):
    """Two series on one scale, a filled dot and a ring on each line; `target` is a line across."""

    pairs: Sequence[Pair]
    series: tuple[Label, Label]
    target: Number | None = None
    lowest: Number = 0
    maximum: Number | None = None

    def check(self) -> None:
        refuse_below(self.amounts, self.lowest)

    @property
    def amounts(self) -> list[Value]:
        return [value for pair in self.pairs for value in (pair.first, pair.second)]


@dataclass(frozen=True)
class Change:
    """One line of `Slope`: the same thing before and after."""

    label: Label
    before: Value
    after: Value
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Slope(Figure):
    """Before and after, a thread for each change; `scale` is what the rating allows, if it is one."""

    changes: Sequence[Change]
    moments: tuple[Label, Label] = (_("Before"), _("After"))
    scale: tuple[Number, Number] | None = None

    def check(self) -> None:
        if self.scale:
            refuse_below(
                [value for c in self.changes for value in (c.before, c.after)], self.scale[0]
            )


@dataclass(frozen=True)
class Run:
    """One line of `Moments`: the amounts of one thing, one for each moment; all known, or none."""

    label: Label
    amounts: Sequence[Value]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Moments(Figure):
    """The same things at several moments, in their order; `scale` is what the rating allows."""

    moments: Sequence[Label]
    runs: Sequence[Run]
    scale: tuple[Number, Number] | None = None

    def check(self) -> None:
        if len(self.moments) < 2:
            raise ValueError("a thread joins at least two moments")
        for run in self.runs:
            if len(run.amounts) != len(self.moments):
                raise ValueError(f"«{run.label}» does not have an amount for each moment")
            if len(numbers(run.amounts)) not in {0, len(run.amounts)}:
                raise ValueError(
                    f"«{run.label}» is known at some moments only: its thread would break"
                )
            if self.scale:
                refuse_below(run.amounts, self.scale[0])

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest amount that is drawn, never the same."""
        amounts = [value for run in self.runs for value in numbers(run.amounts)]
        low, high = min(amounts), max(amounts)
        return (low, high) if high > low else (low - 1, high + 1)


@dataclass(frozen=True)
class Whole:
    """One whole of `Shares`, with the amount of each part in the order of the figure's parts.

    `total` is needed where a part is hidden and the whole is not.
    """

    label: Label
    amounts: Sequence[Value]
    total: Value = None
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Shares(Figure):
    """Parts of a whole side by side, in per cent of all, "not stated" among them and never guessed.

    The last part is the one without an answer: it is drawn hollow.
    """

    parts: Sequence[Label]
    wholes: Sequence[Whole]

    def check(self) -> None:
        if not 2 <= len(self.parts) <= 4:
            raise ValueError("shares have two to four parts: more cannot be told apart")
        for whole in self.wholes:
            if len(whole.amounts) != len(self.parts):
                raise ValueError(f"«{whole.label}» does not have an amount for each part")
            refuse_below(whole.amounts, 0)

    @classmethod
    def by_gender(
        cls, wholes: Mapping[Any, Mapping[str, int]] | Mapping[str, int], **figure: Any
    ) -> Shares:
        """Women, men, other, not stated from counts by `woman`, `man`, `other`, `not_stated`.

        `wholes` is one mapping of counts, or one for each label. Groups under five are hidden here.
        """
        rows: Mapping[Any, Any] = wholes if _is_nested(wholes) else {"": wholes}
        return cls(
            parts=[label for _key, label in GENDERS],
            wholes=[_people(label, counts) for label, counts in rows.items()],
            **figure,
        )


GENDERS = (
    ("woman", _("Women")),
    ("man", _("Men")),
    ("other", pgettext_lazy("gender of people counted", "Other")),
    ("not_stated", _("Not stated")),
)


@dataclass(frozen=True, kw_only=True)
class Progress(Figure):
    """How far a target is reached; `planned` is what was planned by today, drawn as a mark."""

    value: Value
    target: Number
    planned: Number | None = None

    def check(self) -> None:
        refuse_below([self.value, self.planned], 0)
        if self.target <= 0:
            raise ValueError("a target is above zero")


@dataclass(frozen=True)
class Span:
    """One row of `Gantt`: from a day to a day (both inclusive), how it is drawn, and what is said of it.

    `look` is `planned`, `running`, `done`, `cancelled` or `late`; `marks` are days that must be kept,
    and whether they were.
    """

    label: Label
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    look: str = "planned"
    remark: Label = ""
    days: Label = ""
    marks: Sequence[tuple[dt.date, bool]] = ()
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Gantt(Figure):
    """What is done when; `today` is drawn through all rows.

    `heads` name the columns of the table behind (days, remarks), `looks` the looks that are drawn, and
    `summary` says the picture in a sentence: a plan has no words of its own.
    """

    spans: Sequence[Span]
    today: dt.date
    summary: Label
    heads: tuple[Label, Label]
    looks: Sequence[tuple[str, Label]] = ()

    @property
    def reach(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that are drawn."""
        days = [day for span in self.spans for day in (span.starts_on, span.ends_on) if day]
        days += [day for span in self.spans for day, _is_reached in span.marks]
        return (min(days), max(days)) if days else (self.today, self.today)


@dataclass(frozen=True, kw_only=True)
class Spark(Figure):
    """The course of an amount over time, as small as a word; `labels` name the moments."""

    amounts: Sequence[Value]
    labels: Sequence[Label] = ()


def _people(label: Label, counts: Mapping[str, int]) -> Whole:
    amounts = [counts.get(key, 0) for key, _label in GENDERS]
    return Whole(label, protected(amounts), total=published(sum(amounts)))


def _is_nested(wholes: Mapping[Any, Any]) -> bool:
    return any(isinstance(counts, Mapping) for counts in wholes.values())


def refuse_below(values: Sequence[Value], least: Number) -> None:
    """Raise ValueError where a number lies under `least`: it could not be drawn truthfully."""
    for value in numbers(values):
        if value < least:
            raise ValueError(f"{value} lies under {least}, where this figure begins")
