"""What the statistics of a quiz mean, as codes: the page that shows them has the words. Pure.

The thresholds are the Open University's, for whom Moodle's statistics were made, and Moodle's own;
docs/algorithms/quiz-statistics.md names the source of each and says what Hilo decided.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hilo.learning.rules.statistics import QuestionStatistics, QuizStatistics, Reason

ENOUGH = 10  # attempts; with fewer, one attempt moves a facility by more than a class is wide

# (below so many whole per cent, code); what reaches the last bound has the code after it.
FACILITY = (
    (6, "extremely_difficult"),
    (11, "very_difficult"),
    (21, "difficult"),
    (35, "moderately_difficult"),
    (66, "about_right"),
    (81, "fairly_easy"),
    (90, "easy"),
    (95, "very_easy"),
    (math.inf, "extremely_easy"),
)
DISCRIMINATION = (
    (0, "probably_invalid"),
    (20, "very_weak"),
    (30, "weak"),
    (50, "adequate"),
    (math.inf, "very_good"),
)
CONSISTENCY = ((64, "unsatisfactory"), (75, "middling"), (math.inf, "satisfactory"))
DUBIOUS_EFFICIENCY = 15  # per cent
GUESSING_PAYS = 0.40
LEAST_SPREAD = 1 / 3  # of the highest mark
MEANS = (0.50, 0.75)  # of the highest mark, where a quiz that tells people apart should lie
BUNCHED = 0.12  # of the highest mark


def facility_of(question: QuestionStatistics) -> str:
    """How easy a question was, from `extremely_difficult` to `extremely_easy`; "" where nobody can tell."""
    if question.facility is None or question.attempts < ENOUGH:
        return ""
    return _class(100 * question.facility, FACILITY)


def discrimination_of(question: QuestionStatistics) -> str:
    """How well it tells the strong from the weak, from `probably_invalid` to `very_good`; "" as above."""
    if question.discrimination is None or question.attempts < ENOUGH:
        return ""
    return _class(question.discrimination, DISCRIMINATION)


def consistency_of(quiz: QuizStatistics) -> str:
    """How far the total can be trusted: `unsatisfactory`, `middling`, `satisfactory`; "" as above."""
    if quiz.consistency is None or quiz.attempts < ENOUGH:
        return ""
    return _class(quiz.consistency, CONSISTENCY)


def doubts_about(question: QuestionStatistics) -> list[str]:
    """Why an author should look at a question again, the gravest first."""
    if question.attempts < ENOUGH:
        return []
    efficiency, spread = question.efficiency, question.deviation_share
    doubts = {
        "strong_do_worse": question.discrimination is not None and question.discrimination < 0,
        "pulls_the_other_way": Reason.NEGATIVE_COVARIANCE in question.why.values(),
        "tells_nobody_apart": efficiency is not None and 0 <= efficiency < DUBIOUS_EFFICIENCY,
        "all_earn_the_same": question.why.get("discrimination") == Reason.ALL_THE_SAME,
        "little_spread": spread is not None and 0 < spread < LEAST_SPREAD,
        "guessing_pays": question.guess is not None and question.guess > GUESSING_PAYS,
    }
    return [code for code, is_so in doubts.items() if is_so]


def doubts_about_quiz(quiz: QuizStatistics) -> list[str]:
    """What is unusual about a quiz that should tell people apart."""
    if quiz.mean is None or quiz.attempts < ENOUGH or not quiz.maximum:
        return []
    mean, least, most = quiz.mean / quiz.maximum, *MEANS
    spread = (quiz.deviation or 0) / quiz.maximum
    doubts = {
        "hard": mean < least,
        "easy": mean > most,
        "bunched": spread < BUNCHED,
        "inconsistent": consistency_of(quiz) == "unsatisfactory",
    }
    return [code for code, is_so in doubts.items() if is_so]


def _class(value: float, classes: Sequence[tuple[float, str]]) -> str:
    """The class of a percentage; floor, because the published classes are of whole per cent."""
    whole = math.floor(round(value, 6))
    return next(code for bound, code in classes if whole < bound)
