"""A text with gaps, each a small question of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from hilo.learning.rules.questions.kinds.choice import MultipleChoice, SingleChoice
from hilo.learning.rules.questions.kinds.common import Question
from hilo.learning.rules.questions.kinds.written import Numerical, ShortAnswer

GapQuestion = SingleChoice | MultipleChoice | ShortAnswer | Numerical

PLACE = re.compile(r"\{#([1-9][0-9]{0,2})\}")


def place(number: int) -> str:
    """Where gap `number` (from 1) stands in the text."""
    return f"{{#{number}}}"


@dataclass(frozen=True)
class Gap:
    """A small question (only its answers count) and its weight among the gaps of its text.

    Choices stand in a list that opens ("line"), below each other or beside each other.
    """

    question: GapQuestion
    weight: int = 1
    layout: Literal["line", "vertical", "horizontal"] = "line"


@dataclass(frozen=True, kw_only=True)
class Cloze(Question):
    """The text holds `{#1}`, `{#2}` … once each, where the gaps are."""

    kind: ClassVar[str] = "cloze"

    gaps: tuple[Gap, ...] = ()

    @property
    def whole(self) -> Fraction:
        """The weights of all gaps together."""
        return Fraction(sum(gap.weight for gap in self.gaps))

    def pieces(self) -> list[str | int]:
        """The text in pieces: Markdown, and in between the numbers of gaps, from 1."""
        found = PLACE.split(self.text)
        return [int(piece) if at % 2 else piece for at, piece in enumerate(found)]
