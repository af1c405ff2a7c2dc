"""What an answer earns. docs/algorithms/questions.md is the specification; its tables are the tests.

`grade` never raises: an answer of a wrong shape is graded as none, with a problem that says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hilo.learning.rules.questions.grading.arranged import grade_matching, grade_ordering
from hilo.learning.rules.questions.grading.choice import (
    grade_multiple,
    grade_single,
    grade_true_false,
)
from hilo.learning.rules.questions.grading.cloze import grade_cloze
from hilo.learning.rules.questions.grading.essay import grade_essay, rubric_fraction
from hilo.learning.rules.questions.grading.outcome import (
    Grade,
    Part,
    Shape,
    State,
    unanswered,
    with_replies,
)
from hilo.learning.rules.questions.grading.written import grade_numerical, grade_short
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

_HOW: dict[type[Question], Callable[[Any, Any], Grade]] = {
    SingleChoice: grade_single,
    MultipleChoice: grade_multiple,
    TrueFalse: grade_true_false,
    ShortAnswer: grade_short,
    Numerical: grade_numerical,
    Matching: grade_matching,
    Ordering: grade_ordering,
    Cloze: grade_cloze,
    Essay: grade_essay,
}


def grade(question: Question, response: Any) -> Grade:
    """What `response` earns; None and `{}` are no answer. A description is never answered."""
    how = _HOW.get(type(question))
    if how is None or response is None or response == {}:
        return unanswered()
    try:
        return with_replies(question, how(question, response))
    except Shape as wrong:
        return unanswered(wrong.problem)


__all__ = ["Grade", "Part", "State", "grade", "rubric_fraction"]
