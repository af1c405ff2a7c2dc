"""Questions whose answer is typed and judged by rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from hilo.learning.rules.questions.kinds.common import Question


@dataclass(frozen=True)
class Answer:
    """A pattern in which `*` stands for anything and `\\*` for a star; the first that fits counts."""

    text: str
    weight: Fraction = Fraction(1)
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortAnswer(Question):
    """A word or a few. Patterns are plain text."""

    kind: ClassVar[str] = "short"

    answers: tuple[Answer, ...] = ()
    case_sensitive: bool = False
    ignores_accents: bool = False


@dataclass(frozen=True)
class NumericAnswer:
    """Every number at most `tolerance` away from `value`; where that is None, any number at all."""

    value: Decimal | None
    tolerance: Decimal = Decimal(0)
    weight: Fraction = Fraction(1)
    feedback: str = ""


@dataclass(frozen=True)
class Unit:
    """So many of this unit make one of the first: 100 cm are 1 m. The first has the multiplier 1."""

    name: str
    multiplier: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Numerical(Question):
    """A number, with or without a unit.

    Where the `unit_rule` is "free", a unit may be left out; a wrong or missing one costs `unit_penalty` of
    what the number earned ("of_answer") or of the whole mark ("of_question").
    """

    kind: ClassVar[str] = "numerical"

    answers: tuple[NumericAnswer, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_rule: Literal["free", "of_answer", "of_question"] = "free"
    unit_penalty: Fraction = Fraction(1, 10)
