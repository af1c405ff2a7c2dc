"""Every file of questions that Moodle's own tests read, with what is in it, counted by hand.

The files are Moodle's (question/format/*/tests/fixtures and question/type/multianswer/tests/fixtures of
moodle/moodle@aa55f388, GPL-3.0-or-later); only numbers are restated here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from hilo.learning.rules.questions import FORMATS, Read, check, cloze_text, grade, guess_format
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Matching,
    MultipleChoice,
    Numerical,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from tests.cases import CASES, needs

QUESTIONS = CASES / "questions"
pytestmark = needs(QUESTIONS)

# File -> questions by kind, refused, changed.
EXPECTED: dict[str, tuple[dict[str, int], int, int]] = {
    "xml/broken_cloze_questions.xml": ({}, 5, 0),
    "xml/categories_reverse_order.xml": ({"essay": 1, "short": 1}, 0, 0),
    "xml/category_with_description.xml": ({"true_false": 1}, 0, 0),
    "xml/error_invalid_grades.xml": ({"multiple": 1}, 0, 1),
    "xml/export_category.xml": ({"true_false": 1}, 0, 0),
    "xml/html_chars_in_idnumbers.xml": ({"true_false": 1}, 0, 0),
    "xml/multianswer.xml": ({"cloze": 1}, 0, 0),
    "xml/multichoice.xml": ({"single": 1}, 0, 0),
    "xml/nested_categories.xml": ({"true_false": 1}, 0, 0),
    "xml/nested_categories_with_questions.xml": ({"true_false": 4, "essay": 1}, 0, 0),
    "xml/old_format_file.xml": ({"true_false": 2}, 0, 0),
    "xml/sample_questions_with_old_image_tag.xml": ({"cloze": 1, "single": 1}, 0, 0),
    "xml/truefalse.xml": ({"true_false": 2}, 0, 0),
    "other/multianswer/multianswer-all-types.xml": ({"cloze": 1}, 0, 0),
    "gift/questions.gift.txt": (
        {
            "essay": 1,
            "matching": 1,
            "single": 1,
            "multiple": 1,
            "numerical": 1,
            "short": 1,
            "true_false": 3,
        },
        0,
        0,
    ),
    "gift/questions_encoding_windows-1252.gift.txt": ({"essay": 2, "matching": 1}, 0, 2),
    "gift/questions_in_category.gift.txt": (
        {"matching": 1, "single": 1, "short": 1, "true_false": 1},
        0,
        0,
    ),
    "other/missingword/question.missingword1.txt": ({"single": 1}, 0, 0),
    "other/missingword/question.missingword2.txt": ({"short": 1}, 0, 0),
    "other/missingword/question.missingword3.txt": ({"single": 1}, 0, 1),
    "other/aiken/aiken_errors.txt": ({"single": 3}, 3, 0),
    "other/aiken/questions.aiken.txt": ({"single": 2}, 0, 0),
    "other/multianswer/questions.multianswer.txt": ({"cloze": 1}, 0, 0),
    "other/multianswer/broken_multianswer_1.txt": ({}, 1, 0),
    "other/multianswer/broken_multianswer_2.txt": ({}, 1, 0),
    "other/multianswer/broken_multianswer_3.txt": ({}, 1, 0),
    "other/multianswer/broken_multianswer_4.txt": ({}, 1, 0),
}


def reader_of(name: str) -> Callable[[bytes], Read]:
    if "multianswer" in name and name.endswith(".txt"):
        return cloze_text.read
    content = (QUESTIONS / name).read_bytes()
    return FORMATS[guess_format(content)].read


def found_in(name: str) -> Read:
    return reader_of(name)((QUESTIONS / name).read_bytes())


def test_no_file_is_forgotten() -> None:
    files = {str(path.relative_to(QUESTIONS)) for path in QUESTIONS.rglob("*") if path.is_file()}
    assert files - {"SOURCE.txt"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_in_it(name: str) -> None:
    found = found_in(name)
    refused = sum(problem.is_refusal for problem in found.problems)
    counted = dict(Counter(question.kind for question in found.questions))
    assert (counted, refused, len(found.problems) - refused) == EXPECTED[name]
    assert not [
        problem for question in found.questions for problem in check(question) if problem.is_refusal
    ]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("text_as", ["markdown", "html"])
def test_it_goes_out_and_comes_back_as_moodle_xml(name: str, text_as: str) -> None:
    questions = found_in(name).questions
    written = FORMATS["moodle_xml"].write(questions, text_as=text_as)
    assert not written.problems
    assert FORMATS["moodle_xml"].read(written.content).questions == questions


@pytest.mark.parametrize("name", [name for name in EXPECTED if "gift" in name or "aiken" in name])
def test_it_goes_out_and_comes_back_in_its_own_format(name: str) -> None:
    form = FORMATS["gift" if "gift" in name else "aiken"]
    questions = found_in(name).questions
    written = form.write(questions)
    assert not written.problems
    assert form.read(written.content).questions == questions


def test_broken_gaps_are_named_one_by_one() -> None:
    codes = [problem.code for problem in found_in("xml/broken_cloze_questions.xml").problems]
    assert codes == ["no_gaps", "no_gaps", "too_few", "no_full_answer", "not_a_number"]
    lines = [problem.line for problem in found_in("xml/broken_cloze_questions.xml").problems]
    assert lines == [4, 20, 36, 52, 68]


def test_broken_gaps_in_plain_text() -> None:
    names = [name for name in EXPECTED if "broken_multianswer" in name]
    codes = [found_in(name).problems[0].code for name in sorted(names)]
    assert codes == ["too_few", "no_full_answer", "not_a_number", "no_gaps"]


def test_aiken_errors_have_their_lines() -> None:
    found = found_in("other/aiken/aiken_errors.txt")
    assert [(problem.code, problem.line) for problem in found.problems] == [
        ("too_few", 1),
        ("question_text_missing", 5),
        ("answer_missing", 14),
    ]
    assert [question.text for question in found.questions] == [
        "A good question",
        "A second good question",
        "A third good question with HTML chars such as > < &",
    ]


def test_a_windows_file_comes_with_its_accents() -> None:
    found = found_in("gift/questions_encoding_windows-1252.gift.txt")
    matching = found.questions[2]
    assert isinstance(matching, Matching)
    assert [pair.stem for pair in matching.pairs] == ["aödf", "asdf", "asdf"]
    assert [problem.code for problem in found.problems] == ["encoding_guessed", "one_option_only"]


def test_all_kinds_of_gaps() -> None:
    cloze = found_in("other/multianswer/multianswer-all-types.xml").questions[0]
    assert isinstance(cloze, Cloze)
    kinds = Counter(gap.question.kind for gap in cloze.gaps)
    assert kinds == {"single": 6, "multiple": 4, "numerical": 3, "short": 3}
    assert cloze.whole == cloze.mark == 18
    shown = [(gap.layout, getattr(gap.question, "shuffle", None)) for gap in cloze.gaps[:10]]
    assert shown == [
        *[
            ("line", False),
            ("horizontal", False),
            ("vertical", False),
            ("line", True),
            ("horizontal", True),
            ("vertical", True),
        ],
        *[("vertical", False), ("horizontal", False), ("vertical", True), ("horizontal", True)],
    ]
    family = cloze.gaps[6].question
    assert isinstance(family, MultipleChoice)
    assert [choice.weight for choice in family.choices] == [Fraction(1, 2), Fraction(-1, 2)] * 2
    born = grade(cloze, {"gaps": [None] * 12 + [{"text": "1721"}]})
    assert born.fraction == Fraction(3 * 66, 100 * 18)


def test_pictures_come_with_the_question() -> None:
    greeting = found_in("xml/multichoice.xml").questions[0]
    assert isinstance(greeting, SingleChoice)
    names = [file.name for file in greeting.attachments]
    assert names == [
        "bonjour.mp3",
        "flag-denmark.jpg",
        "flag-france.jpg",
        "flag-german.jpg",
        "flag-uk.jpg",
    ]
    assert (
        greeting.text
        == "[Listen to this greeting:](file:bonjour.mp3)\n\nWhat language is being spoken?"
    )
    assert greeting.choices[0].text == "![British Flag](file:flag-uk.jpg) English"
    assert greeting.attachments[0].content[:3] == b"ID3"


def test_the_picture_of_older_files() -> None:
    for question in found_in("xml/sample_questions_with_old_image_tag.xml").questions:
        assert question.text.endswith("\n\n![](file:moodle.png)")
        assert question.attachments[0].content[:4] == b"\x89PNG"


def test_categories() -> None:
    found = found_in("xml/nested_categories_with_questions.xml")
    paths = [category.path for category in found.categories]
    assert paths == ["Iota", "Iota/Kappa", "Iota/Kappa/Lambda", "Iota/Mu"]
    assert [question.category for question in found.questions] == [
        *["Iota", "Iota/Kappa", "Iota/Kappa", "Iota/Kappa/Lambda", "Iota/Mu"]
    ]
    coded = found_in("xml/html_chars_in_idnumbers.xml")
    assert coded.categories[0].id_number == "The inequalities < & >"
    assert coded.questions[0].id_number == "T & F"


def test_gift_answers() -> None:
    by_name = {
        question.name: question for question in found_in("gift/questions.gift.txt").questions
    }
    match by_name["Q5"], by_name["Shortanswer"], by_name["Q1"], by_name["Moodle activities"]:
        case (
            Numerical() as number,
            ShortAnswer() as short,
            TrueFalse() as truth,
            Matching() as pairs,
        ):
            assert [(one.value, one.tolerance, one.weight) for one in number.answers] == [
                (3, 2, 1),
                (None, 0, 0),
            ]
            assert [(one.text, one.weight) for one in short.answers] == [
                ("Frog", 1),
                ("Cat", Fraction(1, 2)),
                ("*", 0),
            ]
            assert (truth.answer, truth.false_feedback) == (False, "You gave the right answer.")
            assert (
                truth.feedback == "This is, of course, a Hitchiker's Guide to the Galaxy reference."
            )
            assert (len(pairs.pairs), pairs.distractors) == (4, ("Chat",))
            assert pairs.text == "Match the **activity** to the description."
        case _:
            pytest.fail("a question is missing or of another kind")


def test_weights_that_are_no_whole() -> None:
    found = found_in("xml/error_invalid_grades.xml")
    assert found.problems[0].values == {"sum": "299/300"}
    assert grade(found.questions[0], {"choices": [1, 2, 4]}).state == "partly"
