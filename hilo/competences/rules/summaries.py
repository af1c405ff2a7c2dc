"""What ratings come to: means, gap, distribution, gain, and what is kept back. Pure.

docs/algorithms/ratings.md is its specification; the tables there are the tests here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from hilo.competences.rules.gain import PairedGain, of_pairs
from hilo.ui.charts.small import FEW, KEPT_BACK, SMALLEST, Hidden, protected

VALUES = (1, 2, 3, 4, 5)
TENTH = Decimal("0.1")

Mean = Decimal | Hidden | None
HALF_A_TENTH = 0.05  # as far as a mean of one decimal may lie from what it was before
POINT = 1  # of the scale, by which the mean of others must stay unknown each way

Answered = tuple[int | None, int | None]  # importance and ability, or before and after


@dataclass(frozen=True)
class Scale:
    """One scale of one competence: how many answered, their mean, how many chose each value.

    `mean` is None where nobody answered, `Hidden` where it is kept back; `counts` likewise.
    """

    n: int
    not_answered: int
    mean: Mean
    counts: tuple[int, ...] | Hidden


@dataclass(frozen=True)
class Line:
    """One competence at one occasion; a scale that is not asked is None."""

    importance: Scale | None
    ability: Scale | None

    @property
    def gap(self) -> Mean:
        """How far ability lies behind importance; of shown means only."""
        if self.importance is None or self.ability is None:
            return None
        return difference(self.importance.mean, self.ability.mean)


@dataclass(frozen=True)
class Gain:
    """One competence before and after, over the people who rated it twice.

    `told` is what may be inferred (docs/algorithms/gain.md); None where nothing may be said.
    """

    pairs: int
    before: Mean
    after: Mean
    told: PairedGain | None = field(default=None, compare=False)

    @property
    def gain(self) -> Mean:
        return difference(self.after, self.before)


@dataclass(frozen=True)
class Course:
    """One competence at several moments, over the `n` people who rated it at each of them."""

    n: int
    means: tuple[Mean, ...]


def mean_of(values: Mapping[int, int]) -> Decimal | None:
    """The mean of values with their counts, to one decimal, halves up; None of nothing."""
    n = sum(values.values())
    if not n:
        return None
    total = sum(value * count for value, count in values.items())
    return (Decimal(total) / n).quantize(TENTH, ROUND_HALF_UP)


def difference(greater: Mean, smaller: Mean) -> Mean:
    """One shown mean less another; kept back where one of them is, None where one is not there."""
    for mean in (greater, smaller):
        if isinstance(mean, Hidden):
            return mean
    if not isinstance(greater, Decimal) or not isinstance(smaller, Decimal):
        return None
    return greater - smaller


def held_back(
    counts: Mapping[str, int], group: str | None, *, is_settled: bool = True
) -> Hidden | None:
    """Why nothing is said of what a group answered, or of everybody (None); None where it may be.

    `counts` are the answers of each group of people.
    """
    if not is_settled:
        return KEPT_BACK
    if group is None:
        return FEW if 0 < sum(counts.values()) < SMALLEST else None
    names = list(counts)
    shown = dict(zip(names, protected([counts[name] for name in names]), strict=True))
    found = shown.get(group, 0)
    return found if isinstance(found, Hidden) else None


def scale_of(
    by_group: Mapping[str, Mapping[int, int]],
    asked: int,
    group: str | None = None,
    *,
    is_settled: bool = True,
) -> Scale:
    """One scale from how often each group of people chose each value; `asked` are the people asked."""
    counts = {name: sum(values.values()) for name, values in by_group.items()}
    chosen: Counter[int] = Counter()
    for name, values in by_group.items():
        if group is None or name == group:
            chosen.update(values)
    n = sum(chosen.values())
    kept_back = held_back(counts, group, is_settled=is_settled)
    mean = kept_back or mean_of(chosen)
    return Scale(n, max(asked - n, 0), mean, kept_back or distribution([chosen[v] for v in VALUES]))


def distribution(counts: Sequence[int]) -> tuple[int, ...] | Hidden:
    """The counts of each value where none of them tells of one to four people."""
    few = any(0 < count < SMALLEST for count in counts)
    return KEPT_BACK if few else tuple(counts)


def line_of(
    cells: Iterable[tuple[str, Answered, int]],
    asked: int,
    scales: Collection[str],
    group: str | None = None,
    *,
    is_settled: bool = True,
) -> Line:
    """One competence, from (group of people, (importance, ability), how many people) as counted."""
    rows = list(cells)

    def scale(name: str, place: int) -> Scale | None:
        if name not in scales:
            return None
        return scale_of(_by_group(rows, place), asked, group, is_settled=is_settled)

    return Line(scale("importance", 0), scale("ability", 1))


def _by_group(rows: Iterable[tuple[str, Answered, int]], place: int) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for group, answers, people in rows:
        value = answers[place]
        if value is not None:
            found.setdefault(group, Counter())[value] += people
    return found


def gain_of(
    cells: Iterable[tuple[str, tuple[int, int], int]],
    group: str | None = None,
    *,
    is_settled: bool = True,
) -> Gain:
    """One competence twice, from (group of people, (before, after), how many people) as counted."""
    rows = list(cells)
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for name, pair, people in rows:
        counts[name] += people
        if group is None or name == group:
            pairs[pair] += people
    kept_back = held_back(counts, group, is_settled=is_settled)
    if kept_back:
        return Gain(pairs.total(), kept_back, kept_back)
    return Gain(pairs.total(), _side(pairs, 0), _side(pairs, 1), of_pairs(pairs.elements()))


def _side(pairs: Mapping[tuple[int, int], int], place: int) -> Decimal | None:
    """The mean before (0) or after (1)."""
    found: Counter[int] = Counter()
    for pair, people in pairs.items():
        found[pair[place]] += people
    return mean_of(found)


def course_of(
    rows: Iterable[tuple[str, Sequence[int | None]]],
    group: str | None = None,
    *,
    is_settled: bool = True,
) -> Course:
    """One competence from (group of people, ability at each moment) of each person who rated it.

    Told of those who rated it every time. Where it can be subtracted from the pairs of the first
    moment and another, docs/algorithms/gain.md says when it is kept back.
    """
    known = list(rows)
    every_time = [(name, said) for name, said in known if None not in said]
    counts = Counter(name for name, _said in every_time)
    inside = [said for name, said in every_time if group in {None, name}]
    moments = range(len(known[0][1])) if known else range(0)
    kept_back = held_back(counts, group, is_settled=is_settled)
    if not kept_back and inside:
        twice = _pairs_with_the_first(known, group, moments)
        kept_back = None if all(stands_beside(n, len(inside)) for n in twice) else KEPT_BACK
    means = (kept_back or mean_of(Counter(_said_at(n, inside))) for n in moments)
    return Course(len(inside), tuple(means))


def _said_at(moment: int, rows: Iterable[Sequence[int | None]]) -> Iterable[int]:
    return (value for said in rows if (value := said[moment]) is not None)


def _pairs_with_the_first(
    rows: Sequence[tuple[str, Sequence[int | None]]], group: str | None, moments: range
) -> list[int]:
    """How many people rated at the first moment and at each later one."""
    inside = [said for name, said in rows if group in {None, name} and said[0] is not None]
    return [sum(said[n] is not None for said in inside) for n in moments[1:]]


def stands_beside(more: int, fewer: int) -> bool:
    """Whether the means of `more` people and of `fewer` of them may be shown to one reader.

    Subtracted, they must not give away the mean of one to four others, to less than a point.
    """
    others = more - fewer
    return not 0 < others < SMALLEST or HALF_A_TENTH * (more + fewer) >= POINT * others
