"""Grades of what was put together or in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions.grading.outcome import (
    Grade,
    Part,
    Shape,
    State,
    graded,
    index,
    indices,
    member,
    unanswered,
)
from hilo.learning.rules.questions.kinds import Matching, Ordering

Earned = Sequence[tuple[int, int]]  # per item: points, and how many there were to earn


def grade_matching(question: Matching, response: Any) -> Grade:
    """`{"pairs": [2, null, 0]}`, per stem a place in `question.options`: the share of right pairs."""
    options = question.options
    found = _answers(question, response)
    if not any(one is not None for one in found):
        return unanswered()
    parts = tuple(
        _part(f"/pairs/{number}", one is not None and options[one] == pair.answer, one is not None)
        for number, (pair, one) in enumerate(zip(question.pairs, found, strict=True))
    )
    right = sum(part.fraction for part in parts)
    return graded(Fraction(right, len(parts)), parts)


def grade_ordering(question: Ordering, response: Any) -> Grade:
    """`{"order": [2, 0, 1]}`, the items as they were laid from the top: graded as the question says."""
    order = indices(response, "order", len(question.items))
    if not order:
        return unanswered()
    if sorted(one for one in order if one is not None) != list(range(len(question.items))):
        raise Shape("not_every_item_once", "/order", count=len(question.items))
    earned = GRADINGS[question.grading]([one for one in order if one is not None])
    points, most = (sum(column) for column in zip(*earned, strict=True))
    parts = tuple(
        Part(f"/items/{item}", Fraction(got, of), _state(got, of))
        for item, (got, of) in enumerate(earned)
        if of
    )
    return graded(Fraction(points, most) if most else Fraction(0), parts)


def _answers(question: Matching, response: Any) -> list[int | None]:
    """One answer per stem; those that are missing at the end were not given."""
    given = member(response, "pairs", [])
    if not isinstance(given, list):
        raise Shape("not_a_list", "/pairs")
    if len(given) > len(question.pairs):
        raise Shape("too_many", "/pairs", most=len(question.pairs))
    count = len(question.options)
    found = [index(one, count, f"/pairs/{number}") for number, one in enumerate(given)]
    return found + [None] * (len(question.pairs) - len(found))


def _part(at: str, is_right: bool, is_given: bool) -> Part:
    return Part(at, Fraction(is_right), "right" if is_right else "wrong", is_given)


def _state(got: int, of: int) -> State:
    return "right" if got == of else "partly" if got else "wrong"


def _absolute(order: Sequence[int]) -> Earned:
    """A point for each item in its place."""
    return [(int(order[item] == item), 1) for item in range(len(order))]


def _all_or_nothing(order: Sequence[int]) -> Earned:
    everything = int(list(order) == sorted(order))
    return [(everything, 1)] * len(order)


def _next(order: Sequence[int], *, counts_last: bool) -> Earned:
    """A point for each item that is followed by the right one; where the last counts, by none."""
    follows = dict(zip(order, [*order[1:], None], strict=True))
    count = len(order)
    earned = [(int(follows[item] == item + 1), 1) for item in range(count - 1)]
    last = (int(follows[count - 1] is None), 1) if counts_last else (0, 0)
    return [*earned, last]


def _neighbours(order: Sequence[int]) -> Earned:
    """A point for the right item before, and one for the right item after."""
    before = dict(zip(order, [None, *order[:-1]], strict=True))
    after = dict(zip(order, [*order[1:], None], strict=True))
    count = len(order)
    return [
        (
            int(item > 0 and before[item] == item - 1)
            + int(item < count - 1 and after[item] == item + 1),
            int(item > 0) + int(item < count - 1),
        )
        for item in range(count)
    ]


def _all_before_and_after(order: Sequence[int]) -> Earned:
    """A point for each other item that stands on its right side."""
    place = {item: at for at, item in enumerate(order)}
    count = len(order)
    return [
        (
            sum(
                (place[other] < place[item]) == (other < item)
                for other in range(count)
                if other != item
            ),
            count - 1,
        )
        for item in range(count)
    ]


def _longest(order: Sequence[int], *, is_contiguous: bool) -> Earned:
    """A point for each item of the longest run in right order, if that has two items or more."""
    chain = _longest_chain(order, is_contiguous)
    inside = set(chain) if len(chain) > 1 else set()
    return [(int(item in inside), 1) for item in range(len(order))]


def _longest_chain(order: Sequence[int], is_contiguous: bool) -> list[int]:
    """The longest list of items that ascend (one by one, side by side, where contiguous); the leftmost of equals."""
    best: list[list[int]] = []
    for at, item in enumerate(order):
        if is_contiguous:
            before = [best[-1]] if best and order[at - 1] == item - 1 else []
        else:
            before = [chain for chain in best if chain[-1] < item]
        best.append([*max(before, key=len, default=[]), item])
    return max(best, key=len)


def _distance(order: Sequence[int]) -> Earned:
    """The nearer to its place, the more points: with n items, n − 1 in its place and one less per step away."""
    most = len(order) - 1
    place = {item: at for at, item in enumerate(order)}
    return [(most - abs(place[item] - item), most) for item in range(len(order))]


GRADINGS: dict[str, Callable[[Sequence[int]], Earned]] = {
    "all_or_nothing": _all_or_nothing,
    "absolute_position": _absolute,
    "relative_next_exclude_last": lambda order: _next(order, counts_last=False),
    "relative_next_include_last": lambda order: _next(order, counts_last=True),
    "relative_one_previous_and_next": _neighbours,
    "relative_all_previous_and_next": _all_before_and_after,
    "longest_ordered_subset": lambda order: _longest(order, is_contiguous=False),
    "longest_contiguous_subset": lambda order: _longest(order, is_contiguous=True),
    "relative_to_correct": _distance,
}
