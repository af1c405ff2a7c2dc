"""Essays wait for their reader; a rubric turns what the reader says into a fraction."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions.grading.outcome import (
    NOTHING,
    Grade,
    Shape,
    member,
    typed,
    unanswered,
)
from hilo.learning.rules.questions.kinds import Essay


def grade_essay(question: Essay, response: Any) -> Grade:
    """`{"text": "…", "files": ["…"]}`: to be read by a trainer; without text and files it is no answer."""
    text, files = typed(response), member(response, "files", [])
    if not isinstance(files, list) or not all(isinstance(one, str) for one in files):
        raise Shape("not_a_list", "/files")
    if len(files) > question.most_files:
        raise Shape("too_many", "/files", most=question.most_files)
    if not text.strip() and not files:
        return unanswered()
    return Grade(NOTHING, "needs_grading")


def rubric_fraction(question: Essay, levels: Sequence[int]) -> Fraction | None:
    """What an essay earns whose reader chose these levels, one per criterion from 0; None if they do not fit."""
    rubric = question.rubric
    if not rubric or len(levels) != len(rubric):
        return None
    if not all(0 <= at < len(one.levels) for one, at in zip(rubric, levels, strict=True)):
        return None
    earned = sum((one.levels[at].points for one, at in zip(rubric, levels, strict=True)), NOTHING)
    most = sum((one.levels[-1].points for one in rubric), NOTHING)
    return earned / most if most else None
