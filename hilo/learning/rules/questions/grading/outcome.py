"""What grading answers, and how it reads a response."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from hilo.learning.rules.questions.kinds import Question, Replying
from hilo.learning.rules.questions.problems import Problem, refusal

State = Literal["right", "partly", "wrong", "needs_grading", "not_answered"]

NOTHING = Fraction(0)
WHOLE = Fraction(1)
LONGEST = 100_000  # letters of an essay
SHORT = 1_000  # ... and of what is judged by rule


@dataclass(frozen=True)
class Part:
    """One part of an answer (a choice, a pair, an item, a gap): where it stands, and what it earned."""

    at: str
    fraction: Fraction
    state: State
    is_given: bool = True


@dataclass(frozen=True)
class Grade:
    """What an answer earns: `fraction` of the mark, exact.

    It is below zero only where a trainer gave a choice a negative weight in a question of one choice.
    `feedback` are JSON pointers into the question («/choices/2/feedback»), in the order in which they are told;
    pointers to empty texts are left out. `problems` say why a response could not be read.
    """

    fraction: Fraction
    state: State
    parts: tuple[Part, ...] = ()
    feedback: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Shape(Exception):
    """A response of another shape than its question's; caught by `grade`."""

    def __init__(self, code: str, at: str = "", **values: Any) -> None:
        super().__init__(code)
        self.problem = refusal(code, at, **values)


def state_of(fraction: Fraction) -> State:
    """Right is all of it, wrong is nothing or less."""
    if fraction >= WHOLE:
        return "right"
    return "partly" if fraction > NOTHING else "wrong"


def graded(fraction: Fraction, parts: tuple[Part, ...] = (), *feedback: str) -> Grade:
    """A grade with the state that its fraction means."""
    return Grade(fraction, state_of(fraction), parts, feedback)


def unanswered(*problems: Problem) -> Grade:
    """Nothing was said, or nothing that could be read."""
    return Grade(NOTHING, "not_answered", problems=problems)


def with_replies(question: Question, grade: Grade) -> Grade:
    """`grade` with the reply to its state and the feedback for everybody; empty texts left out."""
    refs = list(grade.feedback)
    if isinstance(question, Replying) and grade.state in ("right", "partly", "wrong"):
        refs.append(f"/{grade.state}_feedback")
    if grade.state != "not_answered":
        refs.append("/feedback")
    return replace(grade, feedback=tuple(ref for ref in refs if told(question, ref)))


def told(question: Any, ref: str) -> str:
    """The text at a feedback reference; "" where there is none."""
    here = question
    for step in ref.split("/")[1:]:
        here = here[int(step)] if step.isdigit() else getattr(here, step)
    return str(here)


def member(response: Any, key: str, usual: Any = None) -> Any:
    """What a response says under `key`."""
    if not isinstance(response, dict):
        raise Shape("not_an_object")
    return response.get(key, usual)


def typed(response: Any, key: str = "text", most: int = LONGEST) -> str:
    """A typed answer of `most` letters; "" where there is none."""
    text = member(response, key)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise Shape("not_a_text", f"/{key}")
    if len(text) > most:
        raise Shape("too_long", f"/{key}", most=most)
    return text


def index(value: Any, count: int, at: str) -> int | None:
    """A place among `count` things, from 0; None where nothing was chosen."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Shape("not_a_whole_number", at)
    if not 0 <= value < count:
        raise Shape("no_such_choice", at, count=count)
    return value


def indices(response: Any, key: str, count: int) -> list[int | None]:
    """A list of such places."""
    found = member(response, key, [])
    if not isinstance(found, list):
        raise Shape("not_a_list", f"/{key}")
    if len(found) > count:
        raise Shape("too_many", f"/{key}", most=count)
    return [index(one, count, f"/{key}/{number}") for number, one in enumerate(found)]
