"""What statistics mean: the classes of docs/algorithms/quiz-statistics.md and what stands between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hilo.learning.rules.readings import (
    consistency_of,
    discrimination_of,
    doubts_about,
    doubts_about_quiz,
    facility_of,
)
from hilo.learning.rules.statistics import QuestionStatistics, QuizStatistics, Reason, Which

QUESTION = QuestionStatistics(
    "q", 30, 2, 0.25, facility=0.5, deviation=0.9, discrimination=40, efficiency=60
)
QUIZ = QuizStatistics(
    Which.FIRST, 30, 10, {Which.FIRST: 30}, {Which.FIRST: 6.0}, (), deviation=1.5, consistency=80
)


@pytest.mark.parametrize(
    ("per_cent", "code"),
    [
        (0, "extremely_difficult"),
        (5.9, "extremely_difficult"),
        (6, "very_difficult"),
        (11, "difficult"),
        (20, "difficult"),
        (21, "moderately_difficult"),
        (34.9, "moderately_difficult"),
        (35, "about_right"),
        (65, "about_right"),
        (66, "fairly_easy"),
        (81, "easy"),
        (90, "very_easy"),
        (95, "extremely_easy"),
        (100, "extremely_easy"),
    ],
)
def test_facility(per_cent: float, code: str) -> None:
    assert facility_of(replace(QUESTION, facility=per_cent / 100)) == code


@pytest.mark.parametrize(
    ("per_cent", "code"),
    [
        (-0.1, "probably_invalid"),
        (0, "very_weak"),
        (19.9, "very_weak"),
        (20, "weak"),
        (30, "adequate"),
        (50, "very_good"),
    ],
)
def test_discrimination(per_cent: float, code: str) -> None:
    assert discrimination_of(replace(QUESTION, discrimination=per_cent)) == code


@pytest.mark.parametrize(
    ("per_cent", "code"), [(-87, "unsatisfactory"), (64, "middling"), (75, "satisfactory")]
)
def test_consistency(per_cent: float, code: str) -> None:
    assert consistency_of(replace(QUIZ, consistency=per_cent)) == code


def test_nothing_is_said_of_fewer_than_ten_attempts_nor_of_what_is_not_defined() -> None:
    few = replace(QUESTION, attempts=9, discrimination=-90)
    assert (facility_of(few), discrimination_of(few), doubts_about(few)) == ("", "", [])
    assert doubts_about_quiz(replace(QUIZ, attempts=9, consistency=0)) == []
    assert facility_of(replace(QUESTION, facility=None)) == ""
    assert consistency_of(replace(QUIZ, consistency=None)) == ""


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        ({}, []),
        ({"discrimination": -3, "efficiency": -4}, ["strong_do_worse"]),
        ({"efficiency": 14.9}, ["tells_nobody_apart"]),
        ({"efficiency": 15}, []),
        ({"deviation": 0.6}, ["little_spread"]),
        ({"guess": 0.5}, ["guessing_pays"]),
        ({"why": {"effective_weight": Reason.NEGATIVE_COVARIANCE}}, ["pulls_the_other_way"]),
        (
            {
                "deviation": 0,
                "discrimination": None,
                "efficiency": None,
                "why": {"discrimination": Reason.ALL_THE_SAME},
            },
            ["all_earn_the_same"],
        ),
    ],
)
def test_doubts_about_a_question(changes: dict[str, object], doubts: list[str]) -> None:
    assert doubts_about(replace(QUESTION, **changes)) == doubts  # type: ignore[arg-type]


def test_doubts_about_a_quiz() -> None:
    assert doubts_about_quiz(QUIZ) == []
    hard = replace(QUIZ, means={Which.FIRST: 4.0}, deviation=1.0, consistency=30)
    assert doubts_about_quiz(hard) == ["hard", "bunched", "inconsistent"]
    assert doubts_about_quiz(replace(QUIZ, means={Which.FIRST: 9.0})) == ["easy"]
