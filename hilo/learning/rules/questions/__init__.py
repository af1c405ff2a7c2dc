"""Questions: what they are, what answers earn, and how they travel between Hilo and other systems.

Pure Python: nothing here knows a database or a page, and no sentence for people stands here (problems are codes).

    question = from_json(stored).question
    earned = grade(question, {"choice": 2})          # Grade(fraction, state, parts, feedback, problems)
    found = FORMATS["gift"].read(content)            # Read(questions, problems, categories)
    file = FORMATS["moodle_xml"].write(questions)    # Written(content, problems)

docs/algorithms/questions.md says how each kind is graded and what each format holds.
"""

from __future__ import annotations

from hilo.learning.rules.questions import aiken, gift, moodle_xml
from hilo.learning.rules.questions.checking import check
from hilo.learning.rules.questions.grading import Grade, Part, grade, rubric_fraction
from hilo.learning.rules.questions.grading.outcome import told
from hilo.learning.rules.questions.guessing import random_guess
from hilo.learning.rules.questions.jsonform import Parsed, from_json, to_json
from hilo.learning.rules.questions.kinds import KINDS, Question
from hilo.learning.rules.questions.problems import Problem
from hilo.learning.rules.questions.reading import Category, Limits, Read, Written, decode
from hilo.learning.rules.questions.shuffling import gap_orders, shown_order, stem_order

FORMATS = {"moodle_xml": moodle_xml, "gift": gift, "aiken": aiken}


def guess_format(content: bytes) -> str:
    """Which of `FORMATS` a file is, by its beginning and its signs; GIFT where nothing tells."""
    text = decode(content[:100_000]).text
    if text.lstrip().startswith("<"):
        return "moodle_xml"
    lines = [line.strip() for line in text.split("\n")]
    has_answers = any(line.startswith("ANSWER:") for line in lines)
    return "aiken" if has_answers and "{" not in text else "gift"


__all__ = [
    "FORMATS",
    "KINDS",
    "Category",
    "Grade",
    "Limits",
    "Parsed",
    "Part",
    "Problem",
    "Question",
    "Read",
    "Written",
    "check",
    "from_json",
    "gap_orders",
    "grade",
    "guess_format",
    "random_guess",
    "rubric_fraction",
    "shown_order",
    "stem_order",
    "to_json",
    "told",
]
