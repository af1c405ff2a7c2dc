"""What was answered in a quiz, gathered for `rules.statistics`: four questions to the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hilo.core import markdown
from hilo.learning import asked
from hilo.learning.asked import Asked
from hilo.learning.models import Answer, Attempt, Cohort, Course, Page
from hilo.learning.rules import questions as rules
from hilo.learning.rules.quizzing import Plan
from hilo.learning.rules.statistics import Attempt as Row
from hilo.learning.rules.statistics import QuizStatistics, Slot, Which, statistics_of

LEAST = 5  # people; with fewer nothing is told
MOST_WORDS = 20  # different answers that are named

Place = tuple[int, int]  # the place in the quiz, and which of the questions that it draws


@dataclass(frozen=True)
class Told:
    """The statistics of a quiz, with the question at each place (None where it is drawn at random).

    `elsewhere` counts attempts on editions that ask otherwise; they are left out.
    """

    statistics: QuizStatistics
    people: int
    elsewhere: int
    questions: Mapping[Any, Asked | None] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return self.people >= LEAST


def of_quiz(course: Course, page: Page, cohort: Cohort | None, which: Which) -> Told:
    """The statistics of the quiz at `page`, from graded attempts of one cohort or of all."""
    attempts = _attempts(course, page.step, cohort)
    plans = {one.page_id: Plan.read(one.page.content) for one in attempts}
    plan = Plan.read(page.content)
    here = [one for one in attempts if _same(plans[one.page_id], plan)]
    known = _answers(here)
    rows = [_row(one, plans[one.page_id], plan, known) for one in here]
    slots, questions = _slots(plan, known.asked)
    statistics = statistics_of(slots, rows, which)
    people = len({one.enrolment_id for one in here})
    versions: Mapping[Any, Asked] = known.asked
    drawn = {one.key: versions.get(one.key) for one in statistics.drawn}
    return Told(statistics, people, len(attempts) - len(here), questions | drawn)


def _attempts(course: Course, step: UUID, cohort: Cohort | None) -> list[Attempt]:
    rows = Attempt.objects.filter(
        step=step, state=Attempt.State.GRADED, enrolment__course=course
    ).select_related("page")
    rows = rows.filter(enrolment__cohort=cohort) if cohort else rows
    return list(rows.order_by("enrolment", "number"))


def _same(one: Plan, other: Plan) -> bool:
    """Whether two editions ask as many questions of the same worth at the same places."""
    return [(place.draws, place.marks) for place in one.places] == [
        (place.draws, place.marks) for place in other.places
    ]


@dataclass(frozen=True)
class Answered:
    """The fraction of each answer by attempt and slot, and the questions by version."""

    by_attempt: Mapping[int, Mapping[int, tuple[int, float, bool]]]
    asked: Mapping[int, Asked]


def _answers(attempts: Sequence[Attempt]) -> Answered:
    rows = Answer.objects.filter(attempt__in=[one.pk for one in attempts])
    fields = ("attempt", "slot", "version", "version__uuid", "fraction", "response")
    found: dict[int, dict[int, tuple[int, float, bool]]] = defaultdict(dict)
    versions: dict[UUID, int] = {}
    for attempt, slot, version, uuid, fraction, response in rows.values_list(*fields):
        found[attempt][slot] = (version, float(fraction or 0), response is not None)
        versions[uuid] = version
    return Answered(found, asked.of(versions.items()))


def _row(attempt: Attempt, plan: Plan, shown: Plan, known: Answered) -> Row:
    """An attempt with its marks in the order of the places, whatever order it was shown in."""
    given = known.by_attempt.get(attempt.pk, {})
    at: dict[Place, tuple[int, float, bool]] = {}
    seen: Counter[int] = Counter()
    for slot, drawn in enumerate(plan.drawn(attempt.seed), start=1):
        at[drawn.place, seen[drawn.place]] = given.get(slot, (drawn.version, 0.0, False))
        seen[drawn.place] += 1
    marks, questions = [], []
    for place, turn, worth, is_drawn in _places(shown):
        version, fraction, is_answered = at.get((place, turn), (0, 0.0, False))
        marks.append(fraction * worth if is_answered else None)
        questions.append(version if is_drawn and version else None)
    return Row(attempt.enrolment_id, attempt.number, marks, questions)


def _places(plan: Plan) -> list[tuple[int, int, float, bool]]:
    return [
        (number, turn, float(place.marks), place.is_drawn)
        for number, place in enumerate(plan.places)
        for turn in range(place.draws)
    ]


def _slots(plan: Plan, known: Mapping[int, Asked]) -> tuple[list[Slot], dict[Any, Asked | None]]:
    slots, questions = [], {}
    for number, turn, worth, is_drawn in _places(plan):
        version = None if is_drawn else plan.places[number].versions[0]
        question = known.get(version) if version else None
        guess = rules.random_guess(question.question) if question else None
        key = (number, turn)
        slots.append(Slot(key, worth, None if guess is None else float(guess)))
        questions[key] = question
    return slots, questions


# What was answered to one question.


@dataclass(frozen=True)
class Option:
    """One way to answer, how many of all answers took it, and the share of the marks that it earns.

    An answer may take several ways (choices, pairs, gaps), so that shares come to more than a whole.
    """

    words: str
    count: int
    fraction: float
    answers: int

    @property
    def share(self) -> float:
        return self.count / self.answers


def options_of(course: Course, step: UUID, cohort: Cohort | None, question: Any) -> list[Option]:
    """The answers to one question, the most frequent first; nothing of fewer than five people."""
    rows = Answer.objects.filter(
        attempt__step=step,
        attempt__state=Attempt.State.GRADED,
        attempt__enrolment__course=course,
        version__question=question,
    )
    rows = rows.filter(attempt__enrolment__cohort=cohort) if cohort else rows
    fields = ("version", "version__uuid", "response", "fraction", "attempt__enrolment")
    found = list(rows.values_list(*fields))
    if len({one[4] for one in found}) < LEAST:
        return []
    known = asked.of({uuid: version for version, uuid, *_rest in found}.items())
    return _counted(found, known)


def _counted(found: Sequence[Any], known: Mapping[int, Asked]) -> list[Option]:
    counts: Counter[str] = Counter()
    fractions: dict[str, float] = {}
    for version, _uuid, response, fraction, _person in found:
        for words, earned in _words(known[version].question, response, float(fraction or 0)):
            counts[words] += 1
            fractions.setdefault(words, earned)
    return [
        Option(words, count, fractions[words], len(found))
        for words, count in counts.most_common(MOST_WORDS)
    ]


def _words(question: Any, response: Any, fraction: float) -> list[tuple[str, float]]:
    """The ways that one answer took, each with what it earns."""
    if response is None:
        return [("", 0.0)]
    if question.kind in ("single", "multiple"):
        taken = response.get("choices", [response.get("choice")])
        chosen = [
            question.choices[at] for at in taken if at is not None and at < len(question.choices)
        ]
        return [(markdown.plain(one.text), float(one.weight)) for one in chosen]
    if question.kind == "true_false":
        return [("true" if response.get("value") else "false", fraction)]
    if question.kind == "matching":
        pairs = zip(question.pairs, response.get("pairs", ()), strict=False)
        return [
            (
                f"{markdown.plain(pair.stem)} → {question.options[at]}",
                float(question.options[at] == pair.answer),
            )
            for pair, at in pairs
            if at is not None
        ]
    if question.kind == "ordering":
        return [
            (" · ".join(markdown.plain(question.items[at]) for at in response["order"]), fraction)
        ]
    if question.kind == "cloze":
        return _in_gaps(question, response)
    if question.kind == "essay":
        return []
    return [(str(response.get("text", ""))[:200], fraction)]


def _in_gaps(question: Any, response: Any) -> list[tuple[str, float]]:
    """What was put into each gap, with the number of the gap and what it earns there."""
    given = [*response.get("gaps", ()), *[None] * len(question.gaps)]
    return [
        (f"{number}: {words or '–'}", earned)
        for number, gap in enumerate(question.gaps, start=1)
        for words, earned in _words(
            gap.question, given[number - 1], _earned(gap, given[number - 1])
        )
    ]


def _earned(gap: Any, given: Any) -> float:
    return float(rules.grade(gap.question, given).fraction) if given else 0.0
