"""What answers tell of a quiz and of its questions, exactly as Moodle defines it. Pure.

    told = statistics_of([Slot("q1", 1, guess=0.25), Slot("q2", 2)], attempts, Which.FIRST)
    told.questions[0].facility, told.consistency, told.why["kurtosis"]

docs/algorithms/quiz-statistics.md is its specification, with the source of each formula; the tables
there are the tests here. Marks and deviations are in marks; facility and guess are shares from 0 to 1;
weights, discrimination, efficiency, consistency and error ratio are per cent, as Moodle prints them.
A value that is not defined is None, and `why` says by a code why.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import fmean, median

SAME = 1e-9  # marks this near to one another are one mark: they were added up in binary


class Which(StrEnum):
    """Which attempts of each person are looked at."""

    ALL = "all"
    FIRST = "first"
    LAST = "last"
    HIGHEST = "highest"


class Reason(StrEnum):
    """Why a value is not defined."""

    NOBODY = "nobody"
    TOO_FEW = "too_few"
    WORTH_NOTHING = "worth_nothing"
    ALL_THE_SAME = "all_the_same"
    REST_THE_SAME = "rest_the_same"
    NEGATIVE_COVARIANCE = "negative_covariance"
    ONE_QUESTION = "one_question"


@dataclass(frozen=True)
class Slot:
    """A place in a quiz: how it is called, the most marks to be had there, what guessing brings.

    `guess` is the share that blind guesses earn on average, None where nobody can tell.
    """

    key: Hashable
    maximum: float
    guess: float | None = None


@dataclass(frozen=True)
class Attempt:
    """One finished and wholly marked attempt: a mark for each slot, in their order; None is no answer.

    `number` counts a person's attempts from 1. `drawn` names the question that stood at each slot,
    where slots draw theirs at random.
    """

    person: Hashable
    number: int
    marks: Sequence[float | None]
    drawn: Sequence[Hashable] = ()

    @property
    def total(self) -> float:
        return math.fsum(mark or 0 for mark in self.marks)


@dataclass(frozen=True)
class QuestionStatistics:
    """What the answers to one question tell of it; see the specification for each value."""

    key: Hashable
    attempts: int
    maximum: float
    guess: float | None
    facility: float | None = None
    deviation: float | None = None
    intended_weight: float | None = None
    effective_weight: float | None = None
    discrimination: float | None = None
    efficiency: float | None = None
    variance: float | None = None
    rest_variance: float | None = None
    covariance: float | None = None
    highest_covariance: float | None = None
    why: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def deviation_share(self) -> float | None:
        """The standard deviation as a share of the highest mark, as Moodle prints it."""
        return (
            self.deviation / self.maximum if self.deviation is not None and self.maximum else None
        )


@dataclass(frozen=True)
class QuizStatistics:
    """What attempts tell of a whole quiz; `counts` and `means` are told for each choice of attempts.

    `drawn` tells of each question that random slots drew, wherever it stood.
    """

    which: Which
    attempts: int
    maximum: float
    counts: Mapping[Which, int]
    means: Mapping[Which, float | None]
    questions: tuple[QuestionStatistics, ...]
    drawn: tuple[QuestionStatistics, ...] = ()
    median: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    consistency: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None
    why: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def mean(self) -> float | None:
        """The mean of the attempts that are looked at."""
        return self.means[self.which]


def statistics_of(
    slots: Sequence[Slot], attempts: Iterable[Attempt], which: Which = Which.FIRST
) -> QuizStatistics:
    """A quiz and its questions, from the chosen attempts of each person."""
    rows = list(attempts)
    by_choice = {choice: chosen(rows, choice) for choice in Which}
    looked_at = by_choice[which]
    questions = questions_of(slots, looked_at)
    quiz = QuizStatistics(
        which=which,
        attempts=len(looked_at),
        maximum=math.fsum(slot.maximum for slot in slots),
        counts={choice: len(found) for choice, found in by_choice.items()},
        means={choice: _mean([row.total for row in found]) for choice, found in by_choice.items()},
        questions=questions,
        drawn=drawn_of(slots, looked_at),
    )
    return _with_shape(quiz, [row.total for row in looked_at])


def chosen(attempts: Iterable[Attempt], which: Which) -> list[Attempt]:
    """The attempts to look at; of a person's equally high ones the first."""
    by_person: dict[Hashable, list[Attempt]] = defaultdict(list)
    for row in sorted(attempts, key=lambda row: row.number):
        by_person[row.person].append(row)
    pick: Mapping[Which, Callable[[list[Attempt]], list[Attempt]]] = {
        Which.ALL: lambda rows: rows,
        Which.FIRST: lambda rows: rows[:1],
        Which.LAST: lambda rows: rows[-1:],
        Which.HIGHEST: lambda rows: [max(rows, key=lambda row: row.total)],
    }
    return [row for rows in by_person.values() for row in pick[which](rows)]


