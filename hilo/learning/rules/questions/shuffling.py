"""In which order a learner sees things. The seed is the caller's, so an attempt looks the same tomorrow."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hilo.learning.rules.questions.kinds import (
    Cloze,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    SingleChoice,
)


def shown_order(question: Question, seed: str, *, may_shuffle: bool = True) -> tuple[int, ...]:
    """The places (from 0) of choices, options or items, in the order in which they are shown.

    `may_shuffle` is the quiz's own setting; an ordering question is shuffled in any case, and never shown in its
    right order. Kinds without such things answer ().
    """
    match question:
        case SingleChoice() | MultipleChoice():
            return _order(len(question.choices), seed, question.shuffle and may_shuffle)
        case Matching():
            return _order(len(question.options), seed, is_shuffled=True)
        case Ordering():
            return _not_right(_order(len(question.items), seed, is_shuffled=True))
    return ()


def stem_order(question: Matching, seed: str, *, may_shuffle: bool = True) -> tuple[int, ...]:
    """The places of the stems of a matching question, in the order in which they are shown."""
    return _order(len(question.pairs), f"{seed}/stems", question.shuffle and may_shuffle)


def gap_orders(
    question: Cloze, seed: str, *, may_shuffle: bool = True
) -> tuple[tuple[int, ...], ...]:
    """For each gap what `shown_order` says of its choices."""
    return tuple(
        shown_order(gap.question, f"{seed}/{number}", may_shuffle=may_shuffle)
        for number, gap in enumerate(question.gaps)
    )


def _order(count: int, seed: str, is_shuffled: bool) -> tuple[int, ...]:
    """Sorted by a hash of seed and place: the same on every machine and in every version of Python."""
    places = range(count)
    return tuple(sorted(places, key=lambda place: _hash(seed, place)) if is_shuffled else places)


def _hash(seed: str, place: int) -> bytes:
    return hashlib.sha256(f"{seed}#{place}".encode()).digest()


def _not_right(order: Sequence[int]) -> tuple[int, ...]:
    """`order`, turned by one where it gives the answer away."""
    is_right = list(order) == sorted(order) and len(order) > 1
    return (*order[1:], order[0]) if is_right else tuple(order)
