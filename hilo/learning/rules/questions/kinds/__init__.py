"""Every kind of question, as plain frozen dataclasses. Texts are Markdown unless a field says otherwise."""

from __future__ import annotations

from hilo.learning.rules.questions.kinds.arranged import ORDER_GRADINGS, Matching, Ordering, Pair
from hilo.learning.rules.questions.kinds.choice import (
    NUMBERINGS,
    Choice,
    MultipleChoice,
    SingleChoice,
    TrueFalse,
)
from hilo.learning.rules.questions.kinds.cloze import Cloze, Gap, GapQuestion, place
from hilo.learning.rules.questions.kinds.common import Attachment, Hint, Question, Replying
from hilo.learning.rules.questions.kinds.essay import Criterion, Description, Essay, Level
from hilo.learning.rules.questions.kinds.written import (
    Answer,
    Numerical,
    NumericAnswer,
    ShortAnswer,
    Unit,
)

KINDS: dict[str, type[Question]] = {
    one.kind: one
    for one in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        ShortAnswer,
        Numerical,
        Matching,
        Ordering,
        Cloze,
        Essay,
        Description,
    )
}

__all__ = [
    "KINDS",
    "NUMBERINGS",
    "ORDER_GRADINGS",
    "Answer",
    "Attachment",
    "Choice",
    "Cloze",
    "Criterion",
    "Description",
    "Essay",
    "Gap",
    "GapQuestion",
    "Hint",
    "Level",
    "Matching",
    "MultipleChoice",
    "NumericAnswer",
    "Numerical",
    "Ordering",
    "Pair",
    "Question",
    "Replying",
    "ShortAnswer",
    "SingleChoice",
    "TrueFalse",
    "Unit",
    "place",
]
