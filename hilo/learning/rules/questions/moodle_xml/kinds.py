"""What `<question type="…">` says of each kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions.jsonform import from_json, to_json
from hilo.learning.rules.questions.kinds import (
    NUMBERINGS,
    ORDER_GRADINGS,
    Answer,
    Choice,
    Cloze,
    Description,
    Essay,
    Hint,
    Matching,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Unit,
)
from hilo.learning.rules.questions.moodle_xml.elements import (
    Texts,
    is_set,
    number,
    share,
    text_of,
    weight,
    whole,
    word,
)
from hilo.learning.rules.questions.problems import Problem, change, refusal

UNLIMITED = 20  # files, where Moodle sets no limit
FIELDS: dict[str, Any] = {"plain": "plain", "monospaced": "monospaced", "noinline": "none"}
UNIT_RULES: dict[str, Any] = {"1": "of_answer", "2": "of_question"}


class Refused(Exception):
    """An element that says no question."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _common(
    element: Any, texts: Texts, kind: type[Question], text: str | None = None
) -> dict[str, Any]:
    """What all kinds have; `text` is given where it was read already."""
    picture = texts.old_picture(element)
    text = texts.told(element.find("questiontext")) if text is None else text
    return {
        "name": " ".join(text_of(element.find("name")).split()),
        "text": f"{text}\n\n{picture}".strip() if picture else text,
        "feedback": texts.told(element.find("generalfeedback")),
        "mark": share(element, "defaultgrade", kind.mark),
        "penalty": share(element, "penalty", kind.penalty),
        "hints": tuple(_hint(one, texts) for one in element.findall("hint")),
        "tags": tuple(text_of(one).strip() for one in element.iterfind("tags/tag")),
        "id_number": word(element, "idnumber"),
    }


def _hint(element: Any, texts: Texts) -> Hint:
    return Hint(
        texts.told(element), is_set(element, "shownumcorrect"), is_set(element, "clearwrong")
    )


def _replies(element: Any, texts: Texts) -> dict[str, Any]:
    return {
        "right_feedback": texts.told(element.find("correctfeedback")),
        "partly_feedback": texts.told(element.find("partiallycorrectfeedback")),
        "wrong_feedback": texts.told(element.find("incorrectfeedback")),
        "tells_count": is_set(element, "shownumcorrect"),
    }


def _choice(element: Any, texts: Texts) -> Question:
    kind = (
        SingleChoice
        if element.find("single") is None or is_set(element, "single")
        else MultipleChoice
    )
    numbering: Any = word(element, "answernumbering", "abc")
    return kind(
        **_common(element, texts, kind),
        **_replies(element, texts),
        choices=tuple(
            Choice(texts.told(one), weight(one), texts.told(one.find("feedback")))
            for one in element.findall("answer")
        ),
        shuffle=element.find("shuffleanswers") is None or is_set(element, "shuffleanswers"),
        numbering=numbering if numbering in NUMBERINGS else "abc",
    )


def _true_false(element: Any, texts: Texts) -> Question:
    answers = {text_of(one).strip().lower(): one for one in element.findall("answer")}
    if answers.keys() != {"true", "false"}:
        raise Refused(refusal("answers_not_true_and_false", "/quiz/question/answer"))
    return TrueFalse(
        **_common(element, texts, TrueFalse),
        answer=weight(answers["true"]) > weight(answers["false"]),
        true_feedback=texts.told(answers["true"].find("feedback")),
        false_feedback=texts.told(answers["false"].find("feedback")),
    )


def _short(element: Any, texts: Texts) -> Question:
    answers = tuple(
        Answer(text_of(one).strip(), weight(one), texts.told(one.find("feedback")))
        for one in element.findall("answer")
    )
    return ShortAnswer(
        **_common(element, texts, ShortAnswer),
        answers=answers,
        case_sensitive=is_set(element, "usecase"),
    )


def _numerical(element: Any, texts: Texts) -> Question:
    units = tuple(_unit(one) for one in element.iterfind("units/unit"))
    return Numerical(
        **_common(element, texts, Numerical),
        answers=tuple(_number(one, texts) for one in element.findall("answer")),
        units=units,
        unit_rule=UNIT_RULES.get(word(element, "unitgradingtype"), "free"),
        unit_penalty=share(element, "unitpenalty", Fraction(1, 10)),
    )


