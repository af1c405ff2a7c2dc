"""A question of a simple kind as a row of plain texts, and back. Pure.

A row has `text`, `feedback` and up to six answers, each with its share of the marks in per cent and
what is told to whoever gives it. A number is written `12` or `12±0.5`; what is true or false has one
answer, `true` or `false`, and two remarks: to whoever says true, to whoever says false.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions import KINDS, Question, numbers
from hilo.learning.rules.questions.amounts import HUNDRED, percentage
from hilo.learning.rules.questions.kinds import Answer, Choice, NumericAnswer

SIMPLE = ("single", "multiple", "true_false", "short", "numerical")
ANSWERS = 6
BETWEEN = "±"
TRUE = {"true", "verdadero", "vrai", "صحيح", "1", "yes", "si", "sí", "oui", "نعم"}


@dataclass(frozen=True)
class Line:
    """An answer of a row; its share in per cent."""

    text: str = ""
    share: Decimal | None = None
    feedback: str = ""


def fits(question: Question) -> bool:
    """Whether a row can hold all answers of the question."""
    return question.kind in SIMPLE and len(lines_of(question)) <= ANSWERS


def lines_of(question: Any) -> list[Line]:
    """The answers of a question as a row holds them."""
    if question.kind == "true_false":
        said = "true" if question.answer else "false"
        first = Line(said, None, question.true_feedback)
        return [first, Line("", None, question.false_feedback)]
    if question.kind == "numerical":
        return [Line(_number(one), _percent(one.weight), one.feedback) for one in question.answers]
    answers = question.choices if hasattr(question, "choices") else question.answers
    return [Line(one.text, _percent(one.weight), one.feedback) for one in answers]


def question_of(
    kind: str, base: Question | None, fields: Mapping[str, Any], lines: Sequence[Line]
) -> Question | None:
    """The question of a row; what it does not say stays as in `base`. None where a number is none."""
    start = base if base is not None and base.kind == kind else KINDS[kind]()
    return None if (made := _answers(kind, lines)) is None else replace(start, **fields, **made)


def _answers(kind: str, lines: Sequence[Line]) -> dict[str, Any] | None:
    said = [one for one in lines if one.text]
    if kind == "true_false":
        is_true = bool(said) and said[0].text.casefold() in TRUE
        remarks = [one.feedback for one in (*lines, Line(), Line())[:2]]
        return {"answer": is_true, "true_feedback": remarks[0], "false_feedback": remarks[1]}
    if kind == "numerical":
        found = [_numeric(one) for one in said]
        return None if None in found else {"answers": tuple(found)}
    if kind == "short":
        return {"answers": tuple(Answer(one.text, _weight(one), one.feedback) for one in said)}
    return {"choices": tuple(Choice(one.text, _weight(one), one.feedback) for one in said)}


def _numeric(line: Line) -> NumericAnswer | None:
    value, _mark, tolerance = line.text.partition(BETWEEN)
    read = [numbers.value_of(value), numbers.value_of(tolerance or "0")]
    if None in read and value.strip() != "*":
        return None
    return NumericAnswer(read[0], read[1] or Decimal(0), _weight(line), line.feedback)


def _number(answer: NumericAnswer) -> str:
    if answer.value is None:
        return "*"
    value = numbers.shown(answer.value)
    return f"{value}{BETWEEN}{numbers.shown(answer.tolerance)}" if answer.tolerance else value


def _weight(line: Line) -> Fraction:
    """A share in per cent; 33.33333 is a third, nothing is nothing."""
    return Fraction(0) if line.share is None else percentage(f"{line.share:f}") or Fraction(0)


def _percent(weight: Fraction) -> Decimal:
    value = Decimal(round(weight * HUNDRED * 10**5)).scaleb(-5)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
