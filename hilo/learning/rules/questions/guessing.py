"""What a learner who knows nothing would earn on average, as Moodle's statistics define it."""

from __future__ import annotations

from fractions import Fraction

from hilo.learning.rules.questions.kinds import (
    Cloze,
    Description,
    Matching,
    MultipleChoice,
    Numerical,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

NOTHING = Fraction(0)


def random_guess(question: Question) -> Fraction | None:
    """The random guess score of `question`, as a fraction of its mark; None where there is no estimate.

    Typed answers are never guessed, unless `*` takes any. Orders and essays count as 0.
    """
    match question:
        case Description() | MultipleChoice():
            return None
        case TrueFalse():
            return Fraction(1, 2)
        case SingleChoice():
            return sum((one.weight for one in question.choices), NOTHING) / max(
                len(question.choices), 1
            )
        case Matching():
            return Fraction(1, max(len(question.pairs) + len(question.distractors), 1))
        case ShortAnswer():
            return _of_any([(one.text.strip() == "*", one.weight) for one in question.answers])
        case Numerical():
            return _of_any([(one.value is None, one.weight) for one in question.answers])
        case Cloze():
            return _of_gaps(question)
    return NOTHING


def _of_any(answers: list[tuple[bool, Fraction]]) -> Fraction:
    return next((weight for takes_any, weight in answers if takes_any), NOTHING)


def _of_gaps(question: Cloze) -> Fraction:
    """The gaps' scores, weighted; a gap of several choices counts as 0."""
    guesses = [(gap.weight, random_guess(gap.question) or NOTHING) for gap in question.gaps]
    whole = sum(weight for weight, _guess in guesses)
    return sum((weight * guess for weight, guess in guesses), NOTHING) / max(whole, 1)
