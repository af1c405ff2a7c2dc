"""GIFT files read: blocks of lines, each a question; signs are looked for as Moodle does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions import amounts, numbers
from hilo.learning.rules.questions.checking import MOST
from hilo.learning.rules.questions.gift import signs
from hilo.learning.rules.questions.kinds import (
    ORDER_GRADINGS,
    Answer,
    Choice,
    Description,
    Essay,
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
)
from hilo.learning.rules.questions.problems import Problem, change, refusal
from hilo.learning.rules.questions.reading import (
    USUAL,
    Category,
    Limits,
    Read,
    category_path,
    checked,
    decode,
    most,
    too_large,
)

BLANK = "_____"
_WEIGHT = re.compile(r"%(-?[0-9.,]+)%")
_NOTED = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)+)\]")
_CATEGORY = re.compile(r"\$CATEGORY:(.*)")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ORDER = re.compile(
    r"\s*(\d+)?\s*(ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*(HORIZONTAL|HORI|H|VERTICAL|VERT|V)?"
    r"\s*([A-Z_]+)?\s*(SHOW|HIDE|TRUE|FALSE|YES|NO|0|1)?\s*(none|abc|ABCD|123|iii|IIII)?\s*"
)
_ORDER_SHORT = {
    "ABSOLUTE": "absolute_position",
    "ABS": "absolute_position",
    "REL": "relative_next_exclude_last",
}


class _Refused(Exception):
    """A block that is no question."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.problem = refusal(code, **values)


@dataclass
class _Block:
    """Lines that belong together, and the first one's number."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return signs.hide("\n".join(self.lines)).strip()


def read(content: bytes, limits: Limits = USUAL) -> Read:
    """The questions of a GIFT file. Never raises."""
    if problem := too_large(content, limits):
        return Read(problems=(problem,))
    decoded = decode(content)
    questions: list[Question] = []
    problems, categories, category = decoded.problems, [], ""
    for block in _joined(_blocks(decoded.text)):
        if named := _CATEGORY.match("\n".join(block.lines)):
            category = category_path(named[1])
            categories.append(Category(category))
            continue
        question, found = _question(block)
        problems += found
        questions += [replace(question, category=category)] if question else []
    kept, too_many = most(questions, limits)
    return Read(kept, (*problems, *too_many), tuple(categories))


def _blocks(text: str) -> Iterator[_Block]:
    """Lines between empty lines. A category has a line, and a block, of its own."""
    block: _Block | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not stripped or _CATEGORY.match(stripped):
            if block:
                yield block
            block = None
            if stripped:
                yield _Block(number, [stripped])
            continue
        block = block or _Block(number)
        if stripped.startswith("//"):
            block.comments.append(stripped)
        else:
            block.line = block.line if block.lines else number
            block.lines.append(line)
    if block:
        yield block


def _joined(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Empty lines inside braces do not end a question, if what follows closes them and opens none."""
    waiting: _Block | None = None
    for block in blocks:
        if waiting and _closes(block.text):
            waiting.lines += block.lines
            waiting.comments += block.comments
            block, waiting = waiting, None
        elif waiting:
            yield waiting
            waiting = None
        if "{" in block.text and "}" not in block.text:
            waiting = block
        elif block.lines:
            yield block
    if waiting:
        yield waiting


def _closes(text: str) -> bool:
    return "}" in text and "{" not in text[: text.index("}")]


def _question(block: _Block) -> tuple[Question | None, list[Problem]]:
    reader = _Reader(block.text)
    try:
        question = replace(reader.question(), **_noted(block.comments))
    except _Refused as refused:
        return None, [refused.problem.of(reader.name or reader.body[:60], block.line)]
    found, problems = checked(question, block.line)
    if reader.dropped:
        reader.changes.append(change("html_dropped", elements=sorted(reader.dropped)))
    return found, problems + [one.of(question.name, block.line) for one in reader.changes]


