"""Grades of texts with gaps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions.grading.choice import grade_multiple, grade_single
from hilo.learning.rules.questions.grading.outcome import (
    NOTHING,
    Grade,
    Part,
    Shape,
    graded,
    member,
    unanswered,
)
from hilo.learning.rules.questions.grading.written import grade_numerical, grade_short
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Gap,
    MultipleChoice,
    Numerical,
    ShortAnswer,
    SingleChoice,
)

_HOW: dict[type, Any] = {
    SingleChoice: grade_single,
    MultipleChoice: grade_multiple,
    ShortAnswer: grade_short,
    Numerical: grade_numerical,
}


def grade_cloze(question: Cloze, response: Any) -> Grade:
    """`{"gaps": [{"text": "…"}, null, {"choice": 1}]}`: the gaps' fractions, weighted, over all weights."""
    given = member(response, "gaps", [])
    if not isinstance(given, list):
        raise Shape("not_a_list", "/gaps")
    if len(given) > len(question.gaps):
        raise Shape("too_many", "/gaps", most=len(question.gaps))
    given = given + [None] * (len(question.gaps) - len(given))
    grades = [
        _gap(gap, one, f"/gaps/{number}")
        for number, (gap, one) in enumerate(zip(question.gaps, given, strict=True))
    ]
    return _together(question, grades)


def _gap(gap: Gap, given: Any, at: str) -> Grade:
    """One gap's grade, seen from the whole question; what cannot be read is no answer to this gap alone."""
    try:
        grade = (
            unanswered() if given in (None, {}) else _HOW[type(gap.question)](gap.question, given)
        )
    except Shape as wrong:
        grade = unanswered(wrong.problem)
    return replace(
        grade,
        feedback=tuple(f"{at}/question{ref}" for ref in grade.feedback),
        problems=tuple(problem.within(at) for problem in grade.problems),
    )


def _together(question: Cloze, grades: list[Grade]) -> Grade:
    problems = tuple(problem for grade in grades for problem in grade.problems)
    if all(grade.state == "not_answered" for grade in grades):
        return unanswered(*problems)
    earned = sum(
        (gap.weight * grade.fraction for gap, grade in zip(question.gaps, grades, strict=True)),
        NOTHING,
    )
    parts = tuple(
        Part(f"/gaps/{number}", grade.fraction, grade.state, grade.state != "not_answered")
        for number, grade in enumerate(grades)
    )
    feedback = [ref for grade in grades for ref in grade.feedback]
    return replace(graded(Fraction(earned) / question.whole, parts, *feedback), problems=problems)
