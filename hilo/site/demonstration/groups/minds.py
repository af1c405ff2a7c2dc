"""How invented people answer questions: some know more, some questions are harder, some wrong answers are tempting.

The chance to be right is that of Rasch's model: ability minus difficulty, as logits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from hilo.learning.asked import Asked
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn

TEMPTING = (0.6, 0.25, 0.1, 0.05)  # how often the wrong choices are taken, the most tempting first
UNSURE = ("No recuerdo", "El reglamento", "Lo que diga el cabildo", "El inventario")


class Mind:
    """Somebody who answers; `ability` is in logits, 0 in the mean."""

    def __init__(self, ability: float, chance: Random) -> None:
        self.ability, self.chance = ability, chance

    def answers(self, questions: dict[int, Asked]) -> dict[int, Any]:
        """What is answered to each question, by slot."""
        return {slot: self.answer(one) for slot, one in questions.items()}

    def answer(self, question: Asked) -> Any:
        told = files.cohorts()["answers"]
        edge = self.ability - difficulty_of(question.name)
        if question.name in told["misleading"]:
            edge = 0.3 - self.ability
        if self.chance.random() < 1 / (1 + math.exp(-edge)):
            return right(question.question)
        silent = self.chance.random() < told["silent"]
        return None if silent else wrong(question.question, self.chance)


@cache
def difficulty_of(name: str) -> float:
    told = files.cohorts()["answers"]
    urn = Urn(files.shares()["seed"], "difficulty", name)
    return urn.chance.gauss(told["difficulty"], told["differs"])


def right(question: Any) -> Any:
    """The answer that earns everything; None for a question that nobody can get right by rule."""
    how = RIGHT.get(question.kind)
    return how(question) if how else None


def wrong(question: Any, chance: Random) -> Any:
    """An answer that earns less, as people give it."""
    how = WRONG.get(question.kind)
    return how(question, chance) if how else None


# Right.


def _best(question: Any) -> int:
    weights = [one.weight for one in question.choices]
    return weights.index(max(weights))


def _fitting(question: Any) -> list[int]:
    return [at for at, one in enumerate(question.choices) if one.weight > 0]


def _best_text(answers: Sequence[Any]) -> str:
    return str(max(answers, key=lambda one: one.weight).text).replace("*", "")


def _best_number(question: Any) -> Decimal:
    found = [one for one in question.answers if one.value is not None]
    return Decimal(max(found, key=lambda one: one.weight).value)


def _pairs(question: Any) -> list[int]:
    return [question.options.index(pair.answer) for pair in question.pairs]


RIGHT: dict[str, Callable[[Any], Any]] = {
    "single": lambda question: {"choice": _best(question)},
    "multiple": lambda question: {"choices": _fitting(question)},
    "true_false": lambda question: {"value": question.answer},
    "short": lambda question: {"text": _best_text(question.answers)},
    "numerical": lambda question: {"text": f"{_best_number(question):f}"},
    "matching": lambda question: {"pairs": _pairs(question)},
    "ordering": lambda question: {"order": list(range(len(question.items)))},
}


# Wrong.


def _tempting(question: Any, chance: Random) -> Any:
    """One of the wrong choices; which of them tempts most is the same for all."""
    best = _best(question)
    others = [at for at in range(len(question.choices)) if at != best]
    Random(question.text).shuffle(others)
    weights = [*TEMPTING, *[TEMPTING[-1]] * len(others)][: len(others)]
    return {"choice": chance.choices(others, weights)[0]}


def _incomplete(question: Any, chance: Random) -> Any:
    """One that fits is forgotten, or one that does not is taken."""
    chosen = _fitting(question)
    others = [at for at in range(len(question.choices)) if at not in chosen]
    if len(chosen) > 1 and (not others or chance.random() < 0.5):
        chosen.remove(chance.choice(chosen))
    elif others:
        chosen.append(chance.choice(others))
    return {"choices": sorted(chosen)}


def _miscounted(question: Any, chance: Random) -> Any:
    """A mistake that its author expects, or ten times as much."""
    whole = _best_number(question)
    expected = [one.value for one in question.answers if one.value is not None and one.weight < 1]
    if expected and chance.random() < 0.7:
        return {"text": f"{chance.choice(expected):f}"}
    return {"text": f"{(whole or Decimal(1)) * 10:f}"}


def _swapped(places: list[int], chance: Random) -> list[int]:
    at = chance.randrange(len(places) - 1) if len(places) > 1 else 0
    places[at : at + 2] = reversed(places[at : at + 2])
    return places


WRONG: dict[str, Callable[[Any, Random], Any]] = {
    "single": _tempting,
    "multiple": _incomplete,
    "true_false": lambda question, chance: {"value": not question.answer},
    "short": lambda question, chance: {"text": chance.choice(UNSURE)},
    "numerical": _miscounted,
    "matching": lambda question, chance: {"pairs": _swapped(_pairs(question), chance)},
    "ordering": lambda question, chance: {
        "order": _swapped(list(range(len(question.items))), chance)
    },
}
