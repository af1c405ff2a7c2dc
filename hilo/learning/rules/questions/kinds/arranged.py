"""Questions in which things are put together or in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from hilo.learning.rules.questions.kinds.common import Replying

# Moodle's nine ways to grade an order, by its own names (docs/algorithms/questions.md).
OrderGrading = Literal[
    "all_or_nothing",
    "absolute_position",
    "relative_next_exclude_last",
    "relative_next_include_last",
    "relative_one_previous_and_next",
    "relative_all_previous_and_next",
    "longest_ordered_subset",
    "longest_contiguous_subset",
    "relative_to_correct",
]
ORDER_GRADINGS: tuple[str, ...] = get_args(OrderGrading)


@dataclass(frozen=True)
class Pair:
    """A stem (Markdown) and what belongs to it (plain text)."""

    stem: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Matching(Replying):
    """Each stem gets one of the answers; `distractors` belong to none."""

    kind: ClassVar[str] = "matching"

    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()
    shuffle: bool = True

    @property
    def options(self) -> tuple[str, ...]:
        """The different answers to choose from, in the order in which they stand; responses count in it."""
        return tuple(dict.fromkeys([pair.answer for pair in self.pairs] + [*self.distractors]))


@dataclass(frozen=True, kw_only=True)
class Ordering(Replying):
    """Items, in their right order; learners see them shuffled."""

    kind: ClassVar[str] = "ordering"

    items: tuple[str, ...] = ()
    grading: OrderGrading = "absolute_position"
    is_horizontal: bool = False
