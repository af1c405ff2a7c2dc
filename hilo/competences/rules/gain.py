"""What changed between two ratings of the same people, and whether it may be chance. Pure.

    told = of_pairs([(2, 3), (1, 3), …])
    told.difference, told.t.p, told.wilcoxon.p, told.effect.g, told.verdict

docs/algorithms/gain.md is its specification: the variants, when which is chosen, sources, worked tables.
Nothing is inferred from fewer than five pairs. What is not defined is None; `why` says by a code why.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import NormalDist, fmean

from hilo.competences.rules.chance import (
    normal_two_sided,
    signed_ranks_two_sided,
    t_quantile,
    t_two_sided,
)

FEWEST = 5  # pairs from which something is inferred
EXACT_FROM = 10  # pairs; with fewer, exact figures would give single answers away
LEVEL = 0.95  # of intervals
RARE = 0.05  # what happens less often by chance alone is called unlikely
MOST_EXACT = 50  # differences; from here on the normal curve is near enough (R: `n < 50`)
SAME = 1e-9  # spread under which values are all the same: they were subtracted in binary

# Cohen (1988), Statistical power analysis, 2.2.4: from so much on, an effect is called so.
SIZES = ((0.2, "small"), (0.5, "medium"), (0.8, "large"))


class Reason(StrEnum):
    """Why a value is not told."""

    TOO_FEW = "too_few"
    ALL_THE_SAME = "all_the_same"
    NOBODY_MOVED = "nobody_moved"
    NO_SPREAD = "no_spread"


class Verdict(StrEnum):
    """Whether chance alone explains the difference, as the two tests together say."""

    UNLIKELY = "unlikely"
    MAYBE = "maybe"
    DISAGREE = "disagree"


@dataclass(frozen=True)
class Interval:
    """From where to where a value lies, with 95 % confidence."""

    low: float
    high: float


@dataclass(frozen=True)
class TTest:
    """Student's t for pairs, two-sided, and the interval of the mean difference."""

    t: float
    df: int
    p: float
    interval: Interval


@dataclass(frozen=True)
class SignedRanks:
    """Wilcoxon's signed ranks, two-sided: `v` the sum of the positive ranks of `n` who moved."""

    v: float
    n: int
    p: float
    is_exact: bool


@dataclass(frozen=True)
class Effect:
    """How large the difference is, in standard deviations. Hilo shows `g` with its interval.

    `d` divides by the root of the mean variance, `d_av` by the mean deviation, `d_z` by the deviation of
    the differences, `d_rm` by that deviation as if both ratings were apart; `g`, `g_av` and `g_rm` are
    these for small samples. `d_z` and `d_rm` are None where every difference is the same.
    """

    d: float
    g: float
    interval: Interval
    d_av: float
    g_av: float
    d_z: float | None
    d_rm: float | None
    g_rm: float | None


@dataclass(frozen=True)
class PairedGain:
    """Before and after over pairs: means, and what may be inferred. Of fewer than five, `n` alone.

    `deviation` is that of the differences (over n − 1).
    """

    n: int
    before: float | None = None
    after: float | None = None
    difference: float | None = None
    deviation: float | None = None
    t: TTest | None = None
    wilcoxon: SignedRanks | None = None
    effect: Effect | None = None
    why: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def is_coarse(self) -> bool:
        """Whether readers are told classes instead of exact figures."""
        return self.n < EXACT_FROM

    @property
    def size(self) -> str:
        """`large`, `medium`, `small` or `none`, of the effect as readers see it; "" where there is none."""
        if self.effect is None:
            return ""
        shown = round(abs(self.effect.g), 1 if self.is_coarse else 2)
        return next((name for least, name in reversed(SIZES) if shown >= least), "none")

    @property
    def verdict(self) -> Verdict | None:
        """Chance is called unlikely where both tests say so; None where one of them says nothing."""
        if self.t is None or self.wilcoxon is None:
            return None
        rare = (self.t.p < RARE, self.wilcoxon.p < RARE)
        if rare[0] != rare[1]:
            return Verdict.DISAGREE
        return Verdict.UNLIKELY if rare[0] else Verdict.MAYBE


def of_pairs(pairs: Iterable[tuple[float, float]]) -> PairedGain:
    """What changed from the first to the second value of each pair."""
    rows = list(pairs)
    if len(rows) < FEWEST:
        return PairedGain(len(rows), why=dict.fromkeys(("t", "wilcoxon", "effect"), Reason.TOO_FEW))
    before, after = [float(row[0]) for row in rows], [float(row[1]) for row in rows]
    moves = [second - first for first, second in zip(before, after, strict=True)]
    deviation = 0.0 if _is_flat(moves) else _deviation(moves)
    t, wilcoxon = t_test(moves), signed_ranks(moves)
    effect = effect_of(before, after, moves)
    missing = {
        "t": (t, Reason.ALL_THE_SAME),
        "wilcoxon": (wilcoxon, Reason.NOBODY_MOVED),
        "effect": (effect, Reason.NO_SPREAD),
    }
    why = {name: reason for name, (value, reason) in missing.items() if value is None}
    means = (fmean(before), fmean(after), fmean(moves))
    return PairedGain(len(rows), *means, deviation, t, wilcoxon, effect, why)


