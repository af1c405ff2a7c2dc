"""Grades of typed answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions import numbers, wording
from hilo.learning.rules.questions.grading.outcome import (
    NOTHING,
    SHORT,
    Grade,
    Part,
    Shape,
    graded,
    state_of,
    typed,
    unanswered,
)
from hilo.learning.rules.questions.kinds import Numerical, NumericAnswer, ShortAnswer, Unit
from hilo.learning.rules.questions.problems import Problem, refusal


def grade_short(question: ShortAnswer, response: Any) -> Grade:
    """`{"text": "…"}`: the weight of the first pattern that fits."""
    text = typed(response, most=SHORT)
    if not text.strip():
        return unanswered()
    for number, answer in enumerate(question.answers):
        if wording.fits(
            text,
            answer.text,
            case_sensitive=question.case_sensitive,
            ignores_accents=question.ignores_accents,
        ):
            return _hit(number, answer.weight)
    return graded(NOTHING)


def grade_numerical(question: Numerical, response: Any) -> Grade:
    """`{"text": "12,5 cm"}` or `{"text": "12,5", "unit": "cm"}`: the first answer within its tolerance."""
    text, apart = typed(response, most=SHORT), typed(response, "unit", most=SHORT)
    if not text.strip():
        return unanswered()
    number, behind = numbers.split(text)
    values = numbers.readings(number)
    if not values:
        raise Shape("not_a_number", "/text")
    unit = _unit(question, behind or apart.strip())
    if unit.problem and unit.problem.is_refusal and question.unit_rule == "free":
        return unanswered(unit.problem)
    return _with_penalty(question, unit, _nearest(question, values, unit.factor))


@dataclass(frozen=True)
class _Unit:
    """What was said of the unit: by what the number is divided, and whether it is one of the question's."""

    factor: Fraction
    is_right: bool
    problem: Problem | None = None


def _unit(question: Numerical, said: str) -> _Unit:
    """The unit of these letters; capitals count only where nothing else tells two units apart (m, M)."""
    if not said:
        return _Unit(Fraction(1), is_right=not question.units)
    for same in (str, str.casefold):
        for unit in question.units:
            if same(unit.name.strip()) == same(said):
                return _Unit(Fraction(unit.multiplier), is_right=True)
    known = [unit.name for unit in question.units]
    code = "unknown_unit" if known else "unit_not_asked"
    return _Unit(Fraction(1), False, refusal(code, "/unit", unit=said[:40], units=known))


def _nearest(question: Numerical, values: tuple[Decimal, ...], factor: Fraction) -> Grade:
    """The first answer that any reading of the number meets."""
    for number, answer in enumerate(question.answers):
        if any(_is_within(answer, Fraction(value) / factor) for value in values):
            return _hit(number, answer.weight)
    return graded(NOTHING)


def _is_within(answer: NumericAnswer, value: Fraction) -> bool:
    if answer.value is None:
        return True
    return abs(value - Fraction(answer.value)) <= Fraction(answer.tolerance)


def _with_penalty(question: Numerical, unit: _Unit, grade: Grade) -> Grade:
    if unit.is_right or question.unit_rule == "free" or grade.fraction <= 0:
        return grade
    base = grade.fraction if question.unit_rule == "of_answer" else Fraction(1)
    fraction = max(grade.fraction - base * question.unit_penalty, NOTHING)
    problems = (unit.problem,) if unit.problem else (refusal("unit_missing", "/unit"),)
    return Grade(fraction, state_of(fraction), grade.parts, grade.feedback, problems)


def _hit(number: int, weight: Fraction) -> Grade:
    part = Part(f"/answers/{number}", weight, state_of(weight))
    return graded(weight, (part,), f"/answers/{number}/feedback")


__all__ = ["Unit", "grade_numerical", "grade_short"]