def _noted(comments: list[str]) -> dict[str, Any]:
    """The code and the tags that stand in comments."""
    found = [
        (key, re.sub(r"\\(.)", r"\1", value))
        for line in comments
        for key, value in _NOTED.findall(line[:2_000])
    ]
    codes = [value for key, value in found if key == "id"]
    return {
        "id_number": codes[-1] if codes else "",
        "tags": tuple(value for key, value in found if key == "tag"),
    }


class _Reader:
    """One question: its name, its text, its answers in braces. Texts it makes are Markdown."""

    def __init__(self, text: str) -> None:
        self.name = ""
        if text.startswith("::") and "::" in text[2:]:
            name, text = text[2:].split("::", 1)
            self.name = " ".join(signs.show(name).split())
        self.body = text.strip()
        self.dropped: set[str] = set()
        self.changes: list[Problem] = []
        self.form = "moodle"

    def question(self) -> Question:
        before, inside, after = self._parts()
        answers, _mark, general = (
            (inside or "").rpartition("####") if "####" in (inside or "") else (inside, "", "")
        )
        text = before + (BLANK + after if after else "") if inside is not None else before
        self.form, text = signs.format_and_rest(text.strip(), self.form)
        common: dict[str, Any] = {
            "name": self.name,
            "text": self.told(text),
            "feedback": self.told(general),
        }
        if answers is None:
            return Description(**common)
        return self._asked(answers.strip(), common)

    def _parts(self) -> tuple[str, str | None, str]:
        """What stands before, in and behind the braces; None in them where there are none."""
        start, end = self.body.find("{"), self.body.find("}")
        if start < 0 and end < 0:
            return self.body, None, ""
        if start < 0 or end < start:
            raise _Refused("braces_not_paired")
        return (
            self.body[:start],
            self.body[start + 1 : end],
            self.body[end + 1 :].strip() and self.body[end + 1 :],
        )

    def _asked(self, answers: str, common: dict[str, Any]) -> Question:
        """The kind is told by the signs, in this order."""
        if not answers:
            return Essay(**common)
        if answers.startswith("#"):
            return Numerical(answers=self._numbers(answers[1:]), **common)
        if answers.startswith(">"):
            return self._ordering(answers[1:], common)
        if "~" in answers:
            return self._choice(answers, common)
        if "=" in answers and "->" in answers:
            return self._matching(answers, common)
        if answers.partition("#")[0].strip() in _TRUTH:
            return self._truth(answers, common)
        return ShortAnswer(answers=tuple(map(self._pattern, _pieces(answers, "="))), **common)

    def told(self, text: str) -> str:
        """A text as Markdown, in the format it states or the question's."""
        form, rest = signs.format_and_rest(text.strip(), self.form)
        converted = signs.markdown_of(signs.show(rest), form)
        self.dropped.update(converted.dropped)
        return converted.markdown.strip()

    def _choice(self, answers: str, common: dict[str, Any]) -> Question:
        choices = tuple(map(self._one_choice, _pieces(answers.replace("=", "~="), "~")))
        if "=" in answers:
            return SingleChoice(choices=choices, **common)
        return MultipleChoice(choices=choices, **common)

    def _one_choice(self, piece: str) -> Choice:
        if piece.startswith("="):
            weight, rest = Fraction(1), piece[1:]
        else:
            weight, rest = self._chosen_weight(piece)
        text, _mark, feedback = rest.partition("#")
        return Choice(self.told(text), weight, self.told(feedback))

    def _chosen_weight(self, piece: str) -> tuple[Fraction, str]:
        old = signs.OLD_WEIGHT.match(piece)
        if not old:
            return _weight(piece, Fraction(0))
        self.changes.append(change("old_weight_understood", weight=old[1]))
        return Fraction(int(old[1]), 100), piece[old.end() :]

    def _pattern(self, piece: str) -> Answer:
        weight, rest = _weight(piece, Fraction(1))
        text, _mark, feedback = rest.partition("#")
        _form, words = signs.format_and_rest(text.strip(), self.form)
        return Answer(signs.show(words), weight, self.told(feedback))

    def _matching(self, answers: str, common: dict[str, Any]) -> Matching:
        pairs, distractors = [], []
        for piece in _pieces(answers, "="):
            stem, arrow, answer = piece.partition("->")
            if not arrow:
                raise _Refused("pair_without_arrow", pair=signs.show(piece)[:60])
            told, answer = self.told(stem), signs.show(answer)
            if told:
                pairs.append(Pair(told, answer))
            else:
                distractors.append(answer)
        return Matching(pairs=tuple(pairs), distractors=tuple(distractors), **common)

    def _truth(self, answers: str, common: dict[str, Any]) -> TrueFalse:
        """The first feedback is for the wrong answer, the second for the right one."""
        said, wrong, right = [*answers.split("#", 2), "", ""][:3]
        is_true = _TRUTH[said.strip()]
        told = [self.told(right), self.told(wrong)]
        on_true, on_false = told if is_true else told[::-1]
        return TrueFalse(answer=is_true, true_feedback=on_true, false_feedback=on_false, **common)

    def _ordering(self, answers: str, common: dict[str, Any]) -> Ordering:
        first, _end, rest = answers.partition("\n")
        head = _ORDER.fullmatch(first)
        words = (head[4] or "").lower() if head else ""
        grading = _ORDER_SHORT.get(words.upper(), words or "absolute_position")
        if head is None or grading not in ORDER_GRADINGS:
            raise _Refused("order_not_understood", head=first[:60])
        if head[2] and head[2] not in ("ALL", "EXACT"):
            self.changes.append(change("order_of_some_items"))
        items = tuple(self.told(line) for line in rest.split("\n") if line.strip())
        is_horizontal = (head[3] or "V").startswith("H")
        return Ordering(items=items, grading=grading, is_horizontal=is_horizontal, **common)  # type: ignore[arg-type]

    def _numbers(self, answers: str) -> tuple[NumericAnswer, ...]:
        """Answers behind `=`; one behind `~` is the feedback for every other number."""
        wanted, wrong, feedback = answers.partition("~")
        found = [self._number(piece) for piece in _pieces(wanted, "=")]
        if wrong:
            told = self.told(feedback.partition("#")[2])
            found.append(NumericAnswer(None, weight=Fraction(0), feedback=told))
        return tuple(found)

    def _number(self, piece: str) -> NumericAnswer:
        weight, rest = _weight(piece, Fraction(1))
        text, _mark, feedback = rest.partition("#")
        value, tolerance = _range(signs.show(text))
        return NumericAnswer(value, tolerance, weight, self.told(feedback))