def _number(element: Any, texts: Texts) -> NumericAnswer:
    text = text_of(element).strip()
    value, tolerance = number(text), number(word(element, "tolerance", "0"))
    if (value is None and text != "*") or tolerance is None:
        raise Refused(
            refusal("not_a_number", "/quiz/question/answer", element.sourceline, text=text[:40])
        )
    return NumericAnswer(value, tolerance, weight(element), texts.told(element.find("feedback")))


def _unit(element: Any) -> Unit:
    multiplier = number(word(element, "multiplier", "1"))
    if multiplier is None:
        raise Refused(refusal("not_a_number", "/quiz/question/units/unit", element.sourceline))
    return Unit(word(element, "unit_name"), multiplier)


def _matching(element: Any, texts: Texts) -> Question:
    found = [
        (texts.told(one), text_of(one.find("answer")).strip())
        for one in element.findall("subquestion")
    ]
    return Matching(
        **_common(element, texts, Matching),
        **_replies(element, texts),
        pairs=tuple(Pair(stem, answer) for stem, answer in found if stem),
        distractors=tuple(answer for stem, answer in found if not stem),
        shuffle=element.find("shuffleanswers") is None or is_set(element, "shuffleanswers"),
    )


def _ordering(element: Any, texts: Texts) -> Question:
    """The order is that of the numbers in `fraction`, as Moodle keeps it."""
    if word(element, "selecttype", "ALL").upper() not in ("ALL", "0"):
        texts.problems.append(change("order_of_some_items", "/quiz/question/selecttype"))
    grading: Any = word(element, "gradingtype").lower()
    return Ordering(
        **_common(element, texts, Ordering),
        **_replies(element, texts),
        items=tuple(texts.told(one) for one in sorted(element.findall("answer"), key=weight)),
        grading=grading if grading in ORDER_GRADINGS else "absolute_position",
        is_horizontal=word(element, "layouttype").upper() in ("HORIZONTAL", "1"),
    )


def _cloze(element: Any, texts: Texts) -> Question:
    """The text with its gaps; it is worth as much as they are, where nothing else is said."""
    found = texts.with_gaps(element.find("questiontext"))
    if found.problems:
        raise Refused(found.problems[0])
    question = Cloze(**_common(element, texts, Cloze, found.text), gaps=found.gaps)
    return replace(question, mark=share(element, "defaultgrade", question.whole))


def _essay(element: Any, texts: Texts) -> Question:
    files = whole(element, "attachments", 0) or 0
    return Essay(
        **_common(element, texts, Essay),
        field=FIELDS.get(word(element, "responseformat"), "editor"),
        is_required=element.find("responserequired") is None or is_set(element, "responserequired"),
        lines=whole(element, "responsefieldlines", 15) or 15,
        least_words=whole(element, "minwordlimit", None),
        most_words=whole(element, "maxwordlimit", None),
        most_files=UNLIMITED if files < 0 else files,
        least_files=whole(element, "attachmentsrequired", 0) or 0,
        template=texts.told(element.find("responsetemplate")),
        notes=texts.told(element.find("graderinfo")),
    )


def _description(element: Any, texts: Texts) -> Question:
    return Description(**_common(element, texts, Description))


def _complete(how: Callable[[Any, Texts], Question]) -> Callable[[Any, Texts], Question]:
    """A reader that adds the files, and what stands in `<hilo>`."""

    def reader(element: Any, texts: Texts) -> Question:
        question = how(element, texts)
        return _with_ours(replace(question, attachments=texts.attachments()), element, texts)

    return reader


def _with_ours(question: Question, element: Any, texts: Texts) -> Question:
    ours = word(element, "hilo")
    if not ours:
        return question
    try:
        said = json.loads(ours)
    except (ValueError, RecursionError):
        said = None
    parsed = from_json(to_json(question) | said) if isinstance(said, dict) else None
    if parsed is None or parsed.question is None:
        texts.problems.append(change("hilo_not_understood", "/quiz/question/hilo"))
        return question
    return parsed.question


READERS: dict[str, Callable[[Any, Texts], Question]] = {
    kind: _complete(how)
    for kind, how in {
        "multichoice": _choice,
        "truefalse": _true_false,
        "shortanswer": _short,
        "numerical": _numerical,
        "matching": _matching,
        "ordering": _ordering,
        "cloze": _cloze,
        "multianswer": _cloze,
        "essay": _essay,
        "description": _description,
    }.items()
}
