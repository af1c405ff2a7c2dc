"""What is written is what is read, for everything that a format holds."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hilo.learning.rules.questions import FORMATS, Question, check, from_json, grade, to_json
from hilo.learning.rules.questions.kinds import KINDS
from tests.learning.questions import strategies

ONLY_HERE = {"fields_only_here"}


@given(strategies.of_any_kind)
def test_json(question: Question) -> None:
    assert not [problem for problem in check(question) if problem.is_refusal]
    text = json.dumps(to_json(question), ensure_ascii=False)
    parsed = from_json(json.loads(text))
    assert parsed.question == question
    assert json.dumps(to_json(parsed.question), ensure_ascii=False) == text


@given(strategies.of_moodle)
def test_moodle_xml(questions: tuple[Question, ...]) -> None:
    written = FORMATS["moodle_xml"].write(questions)
    assert {problem.code for problem in written.problems} <= ONLY_HERE
    assert FORMATS["moodle_xml"].read(written.content).questions == questions


@given(strategies.of_gift)
def test_gift(questions: tuple[Question, ...]) -> None:
    written = FORMATS["gift"].write(questions)
    assert not written.problems
    assert FORMATS["gift"].read(written.content).questions == questions


@given(strategies.of_any_kind)
def test_gift_loses_nothing_in_silence(question: Question) -> None:
    """Whatever is not named in a problem is as it was."""
    written = FORMATS["gift"].write([question])
    again = FORMATS["gift"].read(written.content).questions
    if any(problem.is_refusal for problem in written.problems):
        assert not again
        return
    lost = {name for problem in written.problems for name in problem.values["fields"]}
    told = {key: one for key, one in to_json(question).items() if key not in lost}
    assert told == {key: to_json(again[0])[key] for key in told}


@given(strategies.of_aiken)
def test_aiken(questions: tuple[Question, ...]) -> None:
    written = FORMATS["aiken"].write(questions)
    assert not written.problems
    assert FORMATS["aiken"].read(written.content).questions == questions


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=200) | strategies.texts.map(str.encode))
def test_no_file_raises(name: str, content: bytes) -> None:
    FORMATS[name].read(content)


@given(strategies.anything)
def test_no_json_raises(data: Any) -> None:
    from_json(data)


@given(strategies.of_any_kind, strategies.anything)
def test_no_response_raises(question: Question, response: Any) -> None:
    earned = grade(question, response)
    assert -1 <= earned.fraction <= 1
    assert earned.state in {"right", "partly", "wrong", "needs_grading", "not_answered"}


def test_every_kind_is_tried() -> None:
    tried = {kind.kind for kind in strategies.SPECIAL} | {"cloze"}
    assert tried == set(KINDS)
