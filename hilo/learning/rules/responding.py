"""What stands in the fields of a question, as its response; and a response, as what fields hold. Pure.

A field is called `a<slot>`, or `a<slot>-<part>` for the parts of a question. `get` answers what one
field holds, `getlist` all that several of one name hold. Whatever cannot be read is no answer: the
form offers only what can.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from hilo.learning.rules.questions import Question, numbers
from hilo.learning.rules.questions.jsonform import UNREADABLE
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Essay,
    GapQuestion,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


class Sent(Protocol):
    """What a form sent: one value, or all values, of a name."""

    def get(self, name: str, /) -> Any: ...
    def getlist(self, name: str, /) -> list[Any]: ...


def read(question: Question, sent: Sent, name: str) -> Any:
    """The response in the fields called `name` and `name-…`; None where nothing was answered."""
    how = _HOW.get(type(question))
    return how(question, sent, name) if how else None


def _single(question: SingleChoice, sent: Sent, name: str) -> Any:
    chosen = _place(sent.get(name), len(question.choices))
    return None if chosen is None else {"choice": chosen}


def _multiple(question: MultipleChoice, sent: Sent, name: str) -> Any:
    found = {_place(value, len(question.choices)) for value in sent.getlist(name)} - {None}
    return {"choices": sorted(one for one in found if one is not None)} if found else None


def _true_false(question: TrueFalse, sent: Sent, name: str) -> Any:
    value = {"true": True, "false": False}.get(str(sent.get(name)))
    return None if value is None else {"value": value}


def _typed(question: Question, sent: Sent, name: str) -> Any:
    text = UNREADABLE.sub("", str(sent.get(name) or "")).replace("\r\n", "\n")
    return {"text": text} if text.strip() else None


def _matching(question: Matching, sent: Sent, name: str) -> Any:
    count = len(question.options)
    found = [_place(sent.get(f"{name}-{stem}"), count) for stem in range(len(question.pairs))]
    return {"pairs": found} if any(one is not None for one in found) else None


def _ordering(question: Ordering, sent: Sent, name: str) -> Any:
    """Each item says its place, from 1; items that say the same stand in their given order."""
    count = len(question.items)
    places = [_place(sent.get(f"{name}-{item}"), count + 1) for item in range(count)]
    if not any(places):
        return None
    return {"order": sorted(range(count), key=lambda item: (places[item] or count + 1, item))}


def _cloze(question: Cloze, sent: Sent, name: str) -> Any:
    gaps = [
        _gap(gap.question, sent, f"{name}-{number}") for number, gap in enumerate(question.gaps)
    ]
    return {"gaps": gaps} if any(one is not None for one in gaps) else None


def _gap(question: GapQuestion, sent: Sent, name: str) -> Any:
    return _HOW[type(question)](question, sent, name)


def _place(value: Any, count: int) -> int | None:
    """A place among `count`, from 0, as a field says it."""
    text = str(value or "")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return int(text) if int(text) < count else None


_HOW: dict[type, Callable[[Any, Sent, str], Any]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    TrueFalse: _true_false,
    ShortAnswer: _typed,
    Numerical: _typed,
    Essay: _typed,
    Matching: _matching,
    Ordering: _ordering,
    Cloze: _cloze,
}


def is_answered(question: Question, response: Any) -> bool:
    """Whether every part of the question has an answer, and a number where one is asked for."""
    if response is None:
        return False
    if isinstance(question, Matching):
        return all(one is not None for one in response.get("pairs", [None]))
    if isinstance(question, Cloze):
        given = [*response.get("gaps", ()), *[None] * len(question.gaps)]
        return all(
            is_answered(gap.question, one) for gap, one in zip(question.gaps, given, strict=False)
        )
    return not isinstance(question, Numerical) or _holds_number(question, response)


def no_number_of(question: Question, response: Any) -> str:
    """What was typed where a number is asked for and something else stands; "" everywhere else."""
    if not isinstance(question, Numerical) or not response:
        return ""
    return "" if _holds_number(question, response) else str(response.get("text", "")).strip()


def _holds_number(question: Numerical, response: Any) -> bool:
    """A number stands first, and nothing after it where no unit is asked for."""
    number, rest = numbers.split(str(response.get("text", "")))
    return bool(number) and (not rest or bool(question.units))
