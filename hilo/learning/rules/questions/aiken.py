"""Aiken: questions of one choice as plain text.

    Who began the project?
    A) Petr
    B) Martin
    ANSWER: B

A question may take several lines here (Moodle takes one, so only one is written). Capital letters number the
choices, with `)` or `.` behind them. Empty lines mean nothing. Specification: docs.moodle.org, «Aiken format».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from string import ascii_uppercase

from hilo.learning.rules.questions import markup
from hilo.learning.rules.questions.kinds import Choice, Question, SingleChoice
from hilo.learning.rules.questions.problems import Problem, refusal
from hilo.learning.rules.questions.reading import (
    USUAL,
    Limits,
    Read,
    Written,
    checked,
    decode,
    kept,
    most,
    too_large,
)

_CHOICE = re.compile(r"([A-Z])[).]\s*(.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)")


def read(content: bytes, limits: Limits = USUAL) -> Read:
    """The questions of an Aiken file. Never raises."""
    if problem := too_large(content, limits):
        return Read(problems=(problem,))
    decoded = decode(content)
    reader = _Reader(problems=decoded.problems)
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        reader.take(line.strip(), number)
    reader.leave()
    questions, problems = most(reader.questions, limits)
    return Read(questions, (*reader.problems, *problems))


def write(questions: Iterable[Question]) -> Written:
    """An Aiken file. Only the text and the choices of single choices fit in; the rest is named."""
    texts: list[str] = []
    problems: list[Problem] = []
    for question in questions:
        text, lost = kept(question, _written, read)
        texts += [text] if text else []
        problems += lost
    return Written("\n".join(texts).encode("utf-8"), tuple(problems))


@dataclass
class _Draft:
    """A question whose answer has not come yet."""

    line: int
    text: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    problem: Problem | None = None

    def wrong(self, code: str, line: int, **values: str) -> None:
        """The first thing that is wrong is told; the rest follows from it."""
        self.problem = self.problem or refusal(code, "", line, **values)

    def answered(self, letter: str) -> SingleChoice:
        choices = tuple(
            Choice(markup.literal(text), Fraction(key == letter))
            for key, text in self.choices.items()
        )
        return SingleChoice(text=markup.literal("\n".join(self.text)), choices=choices)


@dataclass
class _Reader:
    """Takes line after line; a question is complete with its answer."""

    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    draft: _Draft | None = None

    def take(self, line: str, number: int) -> None:
        answer = _ANSWER.fullmatch(line)
        choice = _CHOICE.fullmatch(line)
        if not line:
            return
        if answer:
            self.answer(answer[1].strip(), number)
        elif choice and self._expects(choice[1]):
            self.choice(choice[1], choice[2], number)
        else:
            self.words(line, number)

    def words(self, line: str, number: int) -> None:
        """A line of the question; after choices it begins the next one."""
        if self.draft and self.draft.choices:
            self.leave()
        self.draft = self.draft or _Draft(number)
        self.draft.text.append(line)

    def choice(self, letter: str, text: str, number: int) -> None:
        self.draft = self.draft or _Draft(number)
        if not self.draft.text:
            self.draft.wrong("question_text_missing", number)
        if letter in self.draft.choices:
            self.draft.wrong("letter_twice", number, letter=letter)
        self.draft.choices[letter] = text

    def answer(self, letter: str, number: int) -> None:
        draft, self.draft = self.draft or _Draft(number), None
        if not draft.text:
            draft.wrong("question_text_missing", draft.line)
        if letter not in draft.choices:
            draft.wrong("answer_not_among_choices", number, answer=letter[:40])
        if sum(map(len, draft.text)) > markup.LONGEST:
            draft.wrong("too_long", draft.line)
        if draft.problem:
            self.problems.append(replace(draft.problem, name=" ".join(draft.text)[:80]))
            return
        question, problems = checked(draft.answered(letter), draft.line)
        self.questions += [question] if question else []
        self.problems += [replace(problem, name=draft.text[0][:80]) for problem in problems]

    def leave(self) -> None:
        """The question under way ends without its answer."""
        draft, self.draft = self.draft, None
        if draft:
            draft.wrong("answer_missing", draft.line)
            self.problems += (
                [replace(draft.problem, name=" ".join(draft.text)[:80])] if draft.problem else []
            )

    def _expects(self, letter: str) -> bool:
        """«E. coli» begins no list of choices, «A.» does."""
        return letter == "A" or bool(self.draft and self.draft.choices)


def _written(question: Question) -> str | None:
    if not isinstance(question, SingleChoice) or not 2 <= len(question.choices) <= len(
        ascii_uppercase
    ):
        return None
    lines = [_line(question.text)]
    lines += [
        f"{letter}) {_line(choice.text)}"
        for letter, choice in zip(ascii_uppercase, question.choices, strict=False)
    ]
    best = max(range(len(question.choices)), key=lambda at: question.choices[at].weight)
    return "\n".join([*lines, f"ANSWER: {ascii_uppercase[best]}"]) + "\n"


def _line(text: str) -> str:
    """A text in one line, without marks where it has none."""
    plain = markup.as_plain(text)
    return " ".join((text if plain is None else plain).split())