def _pieces(text: str, sign: str) -> list[str]:
    """What stands behind each `sign`; words before the first one count as one more."""
    if text.count(sign) > MOST:
        raise _Refused("too_many", most=MOST)
    first, *rest = text.split(sign)
    return ([first.strip()] if first.strip() else []) + [piece.strip() for piece in rest]


def _weight(piece: str, usual: Fraction) -> tuple[Fraction, str]:
    """The weight in percent at the beginning, and the rest."""
    found = _WEIGHT.match(piece)
    weight = amounts.percentage(found[1]) if found else None
    return (weight, piece[found.end() :]) if found and weight is not None else (usual, piece)


def _range(text: str) -> tuple[Decimal | None, Decimal]:
    """A value and its tolerance: `3:2`, `1..5`, `3`, or `*` for any number."""
    if text.partition(":")[0].strip() == "*":
        return None, Decimal(0)
    if ".." in text:
        least, most_ = (_number_of(part) for part in text.split("..", 1))
        return (least + most_) / 2, (most_ - least) / 2
    value, _mark, tolerance = text.partition(":")
    return _number_of(value), _number_of(tolerance or "0")


def _number_of(text: str) -> Decimal:
    value = numbers.value_of(text)
    if value is None:
        raise _Refused("not_a_number", text=text.strip()[:40])
    return value
