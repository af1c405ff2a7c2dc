"""Moodle XML: what is not in the published files, and files of people who mean no good."""

from __future__ import annotations

import base64
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hilo.learning.rules.questions import Limits, Read, moodle_xml
from hilo.learning.rules.questions.kinds import (
    Answer,
    Attachment,
    Criterion,
    Description,
    Essay,
    Level,
    Numerical,
    Ordering,
    ShortAnswer,
    Unit,
)

PNG = base64.b64encode(b"\x89PNG").decode()
TRUTH = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'


def question(kind: str, inside: str, name: str = "N", text: str = "T", form: str = "html") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>{inside}</question>'
    )


def read(*questions: str, limits: Limits | None = None) -> Read:
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()
    return moodle_xml.read(content, limits or Limits())


def codes(found: Read) -> list[str]:
    return [problem.code for problem in found.problems]


class TestKinds:
    def test_numbers_with_units(self) -> None:
        found: Any = read(
            question(
                "numerical",
                '<answer fraction="100"><text>2.5</text><tolerance>0.1</tolerance></answer>'
                "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
                "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
                "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1000000</unitpenalty>",
            )
        ).questions[0]
        assert type(found) is Numerical
        assert found.units == (Unit("m", Decimal(1)), Unit("cm", Decimal(100)))
        assert (found.unit_rule, found.unit_penalty) == ("of_answer", Fraction(1, 10))

    def test_the_order_is_that_of_the_fractions(self) -> None:
        found: Any = read(
            question(
                "ordering",
                "<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype><selecttype>RANDOM</selecttype>"
                '<answer fraction="2.0000000"><text>dos</text></answer>'
                '<answer fraction="1.0000000"><text>uno</text></answer>',
            )
        )
        assert type(found.questions[0]) is Ordering
        assert (found.questions[0].items, found.questions[0].grading) == (
            ("uno", "dos"),
            "longest_ordered_subset",
        )
        assert codes(found) == ["order_of_some_items"]

    def test_hints_tags_and_penalty(self) -> None:
        found: Any = read(
            question(
                "truefalse",
                TRUTH + "<penalty>0.3333333</penalty><defaultgrade>2.5000000</defaultgrade>"
                "<tags><tag><text>a</text></tag></tags>"
                '<hint format="html"><text>h</text><shownumcorrect/><clearwrong/></hint>',
            )
        ).questions[0]
        assert (found.penalty, found.mark, found.tags) == (Fraction(1, 3), Fraction(5, 2), ("a",))
        assert (found.hints[0].text, found.hints[0].tells_count, found.hints[0].clears_wrong) == (
            "h",
            True,
            True,
        )

    @pytest.mark.parametrize("kind", ["calculated", "ddwtos", "random", "gapselect", "stack", ""])
    def test_what_is_not_supported_is_named_and_the_rest_comes_in(self, kind: str) -> None:
        found = read(
            question("truefalse", TRUTH),
            "\n\n" + question(kind, "", name="Lejos"),
            question("description", ""),
        )
        assert [one.kind for one in found.questions] == ["true_false", "description"]
        (problem,) = found.problems
        assert (problem.code, problem.name, problem.line, problem.values) == (
            "kind_not_supported",
            "Lejos",
            4,
            {"kind": kind},
        )

    def test_wrong_answers_are_named(self) -> None:
        found = read(
            question("truefalse", '<answer fraction="100"><text>sí</text></answer>'),
            question("numerical", '<answer fraction="100"><text>tres</text></answer>'),
            question("multichoice", '<answer fraction="100"><text>a</text></answer>'),
        )
        assert codes(found) == ["answers_not_true_and_false", "not_a_number", "too_few"]


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "form", "markdown"),
        [
            ("<p>a <strong>b</strong></p><p>c</p>", "html", "a **b**\n\nc"),
            ("**a**", "markdown", "**a**"),
            ("**a**", "plain_text", "\\*\\*a\\*\\*"),
            ("a\nb", "moodle_auto_format", "a\nb"),
        ],
    )
    def test_formats(self, text: str, form: str, markdown: str) -> None:
        assert read(question("description", "", text=text, form=form)).questions[0].text == markdown

    def test_what_does_something_is_left_out_and_named(self) -> None:
        found = read(
            question(
                "description",
                "",
                text='a<script>x</script><iframe src="y"></iframe><a href="javascript:z">b</a>',
            )
        )
        assert found.questions[0].text == "ab"
        assert sorted(one.values["elements"][0] for one in found.problems) == ["iframe", "script"]

    def test_two_files_of_one_name_stay_two(self) -> None:
        text = '<questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/a%20b.png" alt="x">]]></text>'
        other = base64.b64encode(b"other").decode()
        found = read(
            f'<question type="description"><name><text>N</text></name>'
            f'{text}<file name="a b.png">{PNG}</file></questiontext>'
            f'<generalfeedback format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/a b.png" alt="">'
            f'<a href="@@PLUGINFILE@@/a%20b.png">y</a>]]></text><file name="a b.png">{other}</file>'
            f"</generalfeedback></question>"
        )
        (one,) = found.questions
        assert one.text == "![x](file:a%20b.png)"
        assert "file:a%20b-2.png" in one.feedback
        assert one.attachments == (
            Attachment("a%20b-2.png", b"other"),
            Attachment("a%20b.png", b"\x89PNG"),
        )

    def test_files_that_cannot_be_kept(self) -> None:
        files = f'<file name="x">{PNG}</file><file name="y">?</file>'
        text = f'<questiontext format="html"><text>a</text>{files}</questiontext>'
        found = read(f'<question type="description">{text}</question>', limits=Limits(attachment=1))
        assert codes(found) == ["attachment_too_large", "attachment_unreadable"]
        assert found.questions[0].attachments == ()


