"""The tables of docs/algorithms/quiz-statistics.md, by their names, and the published cases."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.learning.rules.statistics import (
    Attempt,
    QuestionStatistics,
    QuizStatistics,
    Reason,
    Slot,
    Which,
    question_of,
    statistics_of,
)
from tests.cases import CASES, needs

STATISTICS = CASES / "quiz-statistics"
needs_cases = needs(STATISTICS)


def quiz_of(
    maxima: Sequence[float], rows: Sequence[Sequence[float]], which: Which = Which.FIRST
) -> QuizStatistics:
    """A quiz with these highest marks and one attempt of somebody else in each row."""
    slots = [Slot(number, maximum) for number, maximum in enumerate(maxima, start=1)]
    return statistics_of(slots, [Attempt(n, 1, row) for n, row in enumerate(rows)], which)


SIX = ((1, 1, 2), (1, 1, 1), (1, 0, 2), (0, 1, 1), (0, 0, 1), (0, 1, 0))


# The worked table.


def test_six_attempts_three_questions() -> None:
    told = quiz_of((1, 1, 2), SIX)
    assert (told.attempts, told.maximum, told.median, told.why) == (6, 4, 2.5, {})
    assert told.mean == pytest.approx(7 / 3)
    assert told.deviation == pytest.approx(1.2111, abs=5e-5)
    assert told.skewness == pytest.approx(0.0751, abs=5e-5)
    assert told.kurtosis == pytest.approx(-1.5496, abs=5e-5)
    assert told.consistency == pytest.approx(150 * (1 - 17 / 22))
    assert told.error_ratio == pytest.approx(81.18, abs=5e-3)
    assert told.standard_error == pytest.approx(0.9832, abs=5e-5)


@pytest.mark.parametrize(
    ("place", "facility", "intended", "effective", "discrimination", "efficiency"),
    [
        pytest.param(0, 1 / 2, 25, 38.81, 72.76, 100, id="its first question"),
        pytest.param(1, 2 / 3, 25, 18.29, -21.32, -28.57, id="its second question"),
        pytest.param(2, 7 / 12, 50, 42.90, 29.41, 29.41, id="its third question"),
    ],
)
def test_its_questions(
    place: int,
    facility: float,
    intended: float,
    effective: float,
    discrimination: float,
    efficiency: float,
) -> None:
    one = quiz_of((1, 1, 2), SIX).questions[place]
    assert one.facility == pytest.approx(facility)
    assert one.intended_weight == pytest.approx(intended)
    assert one.effective_weight == pytest.approx(effective, abs=5e-3)
    assert one.discrimination == pytest.approx(discrimination, abs=5e-3)
    assert one.efficiency == pytest.approx(efficiency, abs=5e-3)


def test_a_question_pulls_the_other_way() -> None:
    first, second = quiz_of((1, 2), ((1, 0), (1, 0), (0, 1), (0, 1), (0, 2))).questions
    assert first.effective_weight is None
    assert first.why == {"effective_weight": Reason.NEGATIVE_COVARIANCE}
    assert second.effective_weight == pytest.approx(100)


def test_everybody_earns_the_same() -> None:
    told = quiz_of((1, 2), ((1, 2),) * 4)
    first = told.questions[0]
    assert (first.facility, first.deviation, first.discrimination) == (1, 0, None)
    assert set(first.why.values()) == set(told.why.values()) == {Reason.ALL_THE_SAME}
    assert set(first.why) == {"discrimination", "efficiency", "effective_weight"}
    assert (told.median, told.deviation, told.consistency) == (3, 0, None)


def test_the_rest_is_the_same_for_everybody() -> None:
    first, second = quiz_of((1, 1), ((1, 1), (0, 1))).questions
    assert first.why["discrimination"] == Reason.REST_THE_SAME
    assert second.why["discrimination"] == Reason.ALL_THE_SAME
    assert (first.effective_weight, second.effective_weight) == (pytest.approx(100), 0)


def test_three_attempts() -> None:
    told = quiz_of((1, 1), ((1, 0), (0, 1), (1, 1)))
    assert told.skewness is not None
    assert told.why == {"kurtosis": Reason.TOO_FEW}


def test_one_attempt() -> None:
    told = quiz_of((1, 0), ((1, 0),))
    assert (told.median, told.questions[0].facility, told.questions[0].deviation) == (1, 1, None)
    assert set(told.why.values()) == set(told.questions[0].why.values()) == {Reason.TOO_FEW}
    assert told.questions[1].why["facility"] == Reason.WORTH_NOTHING


def test_nobody() -> None:
    told = quiz_of((1, 2), ())
    assert (told.attempts, told.mean, told.questions[0].facility) == (0, None, None)
    assert set(told.why.values()) == set(told.questions[0].why.values()) == {Reason.NOBODY}


def test_one_question() -> None:
    told = quiz_of((3,), ((1,), (2,), (3,), (3,)))
    assert told.why["consistency"] == Reason.ONE_QUESTION
    assert told.questions[0].why["discrimination"] == Reason.REST_THE_SAME


def test_four_ways_to_choose() -> None:
    totals = {"Ana": (1, 3, 3), "Bob": (2, 1)}
    attempts = [
        Attempt(who, number, (total,))
        for who, found in totals.items()
        for number, total in enumerate(found, start=1)
    ]
    told = statistics_of([Slot("q", 3)], reversed(attempts))
    assert list(told.means.values()) == [2, 1.5, 2, 2.5]
    assert list(told.counts.values()) == [5, 2, 2, 2]
    assert statistics_of([Slot("q", 3)], attempts, Which.HIGHEST).mean == 2.5


def test_what_is_not_answered_counts_as_nothing() -> None:
    assert quiz_of((1, 1), ((1, None), (None, 1))).mean == 1  # type: ignore[arg-type]


def test_a_drawn_question_has_its_own_figures_wherever_it_stood() -> None:
    slots = [Slot("x", 1), Slot("y", 1)]
    rows = [((1, 1), ("a", "b")), ((0, 1), ("b", "a")), ((0, 0), ("a", "c"))]
    told = statistics_of(
        slots, [Attempt(n, 1, marks, drawn) for n, (marks, drawn) in enumerate(rows)]
    )
    assert {one.key: (one.attempts, one.facility) for one in told.drawn} == {
        "a": (3, pytest.approx(2 / 3)),
        "b": (2, 0.5),
        "c": (1, 0),
    }


def test_sums_in_binary_do_not_pass_for_differences() -> None:
    """0.1 + 0.2 and 0.3 are the same rest, and a third is the same mark three times."""
    told = quiz_of((1, 1, 1), ((1, 0.1, 0.2), (0, 0.3, 0), (1, 0.2, 0.1)))
    assert told.questions[0].why["discrimination"] == Reason.REST_THE_SAME


marks = st.lists(
    st.tuples(st.sampled_from([0, 0.5, 1]), st.sampled_from([0, 1, 2, 3]), st.sampled_from([0, 1])),
    min_size=2,
    max_size=30,
)


@given(marks)
def test_what_must_always_hold(rows: list[tuple[float, ...]]) -> None:
    told = quiz_of((1, 3, 1), rows)
    for one in told.questions:
        assert one.facility is not None and 0 <= one.facility <= 1
        if one.discrimination is not None:
            assert -100 - 1e-6 <= one.discrimination <= 100 + 1e-6
        for name in ("discrimination", "efficiency", "effective_weight"):
            assert (getattr(one, name) is None) == (name in one.why)
    weights = [one.effective_weight for one in told.questions if one.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(100)
    assert told.consistency is None or told.consistency <= 100 + 1e-6


# A small part of the published cases, restated, so that it is proved anywhere.

# Moodle, mod/quiz/report/statistics/tests/fixtures/results00.csv (GPL-3.0-or-later): marks of 25
# attempts at the seven slots, each worth 1; h is a half, t a third, e is 0.8.
MOODLE = """
1111101 1111h10 1111h01 0011100 101001h 1111h0h 0111h1h 1110h1h 1011111 0110h1h e011h1h 1110h11 1011h1h
101110h 0011011 1010h11 e011h01 101101h 1011h0h 0110h10 11t1h0h 1110h0h 111101h 0010h11 0011111
"""
WORTH = {"0": 0.0, "1": 1.0, "h": 0.5, "t": 0.3333333, "e": 0.8}
# The values that Moodle's own tests expect of them: stats_from_steps_walkthrough_test.php, qstats00.csv.
EXPECTED = {
    "median": 4.5,
    "mean": 4.617333332,
    "deviation": 0.8117265554,
    "skewness": -0.092502502,
    "kurtosis": -0.7073968557,
    "consistency": -87.2230935542,
    "error_ratio": 136.8294900795,
    "standard_error": 1.1106813066,
}
WEIGHTS = [21.29227, 18.89798, 4.44301, 18.93473, 11.14501, 9.80813, 15.47886]
INDICES = [-7.06508, -28.89821, -9.12307, -22.63064, -17.69970, -45.37852, -5.65432]
EFFICIENCIES = [-9.45505, -36.78341, -21.65450, -31.44114, -21.17948, -56.93660, -6.50437]


def test_moodles_twenty_five_attempts() -> None:
    told = quiz_of((1,) * 7, [[WORTH[letter] for letter in row] for row in MOODLE.split()])
    for name, expected in EXPECTED.items():
        assert getattr(told, name) == pytest.approx(expected, rel=1.5e-5), name
    for name, values in (
        ("effective_weight", WEIGHTS),
        ("discrimination", INDICES),
        ("efficiency", EFFICIENCIES),
    ):
        assert [getattr(one, name) for one in told.questions] == pytest.approx(values, abs=1e-5), (
            name
        )


# The published cases, whole.


def read(*path: str) -> list[dict[str, str]]:
    with STATISTICS.joinpath(*path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected_of(beginning: str) -> dict[str, Any]:
    told = json.loads(STATISTICS.joinpath("moodle", "expected.json").read_text(encoding="utf-8"))
    return next(value for key, value in told.items() if key.startswith(beginning))


def twenty_slots() -> QuizStatistics:
    """22 attempts at 20 slots, three of which are worth nothing."""
    slots = [
        Slot(int(row["slot"]), float(row["maxmark"])) for row in read("moodle", "mdl_question.csv")
    ]
    slots.sort(key=lambda slot: slot.key)  # type: ignore[arg-type, return-value]
    attempts: list[dict[int, float]] = []
    for row in read("moodle", "mdl_question_states.csv"):
        if row["slot"] == "1":
            attempts.append({})
        attempts[-1][int(row["slot"])] = float(row["mark"])
    rows = [[found[slot.key] for slot in slots] for found in attempts]  # type: ignore[index]
    return statistics_of(slots, [Attempt(n, 1, row) for n, row in enumerate(rows)])


@needs_cases
@pytest.mark.parametrize(
    ("column", "name", "times"),
    [
        ("facility_x100", "facility", 100),
        ("sd_x1000", "deviation", 1000),
        ("effectiveweight", "effective_weight", 1),
        ("discriminationindex", "discrimination", 1),
        ("discriminativeefficiency", "efficiency", 1),
    ],
)
def test_moodles_twenty_slots(column: str, name: str, times: float) -> None:
    expected = expected_of("mdl_question_states")[column]
    found = [getattr(one, name) for one in twenty_slots().questions]
    assert len(found) == len(expected) == 20
    for value, wanted in zip(found, expected, strict=True):
        if wanted is None:
            assert value is None
        else:
            assert value * times == pytest.approx(wanted, abs=1e-6)


def seven_slots() -> QuizStatistics:
    slots = [Slot(number, 1) for number in range(1, 8)]
    return statistics_of(slots, [Attempt(*told) for told in seven_marks()])


def seven_marks() -> list[tuple[int, int, list[float]]]:
    return [
        (int(row["quizattempt"]), 1, [float(row[f"slots.{slot}.mark"]) for slot in range(1, 8)])
        for row in read("moodle", "results00.csv")
    ]


@needs_cases
def test_moodles_quiz() -> None:
    expected = expected_of("results00")
    told = seven_slots()
    names = {
        "median": told.median,
        "firstattemptsavg": told.means[Which.FIRST],
        "allattemptsavg": told.means[Which.ALL],
        "count": told.counts[Which.ALL],
        "standarddeviation": told.deviation,
        "skewness": told.skewness,
        "kurtosis": told.kurtosis,
        "cic": told.consistency,
        "errorratio": told.error_ratio,
        "standarderror": told.standard_error,
    }
    assert names == pytest.approx(expected, rel=1.5e-5)


NAMES = {
    "s": "attempts",
    "facility": "facility",
    "sd": "deviation",
    "effectiveweight": "effective_weight",
    "covariance": "covariance",
    "markvariance": "variance",
    "othermarkvariance": "rest_variance",
    "discriminationindex": "discrimination",
    "covariancemax": "highest_covariance",
    "discriminativeefficiency": "efficiency",
    "maxmark": "maximum",
}
LOOSER = {"covariance", "discriminationindex", "discriminativeefficiency", "effectiveweight"}


def as_row(row: dict[str, str]) -> QuestionStatistics:
    """The figures that a row of qstats00.csv is about: of a slot, of a drawn question, of a variant."""
    slot = int(row["slot"])
    if not row["subqname"] and not row["variant"]:
        return seven_slots().questions[slot - 1]
    steps = {int(step["quizattempt"]): step for step in read("moodle", "steps00.csv")}
    column, wanted = (
        ("randqs.1", row["subqname"]) if row["subqname"] else ("variants.2", row["variant"])
    )
    rows = [marks for number, _n, marks in seven_marks() if steps[number][column] == wanted]
    if row["subqname"]:
        attempts = [Attempt(n, 1, marks, (wanted, *[None] * 6)) for n, marks in enumerate(rows)]
        return statistics_of([Slot(n, 1) for n in range(7)], attempts).drawn[0]
    own = [marks[slot - 1] for marks in rows]
    return question_of(Slot(slot, 1), own, [sum(marks) - marks[slot - 1] for marks in rows])


@needs_cases
@pytest.mark.parametrize("number", range(10))
def test_moodles_slots_drawn_questions_and_variants(number: int) -> None:
    row = read("moodle", "qstats00.csv")[number]
    told = as_row(row)
    for column, name in NAMES.items():
        value = getattr(told, name)
        if row[column] == "**NULL**":
            assert value is None, column
        elif row[column]:
            assert value == pytest.approx(
                float(row[column]), rel=1e-5 if column in LOOSER else 1e-6
            ), column


@needs_cases
@pytest.mark.parametrize(
    ("path", "people", "alpha"),
    [(("lsat6", "lsat6.csv"), 1000, 0.294997), (("attitude.csv",), 30, 0.84314)],
)
def test_cronbachs_alpha(path: tuple[str, ...], people: int, alpha: float) -> None:
    rows = [[float(value) for value in row.values()] for row in read(*path)]
    told = quiz_of([100] * len(rows[0]), rows)
    assert told.attempts == people
    assert told.consistency == pytest.approx(100 * alpha, abs=1e-3)
