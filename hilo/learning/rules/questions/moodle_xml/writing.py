"""Moodle XML written."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal
from urllib.parse import unquote

from lxml import etree

from hilo.learning.rules.questions import amounts, gaps, markup, numbers
from hilo.learning.rules.questions.jsonform import to_json
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Description,
    Essay,
    Hint,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Question,
    Replying,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    place,
)
from hilo.learning.rules.questions.moodle_xml.elements import ENCLOSED
from hilo.learning.rules.questions.moodle_xml.kinds import FIELDS, UNIT_RULES
from hilo.learning.rules.questions.moodle_xml.reading import read
from hilo.learning.rules.questions.problems import Problem, change
from hilo.learning.rules.questions.reading import Written, category_line, kept

TextAs = Literal["markdown", "html"]
MOST_FILES = 3  # Moodle knows 0 to 3, and any number
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FILE = re.compile(r"(?<=\]\(|=\")file:([^\s()<>\"]+)")


def write(questions: Iterable[Question], *, text_as: TextAs = "markdown") -> Written:
    """A Moodle XML file; what does not come back when it is read, and what only Hilo reads, is named."""
    root = etree.Element("quiz")
    problems: list[Problem] = []
    category = ""
    seen = _as_shown if text_as == "html" else _as_is
    for question in questions:
        text, lost = kept(question, lambda one: _file(_quiz_of(one, text_as)), read, seen)
        problems += lost + _only_ours(question)
        if text is None:
            continue
        if question.category != category:
            category = question.category
            root.append(_category(category))
        root.append(_element(question, text_as))
    return Written(_file(root).encode("utf-8"), tuple(problems))


def _as_is(value: Any) -> Any:
    return value


def _as_shown(value: Any) -> Any:
    """What a reader sees of a field: Markdown that looks the same is the same."""
    if isinstance(value, str):
        return markup.to_html(value)
    if isinstance(value, tuple):
        return [_as_shown(one) for one in value]
    if dataclasses.is_dataclass(value):
        return [_as_shown(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return value


def _quiz_of(question: Question, text_as: TextAs) -> Any:
    root = etree.Element("quiz")
    root.append(_element(question, text_as))
    return root


def _file(root: Any) -> str:
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _category(path: str) -> Any:
    element = etree.Element("question", type="category")
    _worded(etree.SubElement(element, "category"), category_line(path))
    return element


def _element(question: Question, text_as: TextAs) -> Any:
    kind, how = _KINDS[type(question)]
    element = etree.Element("question", type=kind)
    writer = _Writer(question, element, text_as)
    writer.common()
    how(writer, question)
    ours = _ours(question)
    if ours:
        writer.setting("hilo", json.dumps(ours, ensure_ascii=False))
    return element


def _ours(question: Question) -> dict[str, Any]:
    """Fields that Moodle has no place for, in the form of JSON."""
    names = []
    if isinstance(question, ShortAnswer) and question.ignores_accents:
        names.append("ignores_accents")
    if isinstance(question, Essay):
        names += ["rubric"] if question.rubric else []
        names += ["most_files"] if question.most_files > MOST_FILES else []
    return {name: to_json(question)[name] for name in names}


def _only_ours(question: Question) -> list[Problem]:
    fields = [name for name in _ours(question) if name != "most_files"]
    return [change("fields_only_here", fields=fields).of(question.name, None)] if fields else []


def _worded(element: Any, text: str) -> None:
    etree.SubElement(element, "text").text = _NO_XML.sub("", text)


@dataclass
class _Writer:
    """Adds elements to that of one question."""

    question: Question
    element: Any
    text_as: TextAs

    def common(self) -> None:
        question = self.question
        _worded(etree.SubElement(self.element, "name"), question.name)
        self.text("questiontext", question.text, is_first=True)
        self.text("generalfeedback", question.feedback)
        self.setting("defaultgrade", amounts.written(question.mark))
        self.setting("penalty", amounts.written(question.penalty))
        self.setting("hidden", "0")
        self.setting("idnumber", question.id_number)
        for hint in question.hints:
            self.hint(hint)
        if question.tags:
            tags = etree.SubElement(self.element, "tags")
            for tag in question.tags:
                _worded(etree.SubElement(tags, "tag"), tag)

    def hint(self, hint: Hint) -> None:
        element = self.text("hint", hint.text)
        for name, is_on in (
            ("shownumcorrect", hint.tells_count),
            ("clearwrong", hint.clears_wrong),
        ):
            if is_on:
                etree.SubElement(element, name)

    def replies(self, question: Replying) -> None:
        self.text("correctfeedback", question.right_feedback)
        self.text("partiallycorrectfeedback", question.partly_feedback)
        self.text("incorrectfeedback", question.wrong_feedback)
        if question.tells_count:
            etree.SubElement(self.element, "shownumcorrect")

    def text(self, name: str, text: str, *, is_first: bool = False, parent: Any = None) -> Any:
        """An element with a text and the files it names; files that no text names go with the first."""
        element = etree.SubElement(
            self.element if parent is None else parent, name, format=self.text_as
        )
        _worded(element, self.said(text))
        for file in self.question.attachments:
            if self.names(text, file.name) or (is_first and not self.is_named(file.name)):
                inside = etree.SubElement(
                    element, "file", name=unquote(file.name), path="/", encoding="base64"
                )
                inside.text = base64.b64encode(file.content).decode("ascii")
        return element

    def said(self, text: str) -> str:
        """Markdown, or HTML made of it; addresses of files as Moodle writes them."""
        if self.text_as == "html":
            gapless = markup.to_html(text)
            text = _with_gaps(gapless, self.question, _inner_html)
        else:
            text = _with_gaps(text, self.question, lambda piece: piece.replace("&", "&amp;"))
        own = {file.name for file in self.question.attachments}
        return _FILE.sub(lambda found: ENCLOSED + found[1] if found[1] in own else found[0], text)

    def names(self, text: str, file: str) -> bool:
        return any(found == file for found in _FILE.findall(text))

    def is_named(self, file: str) -> bool:
        """Whether any text of the question names `file`."""
        return f"(file:{file})" in json.dumps(to_json(self.question), ensure_ascii=False)

    def answer(
        self, text: str, weight: Fraction, feedback: str = "", *, is_text: bool = False
    ) -> Any:
        fraction = amounts.in_percent(weight)
        if is_text:
            element = self.text("answer", text)
        else:
            element = etree.SubElement(self.element, "answer", format="moodle_auto_format")
            _worded(element, text)
        element.set("fraction", fraction)
        self.text("feedback", feedback, parent=element)
        return element

    def setting(self, name: str, value: str) -> None:
        etree.SubElement(self.element, name).text = _NO_XML.sub("", value)


def _with_gaps(text: str, question: Question, said: Callable[[str], str]) -> str:
    if isinstance(question, Cloze):
        for number, gap in enumerate(question.gaps, start=1):
            text = text.replace(place(number), gaps.written(gap, said))
    return text


def _inner_html(text: str) -> str:
    """HTML of a piece inside a line: without the paragraph around it."""
    html = markup.to_html(text)
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner else html


def _choice(writer: _Writer, question: SingleChoice | MultipleChoice) -> None:
    writer.setting("single", "true" if isinstance(question, SingleChoice) else "false")
    writer.setting("shuffleanswers", "true" if question.shuffle else "false")
    writer.setting("answernumbering", question.numbering)
    writer.replies(question)
    for choice in question.choices:
        writer.answer(choice.text, choice.weight, choice.feedback, is_text=True)


def _true_false(writer: _Writer, question: TrueFalse) -> None:
    writer.answer("true", Fraction(question.answer), question.true_feedback)
    writer.answer("false", Fraction(not question.answer), question.false_feedback)


def _short(writer: _Writer, question: ShortAnswer) -> None:
    writer.setting("usecase", str(int(question.case_sensitive)))
    for answer in question.answers:
        writer.answer(answer.text, answer.weight, answer.feedback)


def _numerical(writer: _Writer, question: Numerical) -> None:
    for answer in question.answers:
        value = "*" if answer.value is None else numbers.shown(answer.value)
        element = writer.answer(value, answer.weight, answer.feedback)
        etree.SubElement(element, "tolerance").text = numbers.shown(answer.tolerance)
    if question.units:
        units = etree.SubElement(writer.element, "units")
        for unit in question.units:
            element = etree.SubElement(units, "unit")
            etree.SubElement(element, "multiplier").text = numbers.shown(unit.multiplier)
            etree.SubElement(element, "unit_name").text = _NO_XML.sub("", unit.name)
    rules = {rule: number for number, rule in UNIT_RULES.items()}
    writer.setting("unitgradingtype", rules.get(question.unit_rule, "0"))
    writer.setting("unitpenalty", amounts.written(question.unit_penalty))
    writer.setting("showunits", "0" if question.units else "3")
    writer.setting("unitsleft", "0")


def _matching(writer: _Writer, question: Matching) -> None:
    writer.setting("shuffleanswers", "true" if question.shuffle else "false")
    writer.replies(question)
    stems = [(pair.stem, pair.answer) for pair in question.pairs]
    for stem, answer in stems + [("", one) for one in question.distractors]:
        element = writer.text("subquestion", stem)
        _worded(etree.SubElement(element, "answer"), answer)


def _ordering(writer: _Writer, question: Ordering) -> None:
    writer.setting("layouttype", "HORIZONTAL" if question.is_horizontal else "VERTICAL")
    writer.setting("selecttype", "ALL")
    writer.setting("selectcount", str(len(question.items)))
    writer.setting("gradingtype", question.grading.upper())
    writer.setting("showgrading", "SHOW")
    writer.setting("numberingstyle", "none")
    writer.replies(question)
    for number, item in enumerate(question.items, start=1):
        writer.text("answer", item).set("fraction", str(number))


def _essay(writer: _Writer, question: Essay) -> None:
    fields = {field: name for name, field in FIELDS.items()}
    files = question.most_files
    writer.setting("responseformat", fields.get(question.field, "editor"))
    writer.setting("responserequired", str(int(question.is_required)))
    writer.setting("responsefieldlines", str(question.lines))
    writer.setting(
        "minwordlimit", "" if question.least_words is None else str(question.least_words)
    )
    writer.setting("maxwordlimit", "" if question.most_words is None else str(question.most_words))
    writer.setting("attachments", str(files) if files <= MOST_FILES else "-1")
    writer.setting("attachmentsrequired", str(question.least_files))
    writer.text("graderinfo", question.notes)
    writer.text("responsetemplate", question.template)


def _nothing(_writer: _Writer, _question: Question) -> None:
    """The text, with its gaps, says everything."""


_KINDS: dict[type[Question], tuple[str, Callable[[_Writer, Any], None]]] = {
    SingleChoice: ("multichoice", _choice),
    MultipleChoice: ("multichoice", _choice),
    TrueFalse: ("truefalse", _true_false),
    ShortAnswer: ("shortanswer", _short),
    Numerical: ("numerical", _numerical),
    Matching: ("matching", _matching),
    Ordering: ("ordering", _ordering),
    Cloze: ("cloze", _nothing),
    Essay: ("essay", _essay),
    Description: ("description", _nothing),
}
