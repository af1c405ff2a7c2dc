"""The gaps of a cloze text, as Moodle writes them: `{1:SHORTANSWER:=Paris#Yes~%50%Lyon~*#No}`.

Behind the weight (1 where none stands) comes the kind, then answers between `~`; `=` or `%n%` before an answer is
its weight, `#` begins its feedback. `\\}`, `\\#` and `\\~` are plain signs, as are entities (`&#125;`), which Moodle
decodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any

from hilo.learning.rules.questions import amounts, numbers
from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Gap,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    ShortAnswer,
    SingleChoice,
    place,
)
from hilo.learning.rules.questions.problems import Problem, refusal

Say = Callable[[str], str]

_GAP = re.compile(r"\{([0-9]{0,6}):([A-Z]+(?:_[A-Z]+)?):((?:\\.|[^\\}])*)\}", re.DOTALL)
_BETWEEN = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_WEIGHT = re.compile(r"=|%(-?[0-9]+(?:[.,][0-9]*)?)%")
_ESCAPED = re.compile(r"\\([}#~])")
_RESERVED = re.compile(r"[~}\\]|(?<!&)#|^[=%]")

SHORT = {
    "SHORTANSWER": False,
    "SA": False,
    "MW": False,
    "SHORTANSWER_C": True,
    "SAC": True,
    "MWC": True,
}
NUMBER = {"NUMERICAL", "NM"}
_LAYOUTS: dict[str, Any] = {"": "line", "V": "vertical", "H": "horizontal"}
# Kind of a gap with choices -> layout, and whether they are shuffled.
SINGLE = {
    name: (_LAYOUTS[layout], bool(shuffled))
    for layout in ("", "V", "H")
    for shuffled in ("", "S")
    for name in (f"MULTICHOICE_{layout}{shuffled}".rstrip("_"), f"MC{layout}{shuffled}")
}
SEVERAL = {
    name: (_LAYOUTS[layout or "V"], bool(shuffled))
    for layout in ("", "H")
    for shuffled in ("", "S")
    for name in (f"MULTIRESPONSE_{layout}{shuffled}".rstrip("_"), f"MR{layout}{shuffled}")
}


@dataclass(frozen=True)
class Found:
    """A text with `{#1}` … in the place of its gaps, the gaps, and what is wrong with them."""

    text: str
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]


def find(text: str, told: Say) -> Found:
    """The gaps of `text`. `told` makes Markdown of a piece of it; patterns stay as they are."""
    gaps: list[Gap] = []
    problems: list[Problem] = []

    def taken(found: re.Match[str]) -> str:
        gap = _gap(found, told)
        if isinstance(gap, Problem):
            problems.append(gap.within(f"/gaps/{len(gaps) + len(problems)}"))
            return found[0]
        gaps.append(gap)
        return place(len(gaps))

    end = _last_brace(text)  # behind it no gap ends, and looking for its end would take for ever
    return Found(_GAP.sub(taken, text[:end]) + text[end:], tuple(gaps), tuple(problems))


def written(gap: Gap, said: Say) -> str:
    """One gap. `said` makes a piece of the text's format of Markdown."""
    return f"{{{gap.weight}:{_kind_of(gap)}:{'~'.join(_answers(gap.question, said))}}}"


@dataclass(frozen=True)
class _Raw:
    """One answer as it stands there."""

    weight: Fraction
    is_percent: bool
    text: str
    feedback: str

    @property
    def words(self) -> str:
        """The answer as plain words."""
        return unescape(self.text).strip()


def _gap(found: re.Match[str], told: Say) -> Gap | Problem:
    kind = found[2]
    answers = [_raw(piece) for piece in _BETWEEN.split(found[3]) if piece.strip()]
    gap: Gap | Problem = refusal("unknown_gap_kind", gap=kind)
    if kind in SHORT:
        gap = Gap(ShortAnswer(answers=_patterns(answers, told), case_sensitive=SHORT[kind]))
    elif kind in NUMBER:
        gap = _numerical(answers, told)
    elif kind in SINGLE:
        layout, shuffle = SINGLE[kind]
        gap = Gap(SingleChoice(choices=_choices(answers, told), shuffle=shuffle), layout=layout)
    elif kind in SEVERAL:
        layout, shuffle = SEVERAL[kind]
        choices = _choices(_made_whole(answers), told)
        gap = Gap(MultipleChoice(choices=choices, shuffle=shuffle), layout=layout)
    return gap if isinstance(gap, Problem) else replace(gap, weight=int(found[1] or 1))


