"""GIFT files written. Texts are Markdown, and say so where they hold more than words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions import amounts, numbers
from hilo.learning.rules.questions.gift import signs
from hilo.learning.rules.questions.gift.reading import read
from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from hilo.learning.rules.questions.problems import Problem
from hilo.learning.rules.questions.reading import Written, category_line, kept

Say = Callable[[str], str]
WHOLE = Fraction(1)


def write(questions: Iterable[Question]) -> Written:
    """A GIFT file; what it cannot hold is named, each by reading the question back."""
    texts: list[str] = []
    problems: list[Problem] = []
    category = ""
    for question in questions:
        text, lost = kept(question, _written, read)
        problems += lost
        if text is None:
            continue
        if question.category != category:
            category = question.category
            texts.append(f"$CATEGORY: {category_line(category)}\n")
        texts.append(text)
    return Written("\n".join(texts).encode("utf-8"), tuple(problems))


def _written(question: Question) -> str | None:
    how = _ANSWERS.get(type(question))
    if how is None:
        return None
    form = "moodle" if all(map(_is_plain, _texts(question))) else "markdown"
    answers = how(question, lambda text: _said(text, form))
    name = f"::{signs.escape(question.name)}::" if question.name else ""
    head = ("[markdown]" if form == "markdown" else "") + signs.escape(question.text)
    return _comment(question) + name + head + _in_braces(answers, question, form) + "\n"


def _in_braces(answers: str | None, question: Question, form: str) -> str:
    """The answers, and behind them what everybody is told; nothing where nothing is asked."""
    if answers is None:
        return ""
    general = f"\n\t####{_said(question.feedback, form)}\n" if question.feedback else ""
    return "{" + answers + general + "}"


def _said(text: str, form: str) -> str:
    """A text inside braces, in the question's format, which it states if it looks like a format or a comment."""
    return (f"[{form}]" if text.startswith(("[", "/")) else "") + signs.escape(text)


def _is_plain(text: str) -> bool:
    """Whether Moodle's usual format says the same as Markdown."""
    is_safe = not text.startswith(("[", "/"))
    return is_safe and signs.markdown_of(text, "moodle").markdown == text


def _texts(question: Any) -> list[str]:
    """Every text of the question that has a format."""
    found = [question.text, question.feedback]
    found += [getattr(question, name, "") for name in ("true_feedback", "false_feedback")]
    found += [
        one.feedback for name in ("choices", "answers") for one in getattr(question, name, ())
    ]
    found += [one.text for one in getattr(question, "choices", ())]
    found += [pair.stem for pair in getattr(question, "pairs", ())]
    return found + list(getattr(question, "items", ()))


def _comment(question: Question) -> str:
    """Code and tags, where Moodle looks for them."""
    notes = [("id", question.id_number)] if question.id_number else []
    notes += [("tag", tag) for tag in question.tags]
    said = " ".join(f"[{key}:{_noted(value)}]" for key, value in notes)
    return f"// {said}\n" if said else ""


def _noted(value: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", " ".join(value.split()))


def _choices(question: SingleChoice | MultipleChoice, say: Say) -> str:
    is_single = isinstance(question, SingleChoice)
    lines = [
        f"\n\t{_sign(one, is_single)}{say(one.text)}{_behind(one.feedback, say)}"
        for one in question.choices
    ]
    return "".join(lines) + "\n"


def _sign(choice: Choice, is_single: bool) -> str:
    if is_single and choice.weight == WHOLE:
        return "="
    looks_weighted = choice.text.startswith("%") or signs.OLD_WEIGHT.match(choice.text)
    if choice.weight == 0 and not looks_weighted:
        return "~"
    return f"~%{amounts.in_percent(choice.weight)}%"


def _truth(question: TrueFalse, say: Say) -> str:
    right, wrong = question.true_feedback, question.false_feedback
    if not question.answer:
        right, wrong = wrong, right
    told = f"#{say(wrong)}" if wrong or right else ""
    return ("TRUE" if question.answer else "FALSE") + told + (f"#{say(right)}" if right else "")


def _short(question: ShortAnswer, say: Say) -> str:
    return "".join(_pattern(one, say) for one in question.answers) + "\n"


def _pattern(answer: Answer, say: Say) -> str:
    is_whole = answer.weight == WHOLE and not answer.text.startswith("%")
    weight = "" if is_whole else f"%{amounts.in_percent(answer.weight)}%"
    own = "[plain]" if answer.text.startswith("[") else ""
    return f"\n\t={weight}{own}{signs.escape(answer.text)}{_behind(answer.feedback, say)}"


def _numerical(question: Numerical, say: Say) -> str:
    return "#" + "".join(_number(one, say) for one in question.answers) + "\n"


def _number(answer: NumericAnswer, say: Say) -> str:
    if answer.value is None and answer.weight == 0:
        return f"\n\t~#{say(answer.feedback)}"
    value = "*" if answer.value is None else numbers.shown(answer.value)
    weight = amounts.in_percent(answer.weight)
    return (
        f"\n\t=%{weight}%{value}:{numbers.shown(answer.tolerance)}{_behind(answer.feedback, say)}"
    )


def _matching(question: Matching, say: Say) -> str:
    lines = [f"\n\t={say(pair.stem)} -> {signs.escape(pair.answer)}" for pair in question.pairs]
    return "".join(lines + [f"\n\t= -> {signs.escape(one)}" for one in question.distractors]) + "\n"


def _ordering(question: Ordering, say: Say) -> str:
    layout = "HORIZONTAL" if question.is_horizontal else "VERTICAL"
    head = f">{len(question.items)} ALL {layout} {question.grading.upper()} SHOW none"
    return head + "".join(f"\n\t{say(item)}" for item in question.items) + "\n"


def _behind(feedback: str, say: Say) -> str:
    return f"#{say(feedback)}" if feedback else ""


_ANSWERS: dict[type[Question], Callable[[Any, Say], str | None]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _truth,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Essay: lambda _question, _say: "",
    Description: lambda _question, _say: None,
}