# Questions.


def questions_of(
    slots: Sequence[Slot], attempts: Sequence[Attempt]
) -> tuple[QuestionStatistics, ...]:
    """Each slot with its weights; the rest of an attempt is what it earned at the other slots."""
    rows = [[mark or 0 for mark in row.marks] for row in attempts]
    found = []
    for place, slot in enumerate(slots):
        marks = [row[place] for row in rows]
        rest = [math.fsum((*row[:place], *row[place + 1 :])) for row in rows]
        found.append(question_of(slot, marks, rest))
    return _with_weights(found)


def drawn_of(slots: Sequence[Slot], attempts: Sequence[Attempt]) -> tuple[QuestionStatistics, ...]:
    """Each drawn question wherever it stood, without weights: it has no place of its own.

    As in Moodle, the rest is the whole attempt here, the question's own mark included.
    """
    where: dict[Hashable, list[tuple[Slot, float, float]]] = defaultdict(list)
    for row in attempts:
        for slot, mark, key in zip(slots, row.marks, row.drawn, strict=False):
            if key is not None:
                where[key].append((slot, mark or 0, row.total))
    return tuple(
        question_of(
            replace(seen[0][0], key=key), [one[1] for one in seen], [one[2] for one in seen]
        )
        for key, seen in where.items()
    )


def question_of(slot: Slot, marks: Sequence[float], rest: Sequence[float]) -> QuestionStatistics:
    """One question from what each attempt earned at it and with the rest of the quiz; no weights."""
    n = len(marks)
    bare = QuestionStatistics(slot.key, n, slot.maximum, slot.guess)
    if not n:
        return replace(bare, why=dict.fromkeys(_OF_A_QUESTION, Reason.NOBODY))
    if slot.maximum:
        bare = replace(bare, facility=fmean(marks) / slot.maximum)
    if n < 2:
        why = dict.fromkeys(_OF_A_QUESTION[1:], Reason.TOO_FEW)
        return replace(bare, why=why if slot.maximum else why | {"facility": Reason.WORTH_NOTHING})
    return _with_moments(bare, marks, rest)


_OF_A_QUESTION = ("facility", "deviation", "discrimination", "efficiency", "effective_weight")


def _with_moments(
    bare: QuestionStatistics, marks: Sequence[float], rest: Sequence[float]
) -> QuestionStatistics:
    """The same with what two attempts or more can tell."""
    told = replace(
        bare,
        variance=_covariance(marks, marks),
        rest_variance=_covariance(rest, rest),
        covariance=_covariance(marks, rest),
        highest_covariance=_covariance(sorted(marks), sorted(rest)),
    )
    if not bare.maximum:
        return replace(told, why=dict.fromkeys(_OF_A_QUESTION[:-1], Reason.WORTH_NOTHING))
    return _with_discrimination(replace(told, deviation=math.sqrt(told.variance or 0)))


def _with_discrimination(told: QuestionStatistics) -> QuestionStatistics:
    """The same with how well it tells the strong from the weak, where both it and the rest vary."""
    covariance, highest = told.covariance or 0, told.highest_covariance or 0
    both = (told.variance or 0) * (told.rest_variance or 0)
    if not both:
        reason = Reason.REST_THE_SAME if told.variance else Reason.ALL_THE_SAME
        return replace(told, why=dict.fromkeys(("discrimination", "efficiency"), reason))
    return replace(
        told,
        discrimination=100 * covariance / math.sqrt(both),
        efficiency=100 * covariance / highest,
    )