def _deviation(values: Sequence[float]) -> float:
    """The standard deviation over n − 1."""
    mean = fmean(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _is_flat(moves: Sequence[float]) -> bool:
    """Whether everybody moved by the same amount."""
    return max(moves) - min(moves) < SAME


def t_test(moves: Sequence[float]) -> TTest | None:
    """Student's t of the differences; None where all are the same: nothing to measure them by."""
    if _is_flat(moves):
        return None
    df = len(moves) - 1
    mean, error = fmean(moves), _deviation(moves) / math.sqrt(len(moves))
    reach = t_quantile((1 + LEVEL) / 2, df) * error
    t = mean / error
    return TTest(t, df, t_two_sided(t, df), Interval(mean - reach, mean + reach))


def signed_ranks(moves: Sequence[float]) -> SignedRanks | None:
    """Wilcoxon's test as R's `wilcox.test` chooses; None where nobody moved.

    Exact for fewer than fifty who all moved, each by another amount; otherwise by the normal curve,
    corrected for ties and for continuity, those who did not move left out.
    """
    moved = [move for move in moves if move]
    n = len(moved)
    if not n:
        return None
    ranks = _ranks([abs(move) for move in moved])
    v = math.fsum(rank for rank, move in zip(ranks, moved, strict=True) if move > 0)
    has_ties = len(set(ranks)) < n
    if n < MOST_EXACT and not has_ties and n == len(moves):
        return SignedRanks(v, n, signed_ranks_two_sided(round(v), n), is_exact=True)
    return SignedRanks(v, n, _by_the_curve(v, ranks), is_exact=False)


def _ranks(sizes: Sequence[float]) -> list[float]:
    """The rank of each size from 1; equal ones share the mean of their ranks."""
    counts = Counter(sizes)
    rank_of: dict[float, float] = {}
    below = 0
    for size in sorted(counts):
        rank_of[size] = below + (counts[size] + 1) / 2
        below += counts[size]
    return [rank_of[size] for size in sizes]


def _by_the_curve(v: float, ranks: Sequence[float]) -> float:
    n = len(ranks)
    ties = sum(count**3 - count for count in Counter(ranks).values())
    deviation = math.sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48)
    apart = v - n * (n + 1) / 4
    return normal_two_sided((abs(apart) - 0.5) / deviation) if abs(apart) > 0.5 else 1.0


def effect_of(
    before: Sequence[float], after: Sequence[float], moves: Sequence[float]
) -> Effect | None:
    """The difference in standard deviations; None where neither rating has any spread."""
    n, mean = len(moves), fmean(moves)
    first, second = _deviation(before), _deviation(after)
    if first + second < SAME:
        return None
    d, d_av = mean / math.sqrt((first**2 + second**2) / 2), mean / ((first + second) / 2)
    within = 0.0 if _is_flat(moves) else _deviation(moves)
    d_z = mean / within if within else None
    apart = math.sqrt(2 * (1 - _correlation(first, second, within)))
    d_rm = d_z * apart if d_z is not None else None
    small = 1 - 3 / (4 * (2 * n - 2) - 1)  # Hedges' correction, 2 n − 2 degrees of freedom
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * _error_of_d(d, first, second, within, n)
    return Effect(
        d=d,
        g=d * small,
        interval=Interval((d - reach) * small, (d + reach) * small),
        d_av=d_av,
        g_av=d_av * small,
        d_z=d_z,
        d_rm=d_rm,
        g_rm=d_rm * small if d_rm is not None else None,
    )


def _correlation(first: float, second: float, within: float) -> float:
    """How far the two ratings go together, from their deviations and that of the differences."""
    if not first or not second:
        return 0.0
    r = (first**2 + second**2 - within**2) / (2 * first * second)
    return min(1.0, max(-1.0, r))


def _error_of_d(d: float, first: float, second: float, within: float, n: int) -> float:
    """The standard error of `d` for pairs: Bonett (2008), which asks for no equal variances."""
    v1, v2 = first**2, second**2
    mean = (v1 + v2) / 2
    r = _correlation(first, second, within)
    bend = d * d * (v1**2 + v2**2 + 2 * r * r * v1 * v2) / (8 * mean**2)
    return math.sqrt((bend + within**2 / mean) / (n - 1))
