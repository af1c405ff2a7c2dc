"""Orders that learners see."""

from __future__ import annotations

import pytest

from hilo.learning.rules.questions import gap_orders, shown_order, stem_order
from hilo.learning.rules.questions.kinds import (
    Choice,
    Cloze,
    Essay,
    Gap,
    Matching,
    Ordering,
    Pair,
    SingleChoice,
)

FIVE = SingleChoice(choices=tuple(Choice(sign) for sign in "abcde"))


def test_the_same_seed_shows_the_same_order_for_ever() -> None:
    assert shown_order(FIVE, "attempt-1") == shown_order(FIVE, "attempt-1") == (4, 1, 2, 0, 3)
    assert len({shown_order(FIVE, f"attempt-{number}") for number in range(40)}) > 20


def test_the_question_and_the_quiz_may_forbid_it() -> None:
    fixed = SingleChoice(choices=FIVE.choices, shuffle=False)
    assert shown_order(fixed, "x") == shown_order(FIVE, "x", may_shuffle=False) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("number", range(30))
def test_an_ordering_never_begins_in_its_right_order(number: int) -> None:
    order = shown_order(Ordering(items=("a", "b")), str(number), may_shuffle=False)
    assert order == (1, 0)


def test_matching_shuffles_options_and_stems_apart() -> None:
    question = Matching(pairs=tuple(Pair(sign, sign) for sign in "abcdef"))
    assert sorted(stem_order(question, "x")) == sorted(shown_order(question, "x")) == list(range(6))
    assert stem_order(question, "x") != shown_order(question, "x")


def test_each_gap_has_its_own_order() -> None:
    cloze = Cloze(text="{#1}{#2}", gaps=(Gap(FIVE), Gap(FIVE)))
    first, second = gap_orders(cloze, "x")
    assert first != second
    assert shown_order(Essay(), "x") == ()
