"""Grades of questions whose answers are there to choose from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions.grading.outcome import (
    NOTHING,
    WHOLE,
    Grade,
    Part,
    Shape,
    graded,
    index,
    indices,
    member,
    state_of,
    unanswered,
)
from hilo.learning.rules.questions.kinds import MultipleChoice, SingleChoice, TrueFalse


def grade_single(question: SingleChoice, response: Any) -> Grade:
    """`{"choice": 2}`: the weight of the choice, which may be below zero."""
    chosen = index(member(response, "choice"), len(question.choices), "/choice")
    if chosen is None:
        return unanswered()
    weight = question.choices[chosen].weight
    part = Part(f"/choices/{chosen}", weight, state_of(weight))
    return graded(weight, (part,), f"/choices/{chosen}/feedback")


def grade_multiple(question: MultipleChoice, response: Any) -> Grade:
    """`{"choices": [0, 2]}`: the weights of what was chosen, added up, within 0 and 1."""
    found = indices(response, "choices", len(question.choices))
    chosen = sorted({one for one in found if one is not None})
    if not chosen:
        return unanswered()
    parts = tuple(_chosen(question, number) for number in chosen)
    total = sum((part.fraction for part in parts), NOTHING)
    return graded(
        min(max(total, NOTHING), WHOLE), parts, *(f"{part.at}/feedback" for part in parts)
    )


def grade_true_false(question: TrueFalse, response: Any) -> Grade:
    """`{"value": true}`: everything or nothing."""
    value = member(response, "value")
    if value is None:
        return unanswered()
    if not isinstance(value, bool):
        raise Shape("not_true_or_false", "/value")
    fraction = Fraction(value == question.answer)
    return graded(fraction, (), "/true_feedback" if value else "/false_feedback")


def _chosen(question: MultipleChoice, number: int) -> Part:
    weight = question.choices[number].weight
    return Part(f"/choices/{number}", weight, "right" if weight > 0 else "wrong")