def _last_brace(text: str) -> int:
    """Where the last gap may end."""
    at = text.rfind("}")
    while at > 0 and text[at - 1] == "\\":
        at = text.rfind("}", 0, at)
    return at + 1


def _raw(piece: str) -> _Raw:
    piece = piece.strip()
    weight = _WEIGHT.match(piece)
    rest = piece[weight.end() :] if weight else piece
    feedback = _FEEDBACK.search(rest)
    text = rest[: feedback.start()] if feedback else rest
    behind = rest[feedback.end() :] if feedback else ""
    percent = amounts.percentage(weight[1]) if weight and weight[1] else None
    value = percent if percent is not None else Fraction(bool(weight))
    return _Raw(
        value, percent is not None, *(_ESCAPED.sub(r"\1", one).strip() for one in (text, behind))
    )


def _made_whole(answers: list[_Raw]) -> list[_Raw]:
    """Weights of several choices as Moodle makes them: the good ones come to 1 together.

    Where no weight was stated in percent, each wrong choice takes one right choice away.
    """
    total = sum((max(one.weight, Fraction(0)) for one in answers), Fraction(0))
    if not total:
        return answers
    is_stated = any(one.is_percent for one in answers)
    wrong = [one.weight if is_stated else -1 / total for one in answers]
    return [
        replace(one, weight=one.weight / total if one.weight > 0 else bad)
        for one, bad in zip(answers, wrong, strict=True)
    ]


def _patterns(answers: list[_Raw], told: Say) -> tuple[Answer, ...]:
    return tuple(Answer(one.words, one.weight, told(one.feedback)) for one in answers)


def _choices(answers: list[_Raw], told: Say) -> tuple[Choice, ...]:
    return tuple(Choice(told(one.text), one.weight, told(one.feedback)) for one in answers)


def _numerical(answers: list[_Raw], told: Say) -> Gap | Problem:
    found = []
    for one in answers:
        value, _mark, tolerance = one.words.partition(":")
        read = [numbers.value_of(value), numbers.value_of(tolerance or "0")]
        if None in read and value.strip() != "*":
            return refusal("not_a_number", text=one.words[:40])
        found.append(NumericAnswer(read[0], read[1] or Decimal(0), one.weight, told(one.feedback)))
    return Gap(Numerical(answers=tuple(found)))


def _kind_of(gap: Gap) -> str:
    question = gap.question
    if isinstance(question, ShortAnswer):
        return "SHORTANSWER_C" if question.case_sensitive else "SHORTANSWER"
    if isinstance(question, Numerical):
        return "NUMERICAL"
    known = SINGLE if isinstance(question, SingleChoice) else SEVERAL
    wanted = (gap.layout, question.shuffle)
    return next((name for name, meant in known.items() if meant == wanted), next(iter(known)))


def _answers(question: Any, said: Say) -> list[str]:
    if isinstance(question, ShortAnswer):
        return [_answer(one, _words(one.text), said) for one in question.answers]
    if isinstance(question, Numerical):
        return [_answer(one, _number(one), said) for one in question.answers]
    return [_answer(one, said(one.text), said) for one in question.choices]


def _answer(one: Any, text: str, said: Say) -> str:
    weight = "=" if one.weight == 1 else f"%{amounts.in_percent(one.weight)}%"
    text = _reserved(text)
    if not one.feedback:
        return weight + text
    apart = " " if text.endswith(("&", "&amp;")) else ""  # otherwise Moodle sees an entity in `&#`
    return f"{weight}{text}{apart}#{_reserved(said(one.feedback))}"


def _number(answer: NumericAnswer) -> str:
    if answer.value is None:
        return "*"
    return f"{numbers.shown(answer.value)}:{numbers.shown(answer.tolerance)}"


def _words(text: str) -> str:
    return text.replace("&", "&amp;")


def _reserved(text: str) -> str:
    """Signs that mean something in a gap as entities, because Moodle understands those everywhere in it."""
    return _RESERVED.sub(lambda found: f"&#{ord(found[0])};", text)
