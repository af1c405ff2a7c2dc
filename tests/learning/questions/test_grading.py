"""The tables of docs/algorithms/questions.md, by the names of its headings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hilo.learning.rules.questions import grade, random_guess, rubric_fraction, told
from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Level,
    Matching,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Unit,
)

F = Fraction
YEAR = SingleChoice(
    text="¿De qué año es la Convención?",
    feedback="De octubre de 2005.",
    right_feedback="Muy bien.",
    choices=(
        Choice("2005", F(1), "París, 20 de octubre."),
        Choice("2003", F(1, 2), "Esa es la del patrimonio inmaterial."),
        Choice("1972"),
        Choice("1948", F(-1, 3)),
    ),
)
SEVERAL = MultipleChoice(
    choices=(Choice("a", F(1, 2)), Choice("b", F(1, 2)), Choice("c", F(-1, 2)), Choice("d", F(-1)))
)


class TestOneChoice:
    @pytest.mark.parametrize(
        ("chosen", "fraction", "state"),
        [(0, F(1), "right"), (1, F(1, 2), "partly"), (2, F(0), "wrong"), (3, F(-1, 3), "wrong")],
    )
    def test_the_table(self, chosen: int, fraction: Fraction, state: str) -> None:
        earned = grade(YEAR, {"choice": chosen})
        assert (earned.fraction, earned.state) == (fraction, state)
        assert [part.at for part in earned.parts] == [f"/choices/{chosen}"]

    def test_feedback_is_told_from_the_special_to_the_general(self) -> None:
        earned = grade(YEAR, {"choice": 0})
        assert earned.feedback == ("/choices/0/feedback", "/right_feedback", "/feedback")
        assert [told(YEAR, ref) for ref in earned.feedback] == [
            "París, 20 de octubre.",
            "Muy bien.",
            "De octubre de 2005.",
        ]

    def test_empty_feedback_is_not_referred_to(self) -> None:
        assert grade(YEAR, {"choice": 2}).feedback == ("/feedback",)

    @pytest.mark.parametrize("nothing", [None, {}, {"choice": None}])
    def test_no_answer(self, nothing: Any) -> None:
        earned = grade(YEAR, nothing)
        assert (earned.fraction, earned.state, earned.feedback, earned.problems) == (
            0,
            "not_answered",
            (),
            (),
        )

    @pytest.mark.parametrize(
        ("response", "code", "at"),
        [
            ("2", "not_an_object", ""),
            ({"choice": "2"}, "not_a_whole_number", "/choice"),
            ({"choice": True}, "not_a_whole_number", "/choice"),
            ({"choice": 4}, "no_such_choice", "/choice"),
            ({"choice": -1}, "no_such_choice", "/choice"),
        ],
    )
    def test_a_wrong_shape_is_no_answer_and_says_why(
        self, response: Any, code: str, at: str
    ) -> None:
        earned = grade(YEAR, response)
        assert earned.state == "not_answered"
        assert [(problem.code, problem.at) for problem in earned.problems] == [(code, at)]


class TestSeveralChoices:
    @pytest.mark.parametrize(
        ("taken", "fraction", "state"),
        [
            ([0, 1], F(1), "right"),
            ([0], F(1, 2), "partly"),
            ([0, 1, 2], F(1, 2), "partly"),
            ([0, 2], F(0), "wrong"),
            ([3], F(0), "wrong"),
            ([0, 1, 2, 3], F(0), "wrong"),
            ([1, 1], F(1, 2), "partly"),
        ],
    )
    def test_the_table(self, taken: list[int], fraction: Fraction, state: str) -> None:
        earned = grade(SEVERAL, {"choices": taken})
        assert (earned.fraction, earned.state) == (fraction, state)

    def test_nothing_taken_is_no_answer(self) -> None:
        assert grade(SEVERAL, {"choices": []}).state == "not_answered"


class TestTrueOrFalse:
    def test_everything_or_nothing(self) -> None:
        question = TrueFalse(answer=False, true_feedback="No.", false_feedback="Sí.")
        assert (
            grade(question, {"value": False}).fraction,
            grade(question, {"value": True}).fraction,
        ) == (1, 0)
        assert grade(question, {"value": True}).feedback == ("/true_feedback",)
        assert grade(question, {"value": 1}).problems[0].code == "not_true_or_false"


class TestShortAnswer:
    @pytest.mark.parametrize(
        ("pattern", "typed", "case", "accents", "fits"),
        [
            ("Oaxaca*", "oaxaca de juárez", False, False, True),
            ("Oaxaca", " OAXACA ", False, False, True),
            ("Oaxaca", "oaxaca", True, False, False),
            ("México", "mexico", False, False, False),
            ("México", "mexico", False, True, True),
            ("México", "me\u0301xico".replace("e\u0301", "é"), False, False, True),
            ("año", "ano", False, True, False),
            ("año", "an\u0303o", False, True, True),
            ("الثَّقافة", "الثقافة", False, True, True),
            ("*art*cultura*", "el arte y la cultura", False, False, True),
            ("2\\*3", "2*3", False, False, True),
            ("2\\*3", "2 y 3", False, False, False),
            ("a*a", "a", False, False, False),
            ("San Juan", "san   juan", False, False, True),
            ("*", "cualquier cosa", False, False, True),
        ],
    )
    def test_the_table(
        self, pattern: str, typed: str, case: bool, accents: bool, fits: bool
    ) -> None:
        question = ShortAnswer(
            answers=(Answer(pattern),), case_sensitive=case, ignores_accents=accents
        )
        assert grade(question, {"text": typed}).fraction == fits

    def test_the_first_that_fits_counts(self) -> None:
        question = ShortAnswer(
            answers=(Answer("Frog"), Answer("C*", F(1, 2)), Answer("*", F(0), "No."))
        )
        earned = [grade(question, {"text": typed}) for typed in ("frog", "cat", "dog", " ")]
        assert [one.fraction for one in earned] == [1, F(1, 2), 0, 0]
        assert [one.state for one in earned] == ["right", "partly", "wrong", "not_answered"]
        assert earned[2].feedback == ("/answers/2/feedback",)

    def test_many_stars_take_no_time(self) -> None:
        question = ShortAnswer(answers=(Answer("*a" * 200 + "b"),))
        assert grade(question, {"text": "a" * 20_000}).fraction == 0


def number(*answers: tuple[str | None, str, str], **more: Any) -> Numerical:
    found = [
        NumericAnswer(None if value is None else Decimal(value), Decimal(by), F(weight))
        for value, by, weight in answers
    ]
    return Numerical(answers=tuple(found), **more)


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "typed"),
        [
            ("12.5", "12,5 12.5 ١٢٫٥ ۱۲٫۵ １２.５"),
            ("1234.5", "1,234.5 1.234,5 ١٬٢٣٤٫٥ 1’234.5 1234,5"),
            ("1234567", "1.234.567 1,234,567"),
            ("1.234", "1,234 1.234"),
            ("1234", "1,234 1.234"),
            ("0.123", "0,123 ,123 .123"),
            ("-3", "-3 −3 –3"),
            ("6.02e23", "6.02e23 6,02E+23 6.02×10^23 6.02*10^{23}"),
        ],
    )
    def test_the_table(self, value: str, typed: str) -> None:
        for one in typed.split():
            assert grade(number((value, "0", "1")), {"text": one}).fraction == 1, one

    @pytest.mark.parametrize("typed", ["1 234,5", "1\u00a0234,5", "1\u202f234.5"])
    def test_spaces_part_thousands(self, typed: str) -> None:
        assert grade(number(("1234.5", "0", "1")), {"text": typed}).fraction == 1

    @pytest.mark.parametrize("typed", ["1,5,5", "twelve", "-", "9" * 40])
    def test_what_is_no_number(self, typed: str) -> None:
        earned = grade(number(("1", "0", "1")), {"text": typed})
        assert (earned.state, earned.problems[0].code) == ("not_answered", "not_a_number")

    def test_both_ends_of_the_tolerance_belong_to_it(self) -> None:
        question = number(("0.3", "0.1", "1"))
        assert [
            grade(question, {"text": text}).fraction for text in ("0.2", "0.4", "0.19", "0.41")
        ] == [1, 1, 0, 0]

    def test_the_first_answer_counts(self) -> None:
        question = number(("3", "0", "1"), ("3", "2", "1/2"), (None, "0", "0"))
        assert [grade(question, {"text": text}).fraction for text in "354"] == [1, F(1, 2), F(1, 2)]
        assert grade(question, {"text": "9"}).parts[0].at == "/answers/2"

    @pytest.mark.parametrize(
        ("typed", "free", "of_answer", "of_question"),
        [
            ("2.5 m", F(1), F(1), F(1)),
            ("250 cm", F(1), F(1), F(1)),
            ("250CM", F(1), F(1), F(1)),
            ("2.5", F(1), F(9, 10), F(9, 10)),
            ("2.5 kg", None, F(9, 10), F(9, 10)),
            ("2.4", F(1, 2), F(9, 20), F(2, 5)),
        ],
    )
    def test_units(
        self, typed: str, free: Fraction | None, of_answer: Fraction, of_question: Fraction
    ) -> None:
        rules: list[Any] = ["free", "of_answer", "of_question"]
        for rule, fraction in zip(rules, (free, of_answer, of_question), strict=True):
            units = (Unit("m"), Unit("cm", Decimal(100)))
            question = number(("2.5", "0", "1"), ("2.4", "0", "1/2"), units=units, unit_rule=rule)
            earned = grade(question, {"text": typed})
            assert earned.fraction == (fraction or 0)
            assert (earned.state == "not_answered") == (fraction is None)

    def test_a_unit_may_come_apart(self) -> None:
        question = number(("2.5", "0", "1"), units=(Unit("m"), Unit("cm", Decimal(100))))
        assert grade(question, {"text": "250", "unit": "cm"}).fraction == 1

    def test_a_unit_where_none_is_asked(self) -> None:
        assert grade(number(("3", "0", "1")), {"text": "3 m"}).problems[0].code == "unit_not_asked"


class TestMatching:
    question = Matching(
        pairs=(Pair("México", "peso"), Pair("Túnez", "dinar"), Pair("Argelia", "dinar")),
        distractors=("euro",),
    )

    def test_same_words_are_one_option(self) -> None:
        assert self.question.options == ("peso", "dinar", "euro")

    @pytest.mark.parametrize(
        ("pairs", "fraction"),
        [([0, 1, 1], F(1)), ([0, 1, 2], F(2, 3)), ([0], F(1, 3)), ([None, 2, None], F(0))],
    )
    def test_the_share_of_right_pairs(self, pairs: list[int | None], fraction: Fraction) -> None:
        assert grade(self.question, {"pairs": pairs}).fraction == fraction

    def test_what_was_not_given_shows_in_the_parts(self) -> None:
        assert [part.is_given for part in grade(self.question, {"pairs": [0, None, 1]}).parts] == [
            True,
            False,
            True,
        ]

    def test_wrong_shapes(self) -> None:
        codes = [
            grade(self.question, {"pairs": pairs}).problems[0].code
            for pairs in ([3], [0, 0, 0, 0], "x")
        ]
        assert codes == ["no_such_choice", "too_many", "not_a_list"]


class TestOrdering:
    @pytest.mark.parametrize(
        ("grading", "first", "second"),
        [
            ("all_or_nothing", F(0), F(0)),
            ("absolute_position", F(1, 2), F(0)),
            ("relative_next_exclude_last", F(1, 3), F(2, 3)),
            ("relative_next_include_last", F(1, 2), F(1, 2)),
            ("relative_one_previous_and_next", F(1, 3), F(2, 3)),
            ("relative_all_previous_and_next", F(5, 6), F(1, 2)),
            ("longest_ordered_subset", F(3, 4), F(3, 4)),
            ("longest_contiguous_subset", F(1, 2), F(3, 4)),
            ("relative_to_correct", F(5, 6), F(1, 2)),
        ],
    )
    def test_the_table(self, grading: Any, first: Fraction, second: Fraction) -> None:
        question = Ordering(items=("A", "B", "C", "D"), grading=grading)
        orders = ([1, 0, 2, 3], [3, 0, 1, 2], [0, 1, 2, 3])
        assert [grade(question, {"order": order}).fraction for order in orders] == [
            first,
            second,
            1,
        ]

    def test_a_chain_of_one_is_none(self) -> None:
        question = Ordering(items=("A", "B", "C"), grading="longest_ordered_subset")
        assert grade(question, {"order": [2, 1, 0]}).fraction == 0

    @pytest.mark.parametrize("order", [[0, 1], [0, 0, 1], [0, 1, None]])
    def test_every_item_once(self, order: list[Any]) -> None:
        earned = grade(Ordering(items=("A", "B", "C")), {"order": order})
        assert (earned.state, earned.problems[0].code) == ("not_answered", "not_every_item_once")


class TestGaps:
    question = Cloze(
        text="{#1} {#2} {#3}",
        gaps=(
            Gap(ShortAnswer(answers=(Answer("Quito", feedback="Sí."),))),
            Gap(number(("3", "0", "1"), ("4", "0", "1/2"))),
            Gap(SingleChoice(choices=(Choice("a", F(1)), Choice("b", F(-1)))), weight=2),
        ),
    )

    def test_the_example(self) -> None:
        earned = grade(self.question, {"gaps": [{"text": "quito"}, {"text": "4"}, None]})
        assert (earned.fraction, earned.state) == (F(3, 8), "partly")
        assert [part.state for part in earned.parts] == ["right", "partly", "not_answered"]
        assert earned.feedback == ("/gaps/0/question/answers/0/feedback",)
        assert told(self.question, earned.feedback[0]) == "Sí."

    def test_below_zero(self) -> None:
        assert grade(self.question, {"gaps": [None, None, {"choice": 1}]}).fraction == F(-1, 2)

    def test_a_gap_that_cannot_be_read_spoils_no_other(self) -> None:
        earned = grade(self.question, {"gaps": [{"text": "Quito"}, {"text": "x"}, {"choice": "b"}]})
        assert earned.fraction == F(1, 4)
        assert [(one.code, one.at) for one in earned.problems] == [
            ("not_a_number", "/gaps/1/text"),
            ("not_a_whole_number", "/gaps/2/choice"),
        ]


class TestEssay:
    def test_it_waits_for_its_reader(self) -> None:
        assert grade(Essay(), {"text": "Mi diagnóstico…"}).state == "needs_grading"
        assert grade(Essay(), {"text": "  "}).state == "not_answered"
        assert grade(Essay(), {"text": "x", "files": ["a"]}).problems[0].code == "too_many"
        assert grade(Essay(most_files=1), {"files": ["a"]}).state == "needs_grading"

    def test_a_rubric(self) -> None:
        levels = [
            tuple(Level(str(points), F(points)) for points in of) for of in ((0, 1, 2), (0, 3))
        ]
        question = Essay(rubric=(Criterion("Claridad", levels[0]), Criterion("Datos", levels[1])))
        assert rubric_fraction(question, [1, 1]) == F(4, 5)
        assert [rubric_fraction(question, wrong) for wrong in ([1], [1, 2], [-1, 0])] == [
            None,
            None,
            None,
        ]
        assert rubric_fraction(Essay(), []) is None


def test_a_description_is_never_answered() -> None:
    assert grade(Description(text="Lee."), {"text": "x"}).state == "not_answered"


def test_guessing() -> None:
    guesses = {
        F(7, 24): YEAR,
        None: SEVERAL,
        F(1, 2): TrueFalse(),
        F(1, 4): TestMatching.question,
        F(0): ShortAnswer(answers=(Answer("x"),)),
        F(1, 10): ShortAnswer(answers=(Answer("x"), Answer("*", F(1, 10)))),
        F(1, 5): number(("1", "0", "1"), (None, "0", "1/5")),
    }
    assert [random_guess(question) for question in guesses.values()] == list(guesses)
    assert random_guess(TestGaps.question) == 0  # (1 − 1) / 2, twice as heavy
    assert random_guess(Ordering(items=("a", "b"))) == random_guess(Essay()) == 0
    assert random_guess(Description()) is None
