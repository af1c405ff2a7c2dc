"""Aiken, line by line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hilo.learning.rules.questions import aiken, guess_format
from hilo.learning.rules.questions.kinds import Choice, Essay, SingleChoice

GOOD = "¿Cuándo?\nA) 2005\nB. 1972\nC)1948\nANSWER: A\n"


def test_a_question() -> None:
    (question,) = aiken.read(GOOD.encode()).questions
    assert question == SingleChoice(
        text="¿Cuándo?", choices=(Choice("2005", Fraction(1)), Choice("1972"), Choice("1948"))
    )


def test_several_lines_and_empty_ones() -> None:
    (question,) = aiken.read(b"E. coli\nis\n\nA) big\n\nB) small\n\nANSWER: B").questions
    assert question.text == "E. coli\nis"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x\nA) a\nB) b\nANSWER: C", "answer_not_among_choices", 4),
        ("x\nA) a\nA) b\nANSWER: A", "letter_twice", 3),
        ("A) a\nB) b\nANSWER: A", "question_text_missing", 1),
        ("x\nA) a\nANSWER: A", "too_few", 1),
        ("x\nA) a\nB) b", "answer_missing", 1),
        ("x", "answer_missing", 1),
        ("ANSWER: A", "question_text_missing", 1),
    ],
)
def test_problems_have_their_line_and_the_rest_comes_in(text: str, code: str, line: int) -> None:
    found = aiken.read(f"{GOOD}\n{text}".encode())
    assert len(found.questions) == 1
    assert [(one.code, one.line) for one in found.problems] == [(code, line + 6)]


def test_signs_are_words() -> None:
    (question,) = aiken.read(b"2 *3* <b>\nA) [x](y)\nB) b\nANSWER: A").questions
    assert (question.text, question.choices[0].text) == ("2 \\*3\\* \\<b\\>", "\\[x\\](y)")  # type: ignore[attr-defined]


def test_what_it_cannot_hold_is_named() -> None:
    choices = (Choice("a", Fraction(1), "sí"), Choice("b", Fraction(1, 2)))
    written = aiken.write([SingleChoice(name="n", text="x", choices=choices), Essay(name="e")])
    assert [(one.name, one.code) for one in written.problems] == [
        ("n", "fields_not_held"),
        ("e", "kind_not_held"),
    ]
    assert written.problems[0].values == {"fields": ["name", "choices"]}
    assert written.content == b"x\nA) a\nB) b\nANSWER: A\n"


def test_formats_are_guessed() -> None:
    files = {GOOD: "aiken", "x{T}": "gift", "﻿<?xml?><quiz/>": "moodle_xml", "Lee.": "gift"}
    assert [guess_format(text.encode()) for text in files] == list(files.values())
