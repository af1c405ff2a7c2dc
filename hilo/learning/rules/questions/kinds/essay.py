"""What no rule can judge: an essay; and a text that asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from hilo.learning.rules.questions.kinds.common import Question


@dataclass(frozen=True)
class Level:
    """How well a criterion can be met, in plain words, and the points for it (0 or more)."""

    text: str
    points: Fraction


@dataclass(frozen=True)
class Criterion:
    """One thing that the reader of an essay looks at; its levels stand from the lowest to the highest."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """An answer in one's own words or as files, read by a trainer.

    `lines` is the height of the field. `least_words` and `most_words` are told, never enforced; a file that
    is asked for is. `template` stands in the field from the start; `notes` are for whoever reads.
    """

    kind: ClassVar[str] = "essay"

    penalty: Fraction = Fraction(0)
    field: Literal["editor", "plain", "monospaced", "none"] = "editor"
    is_required: bool = True
    lines: int = 15
    least_words: int | None = None
    most_words: int | None = None
    most_files: int = 0
    least_files: int = 0
    template: str = ""
    notes: str = ""
    rubric: tuple[Criterion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Description(Question):
    """A text among questions, with nothing to answer."""

    kind: ClassVar[str] = "description"

    mark: Fraction = Fraction(0)
    penalty: Fraction = Fraction(0)
