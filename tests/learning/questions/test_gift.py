"""The syntax of GIFT, sign by sign."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hilo.learning.rules.questions import Limits, Problem, gift
from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Cloze,
    Description,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


def one(text: str) -> Any:
    """The only question of a file without problems."""
    found = gift.read(text.encode())
    assert not found.problems
    (question,) = found.questions
    return question


def problems_of(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in gift.read(text.encode()).problems]


class TestKinds:
    def test_single_choice(self) -> None:
        question = one("::Tumba::¿Quién yace?{~Grant =nadie#Sí. ~%50%Julia#Casi.}")
        assert type(question) is SingleChoice
        assert question.choices == (
            Choice("Grant"),
            Choice("nadie", Fraction(1), "Sí."),
            Choice("Julia", Fraction(1, 2), "Casi."),
        )

    def test_several_choices_where_no_equals_sign_stands(self) -> None:
        question = one("Elige{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")
        assert type(question) is MultipleChoice
        assert [choice.weight for choice in question.choices] == [Fraction(1, 3)] * 3 + [
            Fraction(-1)
        ]

    @pytest.mark.parametrize(
        ("word", "answer"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)]
    )
    def test_true_or_false(self, word: str, answer: bool) -> None:
        question = one(f"El sol sale.{{{word}#mal#bien}}")
        assert type(question) is TrueFalse
        told = (question.true_feedback, question.false_feedback)
        assert (question.answer, told) == (answer, ("bien", "mal") if answer else ("mal", "bien"))

    def test_short_answer(self) -> None:
        assert one("Capital{=Puebla =%50%Cholula#Cerca.}").answers == (
            Answer("Puebla"),
            Answer("Cholula", Fraction(1, 2), "Cerca."),
        )
        assert type(one("Capital{=T}")) is ShortAnswer

    @pytest.mark.parametrize(
        ("inside", "value", "tolerance"),
        [
            ("#3:2", "3", "2"),
            ("#1..5", "3", "2"),
            ("#3", "3", "0"),
            ("#1..4", "2.5", "1.5"),
            ("#-1.5e3:0,5", "-1500", "0.5"),
        ],
    )
    def test_numbers(self, inside: str, value: str, tolerance: str) -> None:
        question = one(f"¿Cuánto?{{{inside}}}")
        assert type(question) is Numerical
        assert (question.answers[0].value, question.answers[0].tolerance) == (
            Decimal(value),
            Decimal(tolerance),
        )

    def test_several_numbers(self) -> None:
        question = one("¿Cuándo?{#\n=1822:0#Exacto.\n=%50%1822:2\n~#No.}")
        assert [(str(a.value), a.weight, a.feedback) for a in question.answers] == [
            ("1822", 1, "Exacto."),
            ("1822", Fraction(1, 2), ""),
            ("None", 0, "No."),
        ]

    def test_matching(self) -> None:
        question = one("Une{=México -> peso =Túnez->dinar = -> euro}")
        assert type(question) is Matching
        assert question.pairs == (Pair("México", "peso"), Pair("Túnez", "dinar"))
        assert question.distractors == ("euro",)

    def test_ordering(self) -> None:
        question = one("Ordena{>4 ALL VERTICAL RELATIVE_TO_CORRECT SHOW none\nuno\ndos\ntres\n}")
        assert type(question) is Ordering
        assert (question.items, question.grading) == (("uno", "dos", "tres"), "relative_to_correct")
        assert one("Ordena{>\nuno\ndos}").grading == "absolute_position"

    def test_essay_and_description(self) -> None:
        assert type(one("Cuenta.{}")) is Essay
        assert one("Cuenta.{####Gracias.}").feedback == "Gracias."
        assert type(one("Lee primero.")) is Description

    def test_missing_word(self) -> None:
        question = one("La Convención es de {=2005 ~1972}, en París.")
        assert (question.text, len(question.choices)) == ("La Convención es de _____, en París.", 2)


class TestSigns:
    def test_escapes(self) -> None:
        question = one(r"::a\:b::\{x\} 2 \= 2 \~ \# \\ y\nz{=\=uno\#}")
        assert question.name == "a:b"
        assert question.text == "{x} 2 = 2 ~ # \\ y\nz"
        assert question.answers[0].text == "=uno#"

    @pytest.mark.parametrize(
        ("text", "markdown"),
        [
            ("[html]<b>a</b> *b*", "**a** \\*b\\*"),
            ("[markdown]**a** <b>", "**a** <b>"),
            ("[plain]**a** <b>", "\\*\\*a\\*\\* \\<b\\>"),
            ("[moodle]<i>a</i>", "*a*"),
            ("*a* b", "\\*a\\* b"),
            ("a<br>b &amp; c", "a\nb & c"),
            ("[otro] a", "[otro] a"),
        ],
    )
    def test_formats(self, text: str, markdown: str) -> None:
        assert one(text + "{}").text == markdown

    def test_answers_have_the_format_of_their_question_or_their_own(self) -> None:
        question = one("[markdown]x{=**a**#*b* ~[plain]*c*#[html]<i>d</i>}")
        assert [(c.text, c.feedback) for c in question.choices] == [
            ("**a**", "*b*"),
            ("\\*c\\*", "*d*"),
        ]

    def test_comments_codes_and_tags(self) -> None:
        question = one("// una nota [id:C\\]12] [tag:derechos] [tag:2005]\n::x::y\n// otra\nz{T}")
        assert (question.id_number, question.tags, question.text) == (
            "C]12",
            ("derechos", "2005"),
            "y\nz",
        )

    def test_categories(self) -> None:
        found = gift.read(b"$CATEGORY: $course$/top/A/B\n\na{T}\n\n$CATEGORY: C\nb{T}")
        assert [question.category for question in found.questions] == ["A/B", "C"]
        assert [category.path for category in found.categories] == ["A/B", "C"]

    def test_general_feedback_is_behind_the_last_four_signs(self) -> None:
        question = one("x{=a#b ~c####[markdown]*d*}")
        assert (question.choices[1].feedback, question.feedback) == ("", "*d*")

    def test_empty_lines_inside_braces(self) -> None:
        assert len(one("x{\n=a\n\n~b\n}").choices) == 2

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
    )
    def test_encodings(self, encoding: str) -> None:
        found = gift.read("::Año::¿Señalización?{=sí ~no}".encode(encoding))
        assert (found.questions[0].name, found.questions[0].text) == ("Año", "¿Señalización?")
        assert [problem.code for problem in found.problems] == ["encoding_guessed"] * (
            encoding == "cp1252"
        )

    def test_arabic_of_windows(self) -> None:
        found = gift.read("ما هي الثقافة؟{=هوية ~سلعة}".encode("cp1256"))
        assert found.questions[0].text == "ما هي الثقافة؟"
        assert found.problems[0].values == {"encoding": "Windows-1256"}

    def test_line_ends_of_all_systems(self) -> None:
        for end in ("\r\n", "\r", "\n"):
            assert len(gift.read(f"a{{T}}{end}{end}b{{F}}".encode()).questions) == 2


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("x{=a ~b", "braces_not_paired"),
            ("x}", "braces_not_paired"),
            ("x{#}", "too_few"),
            ("x{#tres}", "not_a_number"),
            ("x{=a -> b =c}", "pair_without_arrow"),
            ("x{~a}", "too_few"),
            ("x{~a ~b}", "no_right_answer"),
            ("x{=%50%a}", "no_full_answer"),
            ("x{>ALL SIDEWAYS\na\nb}", "order_not_understood"),
        ],
    )
    def test_what_is_no_question(self, text: str, code: str) -> None:
        assert problems_of(f"a{{T}}\n\n::Mal::{text}\n\nb{{F}}")[0] == (code, 3)
        found = gift.read(f"a{{T}}\n\n::Mal::{text}\n\nb{{F}}".encode())
        assert found.problems[0].name == "Mal"
        assert [question.text for question in found.questions] == ["a", "b"]

    def test_what_comes_in_changed(self) -> None:
        assert problems_of("x{~75%a ~25%b}") == [("old_weight_understood", 1)] * 2
        assert problems_of("[html]x<script>y</script>{T}") == [("html_dropped", 1)]
        assert problems_of("x{>RANDOM VERTICAL\na\nb}") == [("order_of_some_items", 1)]

    def test_limits(self) -> None:
        content = b"a{T}\n\nb{T}\n\nc{T}"
        assert gift.read(content, Limits(size=3)).problems == (
            Problem("file_too_large", values={"size": 16, "most": 3}),
        )
        found = gift.read(content, Limits(questions=2))
        assert (len(found.questions), found.problems[0].code) == (2, "too_many_questions")


class TestWriting:
    def test_it_reads_like_written_by_hand(self) -> None:
        question = SingleChoice(
            name="Año",
            text="¿Cuándo?",
            choices=(Choice("2005", Fraction(1), "Sí."), Choice("1972")),
        )
        assert (
            gift.write([question]).content.decode() == "::Año::¿Cuándo?{\n\t=2005#Sí.\n\t~1972\n}\n"
        )

    def test_markdown_says_so(self) -> None:
        assert gift.write([Description(text="**a**")]).content.decode() == "[markdown]**a**\n"

    def test_what_it_cannot_hold_is_named(self) -> None:
        short = ShortAnswer(
            name="s", text="x", answers=(Answer("a"),), case_sensitive=True, mark=Fraction(2)
        )
        arrow = Matching(name="m", text="x", pairs=(Pair("a->b", "c"), Pair("d", "e")))
        cloze = Cloze(name="c", text="{#1}", gaps=(Gap(ShortAnswer(answers=(Answer("a"),))),))
        pattern = ShortAnswer(name="p", text="x", answers=(Answer("a->b"),))
        written = gift.write([short, arrow, cloze, pattern])
        assert [
            (one.name, one.code, one.is_refusal, dict(one.values)) for one in written.problems
        ] == [
            ("s", "fields_not_held", False, {"fields": ["mark", "case_sensitive"]}),
            ("m", "fields_not_held", False, {"fields": ["pairs"]}),
            ("c", "kind_not_held", True, {"kind": "cloze"}),
            ("p", "not_held", True, {}),
        ]
        assert [question.name for question in gift.read(written.content).questions] == ["s", "m"]