def _with_weights(found: Sequence[QuestionStatistics]) -> tuple[QuestionStatistics, ...]:
    """The same with the weight that was meant and the one that each question really has."""
    whole = math.fsum(one.maximum for one in found)
    # With the whole quiz: a question's covariance with itself is its variance.
    shared = [_settled(one) for one in found]
    roots = math.fsum(math.sqrt(each) for each in shared if each is not None and each > 0)
    return tuple(
        _weighed(
            replace(one, intended_weight=100 * one.maximum / whole if whole else None), each, roots
        )
        for one, each in zip(found, shared, strict=True)
    )


def _settled(one: QuestionStatistics) -> float | None:
    """The covariance of a question with the whole quiz, without the dust of binary sums."""
    if one.variance is None or one.covariance is None or one.rest_variance is None:
        return None
    dust = SAME * (one.variance + math.sqrt(one.variance * one.rest_variance))
    shared = one.variance + one.covariance
    return shared if abs(shared) > dust else 0.0


def _weighed(one: QuestionStatistics, shared: float | None, roots: float) -> QuestionStatistics:
    if shared is None:
        return one  # its reason stands there already
    if shared >= 0 and roots:
        return replace(one, effective_weight=100 * math.sqrt(shared) / roots)
    reason = Reason.NEGATIVE_COVARIANCE if shared < 0 else Reason.ALL_THE_SAME
    return replace(one, why={**one.why, "effective_weight": reason})


# The quiz.


def _with_shape(quiz: QuizStatistics, totals: Sequence[float]) -> QuizStatistics:
    """The same with median, spread, shape and trustworthiness, as far as the attempts reach."""
    n = len(totals)
    if not n:
        return replace(quiz, why=dict.fromkeys(("mean", *_OF_A_QUIZ), Reason.NOBODY))
    values: dict[str, float | None] = {"median": median(totals)}
    if n > 1:
        values["deviation"] = math.sqrt(_covariance(totals, totals))
    if n > 2 and values["deviation"]:
        values |= _shape(totals) | _trust(quiz, values["deviation"])
    missing = [name for name in _OF_A_QUIZ if name not in values]
    why = {name: _why_missing(name, n, quiz, values.get("deviation")) for name in missing}
    return replace(quiz, why=why, **values)  # type: ignore[arg-type]


_TRUST = ("consistency", "error_ratio", "standard_error")
_OF_A_QUIZ = ("median", "deviation", "skewness", "kurtosis", *_TRUST)


def _why_missing(name: str, n: int, quiz: QuizStatistics, deviation: float | None) -> Reason:
    if n < {"deviation": 2, "kurtosis": 4}.get(name, 3):
        return Reason.TOO_FEW
    if not deviation:
        return Reason.ALL_THE_SAME
    assert name in _TRUST and len(quiz.questions) < 2
    return Reason.ONE_QUESTION


def _shape(totals: Sequence[float]) -> dict[str, float | None]:
    """Skewness and kurtosis from Fisher's k statistics."""
    n, mean = len(totals), fmean(totals)
    m2, m3, m4 = (fmean((one - mean) ** power for one in totals) for power in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    told: dict[str, float | None] = {"skewness": k3 / k2**1.5}
    if n > 3:
        k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
        told["kurtosis"] = k4 / k2**2
    return told


def _trust(quiz: QuizStatistics, deviation: float) -> dict[str, float | None]:
    """How much of the spread is knowledge (Cronbach's alpha, in per cent), how much is chance."""
    places = len(quiz.questions)
    if places < 2:
        return {}
    single = math.fsum(one.variance or 0 for one in quiz.questions)
    consistency = 100 * places / (places - 1) * (1 - single / deviation**2)
    error_ratio = 100 * math.sqrt(max(1 - consistency / 100, 0))
    return {
        "consistency": consistency,
        "error_ratio": error_ratio,
        "standard_error": error_ratio * deviation / 100,
    }


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _covariance(one: Sequence[float], other: Sequence[float]) -> float:
    """The covariance of two rows over n − 1; exactly 0 where one of them is all the same."""
    if _is_flat(one) or _is_flat(other):
        return 0.0
    first, second = fmean(one), fmean(other)
    products = ((a - first) * (b - second) for a, b in zip(one, other, strict=True))
    return math.fsum(products) / (len(one) - 1)


def _is_flat(values: Sequence[float]) -> bool:
    least, most = min(values), max(values)
    return most - least <= SAME * max(1.0, abs(most))