class TestBrokenFiles:
    def test_the_line_and_the_element(self) -> None:
        whole = b"<question type='description'><name><text>a</text></name></question>"
        content = b"<quiz>\n" + whole + b"\n<question>\n<name><text>b</name>"
        found = moodle_xml.read(content)
        (problem,) = found.problems
        assert (problem.code, problem.line, problem.at) == (
            "xml_broken",
            4,
            "/quiz/question/name/text",
        )
        assert (problem.values["reason"], problem.values["read"]) == ("tags_do_not_match", 1)
        assert [question.name for question in found.questions] == ["a"]

    @pytest.mark.parametrize(
        ("content", "reason", "at"),
        [
            (b"<quiz><question>", "ends_early", "/quiz/question"),
            (b"<quiz><question>a & b</question></quiz>", "stray_sign", "/quiz/question"),
            (b"<quiz>&nbsp;</quiz>", "unknown_entity", "/quiz"),
            (b"<quiz></quiz><quiz/>", "goes_on_behind_its_end", "/"),
            (b"PNG", "not_xml", "/"),
            (b"", "empty", "/"),
        ],
    )
    def test_reasons(self, content: bytes, reason: str, at: str) -> None:
        (problem,) = moodle_xml.read(content).problems
        assert (problem.code, problem.values["reason"], problem.at) == ("xml_broken", reason, at)

    def test_something_else(self) -> None:
        assert codes(moodle_xml.read(b"<html><body/></html>")) == ["not_moodle_xml"]
        assert moodle_xml.read(b"\x89PNG\r\n\x1a\n").questions == ()

    def test_nothing_is_fetched_or_unfolded(self, tmp_path: Any) -> None:
        secret = tmp_path / "secret"
        secret.write_text("secret")
        for entity in (f'SYSTEM "file://{secret}"', '"aaaaaaaaaa"'):
            content = f"<!DOCTYPE quiz [<!ENTITY x {entity}>]><quiz>{question('description', '', name='&x;')}</quiz>"
            assert codes(moodle_xml.read(content.encode())) == ["document_type_not_allowed"]

    def test_limits(self) -> None:
        deep = (
            "<quiz><question type='description'>"
            + "<a>" * 100
            + "</a>" * 100
            + "</question></quiz>"
        )
        assert codes(moodle_xml.read(deep.encode(), Limits(depth=20))) == ["too_deep"]
        three = read(*[question("description", "")] * 3, limits=Limits(questions=2))
        assert (len(three.questions), codes(three)) == (2, ["too_many_questions"])
        assert codes(read(limits=Limits(size=10))) == ["file_too_large"]

    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [
            *[(encoding, "") for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")],
            *[(encoding, "UTF-8") for encoding in ("utf-8", "utf-8-sig", "cp1252")],
            *[("utf-16", "UTF-16"), ("cp1252", "windows-1252"), ("latin-1", "iso-8859-1")],
        ],
    )
    def test_encodings(self, encoding: str, declared: str) -> None:
        head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
        content = f"{head}<quiz>{question('description', '', name='Señal')}</quiz>"
        found = moodle_xml.read(content.encode(encoding))
        assert [one.name for one in found.questions] == ["Señal"]
        is_guessed = encoding == "cp1252" and declared != "windows-1252"
        assert codes(found) == ["encoding_guessed"] * is_guessed

    def test_empty_lines_in_front(self) -> None:
        found = moodle_xml.read(b'\n\n<?xml version="1.0"?>\n<quiz><question></quiz>')
        assert found.problems[0].line == 4


class TestWriting:
    def test_what_only_hilo_reads_is_named_and_comes_back(self) -> None:
        rubric = (Criterion("Claridad", (Level("poca", Fraction(0)), Level("mucha", Fraction(2)))),)
        questions = (
            Essay(name="e", rubric=rubric, most_files=7),
            ShortAnswer(name="s", answers=(Answer("México"),), ignores_accents=True),
        )
        written = moodle_xml.write(questions)
        assert [(one.name, one.code, dict(one.values)) for one in written.problems] == [
            ("e", "fields_only_here", {"fields": ["rubric"]}),
            ("s", "fields_only_here", {"fields": ["ignores_accents"]}),
        ]
        assert moodle_xml.read(written.content).questions == questions

    def test_files_stand_where_they_are_named(self) -> None:
        files = (Attachment("a.png", b"1"), Attachment("b.png", b"2"))
        content = moodle_xml.write(
            [Description(text="x", feedback="![](file:a.png)", attachments=files)]
        ).content.decode()
        before, after = content.split("<generalfeedback")
        assert ('name="b.png"' in before, 'name="a.png"' in before, 'name="a.png"' in after) == (
            True,
            False,
            True,
        )
        assert "(@@PLUGINFILE@@/a.png)" in after

    def test_html(self) -> None:
        content = moodle_xml.write(
            [Description(text="**a**\n\n- b", feedback="<c>")], text_as="html"
        ).content.decode()
        assert "&lt;p&gt;&lt;strong&gt;a&lt;/strong&gt;&lt;/p&gt;" in content
        assert "&lt;p&gt;&amp;lt;c&amp;gt;&lt;/p&gt;" in content

    def test_signs_that_xml_cannot_hold_are_named(self) -> None:
        written = moodle_xml.write([Description(name="a", text="b\x0bc")])
        assert [(one.code, dict(one.values)) for one in written.problems] == [
            ("fields_not_held", {"fields": ["text"]})
        ]
