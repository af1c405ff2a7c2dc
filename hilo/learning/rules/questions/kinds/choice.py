"""Questions whose answers are there to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, get_args

from hilo.learning.rules.questions.kinds.common import Question, Replying

Numbering = Literal["abc", "ABCD", "123", "iii", "IIII", "none"]
NUMBERINGS: tuple[str, ...] = get_args(Numbering)


@dataclass(frozen=True)
class Choice:
    """One thing to choose; `weight` is the part of the mark that it gives, −1 to 1."""

    text: str
    weight: Fraction = Fraction(0)
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Replying):
    """One choice is taken. The best choice weighs 1."""

    kind: ClassVar[str] = "single"

    choices: tuple[Choice, ...] = ()
    shuffle: bool = True
    numbering: Numbering = "abc"


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Replying):
    """Any number of choices is taken; their weights are added up."""

    kind: ClassVar[str] = "multiple"

    choices: tuple[Choice, ...] = ()
    shuffle: bool = True
    numbering: Numbering = "abc"


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    """Whether the text is true. A second try would be certain, so a wrong one costs everything."""

    kind: ClassVar[str] = "true_false"

    penalty: Fraction = Fraction(1)
    answer: bool = True
    true_feedback: str = ""
    false_feedback: str = ""
