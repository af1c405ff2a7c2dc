"""Whether a question can be asked: what no single field can tell. Refusals first meant, then mere advice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Cloze,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
)
from hilo.learning.rules.questions.kinds.cloze import PLACE
from hilo.learning.rules.questions.problems import Problem, change, refusal

ONE = Fraction(1)
MOST = 500  # choices, answers, pairs, items; gaps too


def check(question: Question) -> Iterator[Problem]:
    """Every problem of `question`, with its place in the question's JSON."""
    if question.mark < 0:
        yield refusal("mark_below_zero", "/mark")
    if not 0 <= question.penalty <= 1:
        yield refusal("penalty_out_of_range", "/penalty")
    names = [one.name for one in question.attachments]
    if len(names) != len(set(names)):
        yield refusal("attachments_same_name", "/attachments")
    special = _SPECIAL.get(type(question))
    if special:
        yield from special(question)


def _single(question: SingleChoice) -> Iterator[Problem]:
    yield from _enough("/choices", question.choices, 2)
    yield from _weights("/choices", question.choices)
    if question.choices and not any(choice.weight == ONE for choice in question.choices):
        yield refusal("no_full_answer", "/choices")


def _multiple(question: MultipleChoice) -> Iterator[Problem]:
    yield from _enough("/choices", question.choices, 2)
    yield from _weights("/choices", question.choices)
    best = sum((max(choice.weight, Fraction(0)) for choice in question.choices), Fraction(0))
    if best <= 0:
        yield refusal("no_right_answer", "/choices")
    elif best < ONE:
        yield change("weights_short_of_whole", "/choices", sum=str(best))


def _short(question: ShortAnswer) -> Iterator[Problem]:
    yield from _typed(question.answers)
    for number, answer in enumerate(question.answers):
        if not answer.text.strip():
            yield refusal("empty_answer", f"/answers/{number}/text")


def _numerical(question: Numerical) -> Iterator[Problem]:
    yield from _typed(question.answers)
    for number, answer in enumerate(question.answers):
        if answer.tolerance < 0:
            yield refusal("tolerance_below_zero", f"/answers/{number}/tolerance")
    for number, unit in enumerate(question.units):
        if unit.multiplier <= 0 or not unit.name.strip():
            yield refusal("unit_without_meaning", f"/units/{number}")
    if not 0 <= question.unit_penalty <= 1:
        yield refusal("penalty_out_of_range", "/unit_penalty")


def _typed(answers: Sequence[Answer | NumericAnswer]) -> Iterator[Problem]:
    yield from _enough("/answers", answers, 1)
    yield from _weights("/answers", answers)
    if answers and not any(answer.weight == ONE for answer in answers):
        yield refusal("no_full_answer", "/answers")


def _matching(question: Matching) -> Iterator[Problem]:
    yield from _enough("/pairs", question.pairs, 1)
    if len(question.options) == 1:
        yield change("one_option_only", "/pairs")
    for number, pair in enumerate(question.pairs):
        if not pair.answer.strip():
            yield refusal("empty_answer", f"/pairs/{number}/answer")


def _ordering(question: Ordering) -> Iterator[Problem]:
    yield from _enough("/items", question.items, 2)
    if len(set(question.items)) < len(question.items):
        yield refusal("items_the_same", "/items")


def _cloze(question: Cloze) -> Iterator[Problem]:
    if not question.gaps:
        yield refusal("no_gaps", "/gaps")
    if len(question.gaps) > MOST:
        yield refusal("too_many", "/gaps", most=MOST)
    places = [int(number) for number in PLACE.findall(question.text)]
    if sorted(places) != list(range(1, len(question.gaps) + 1)):
        yield refusal("gaps_not_placed_once_each", "/text", gaps=len(question.gaps), places=places)
    for number, gap in enumerate(question.gaps):
        yield from (problem.within(f"/gaps/{number}") for problem in _gap(gap))


def _gap(gap: Gap) -> Iterator[Problem]:
    if gap.weight < 1:
        yield refusal("weight_below_one", "/weight")
    for problem in check(gap.question):
        yield problem.within("/question")


def _essay(question: Essay) -> Iterator[Problem]:
    least, most = question.least_words, question.most_words
    if least is not None and most is not None and least > most:
        yield refusal("least_above_most", "/least_words")
    if question.least_files > question.most_files:
        yield refusal("least_above_most", "/least_files")
    for number, criterion in enumerate(question.rubric):
        yield from _enough(f"/rubric/{number}/levels", criterion.levels, 2)
        points = [level.points for level in criterion.levels]
        if points and (points != sorted(points) or points[0] < 0 or points[-1] <= 0):
            yield refusal("levels_not_ascending", f"/rubric/{number}/levels")


def _enough(at: str, found: Sequence[object], least: int) -> Iterator[Problem]:
    if len(found) < least:
        yield refusal("too_few", at, least=least, found=len(found))
    if len(found) > MOST:
        yield refusal("too_many", at, most=MOST)


def _weights(at: str, answers: Sequence[Choice | Answer | NumericAnswer]) -> Iterator[Problem]:
    for number, answer in enumerate(answers):
        if abs(answer.weight) > 1:
            yield refusal("weight_out_of_range", f"{at}/{number}/weight", weight=str(answer.weight))


_SPECIAL: dict[type[Question], Callable[..., Iterator[Problem]]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Cloze: _cloze,
    Essay: _essay,
}
