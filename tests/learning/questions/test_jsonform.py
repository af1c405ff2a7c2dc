"""Questions as JSON: stable, and strict with a place for every complaint."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from hilo.learning.rules.questions import from_json, to_json
from hilo.learning.rules.questions.kinds import Choice, Cloze, Gap, Numerical, SingleChoice

SINGLE = SingleChoice(
    name="Año",
    text="¿Cuándo?",
    choices=(Choice("2005", Fraction(1)), Choice("1972", Fraction(-1, 3))),
)


def test_the_form_is_stable() -> None:
    """Stored questions are read for years: a change here needs version 2."""
    assert to_json(SINGLE) == {
        "v": 1,
        "kind": "single",
        "name": "Año",
        "text": "¿Cuándo?",
        "feedback": "",
        "mark": "1",
        "penalty": "1/3",
        "hints": [],
        "tags": [],
        "id_number": "",
        "category": "",
        "attachments": [],
        "right_feedback": "",
        "partly_feedback": "",
        "wrong_feedback": "",
        "tells_count": False,
        "choices": [
            {"text": "2005", "weight": "1", "feedback": ""},
            {"text": "1972", "weight": "-1/3", "feedback": ""},
        ],
        "shuffle": True,
        "numbering": "abc",
    }


def test_what_is_left_out_has_its_usual_value() -> None:
    data = {"v": 1, "kind": "single", "choices": [{"text": "a", "weight": "1"}, {"text": "b"}]}
    assert from_json(data).question == SingleChoice(choices=(Choice("a", Fraction(1)), Choice("b")))


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"v": 2}, "unknown_version", "/v"),
        ({"v": True}, "unknown_version", "/v"),
        ({"kind": "calculated"}, "unknown_kind", "/kind"),
        ({"kind": ["single"]}, "unknown_kind", "/kind"),
        ({"colour": "red"}, "unknown_key", "/colour"),
        ({"text": 3}, "not_a_text", "/text"),
        ({"text": "a\x00b"}, "unreadable_sign", "/text"),
        ({"mark": 1}, "not_a_fraction", "/mark"),
        ({"mark": "1/0"}, "not_a_fraction", "/mark"),
        ({"mark": "-1"}, "mark_below_zero", "/mark"),
        ({"penalty": "2"}, "penalty_out_of_range", "/penalty"),
        ({"shuffle": 1}, "not_true_or_false", "/shuffle"),
        ({"numbering": "xyz"}, "not_allowed", "/numbering"),
        ({"choices": {}}, "not_a_list", "/choices"),
        ({"choices": [3]}, "not_an_object", "/choices/0"),
        ({"choices": [{"weight": "1"}]}, "missing_key", "/choices/0/text"),
        ({"choices": [{"text": "a", "weight": "x"}]}, "not_a_fraction", "/choices/0/weight"),
        ({"choices": [{"text": "a", "weight": "1"}]}, "too_few", "/choices"),
        ({"choices": [{"text": "a"}, {"text": "b"}]}, "no_full_answer", "/choices"),
        (
            {"choices": [{"text": "a", "weight": "1"}, {"text": "b", "weight": "-2"}]},
            "weight_out_of_range",
            "/choices/1/weight",
        ),
        ({"attachments": [{"name": "x", "content": "?"}]}, "not_base64", "/attachments/0/content"),
        ({"attachments": [{"name": "x", "content": 3}]}, "not_a_text", "/attachments/0/content"),
    ],
)
def test_each_mistake_has_its_place(change: dict[str, Any], code: str, at: str) -> None:
    parsed = from_json(to_json(SINGLE) | change)
    assert parsed.question is None
    assert (code, at) in [(problem.code, problem.at) for problem in parsed.problems]


def test_all_mistakes_are_told_at_once() -> None:
    parsed = from_json(to_json(SINGLE) | {"text": 3, "mark": "x", "colour": 1})
    assert {problem.at for problem in parsed.problems} == {"/text", "/mark", "/colour"}


def test_a_gap_holds_only_what_a_gap_can() -> None:
    data = to_json(Cloze(text="{#1}", gaps=(Gap(SINGLE),)))
    data["gaps"][0]["question"]["kind"] = "essay"
    assert [(one.code, one.at) for one in from_json(data).problems] == [
        ("unknown_kind", "/gaps/0/question/kind")
    ]


def test_gaps_stand_once_each_in_the_text() -> None:
    for text in ("", "{#1} {#1}", "{#2}"):
        data = to_json(Cloze(text=text, gaps=(Gap(SINGLE),)))
        assert [one.code for one in from_json(data).problems] == ["gaps_not_placed_once_each"]


@pytest.mark.parametrize("value", ["1e999999999", "NaN", "Infinity", "1" * 40, 3])
def test_no_number_fills_the_memory(value: Any) -> None:
    data = to_json(Numerical()) | {"answers": [{"value": value}]}
    assert ("not_a_number", "/answers/0/value") in [
        (one.code, one.at) for one in from_json(data).problems
    ]


def test_advice_does_not_refuse() -> None:
    data = to_json(SINGLE) | {
        "kind": "multiple",
        "choices": [{"text": "a", "weight": "33/100"}, {"text": "b", "weight": "2/3"}],
    }
    parsed = from_json(data)
    assert parsed.question is not None
    assert [(one.code, one.is_refusal) for one in parsed.problems] == [
        ("weights_short_of_whole", False)
    ]
