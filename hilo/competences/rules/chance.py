"""How likely something is by chance alone: Student's t, the signed ranks, the normal curve. Pure.

docs/algorithms/gain.md names the sources. All are accurate to ten digits where they are used.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

TINY = 1e-300  # stands for 0 in a continued fraction, which must not divide by it
EXACT = 1e-15  # where a further term changes nothing
STEPS = 500


def t_two_sided(t: float, df: float) -> float:
    """How likely a Student's t of `df` degrees of freedom is at least as far from 0 as `t`."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


@lru_cache(maxsize=256)
def t_quantile(p: float, df: float) -> float:
    """The value below which a Student's t lies with probability `p`, 0.5 ≤ p < 1.

    Newton's method from the normal quantile, which lies below it: the curve bends down there, so each
    step comes nearer and none goes too far.
    """
    value = NormalDist().inv_cdf(p)
    for _step in range(STEPS):
        change = (p - (1 - t_two_sided(value, df) / 2)) / _t_density(value, df)
        value += change
        if abs(change) <= 1e-13 * max(1.0, value):
            break
    return value


def _t_density(t: float, df: float) -> float:
    scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(scale - (df + 1) / 2 * math.log1p(t * t / df))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for 0 ≤ x ≤ 1 (DLMF 8.17)."""
    if x in {0, 1}:
        return x
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    # The fraction converges fast on this side of the mean; the other side is its mirror.
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of DLMF 8.17.22, by the modified method of Lentz."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < EXACT:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def normal_two_sided(z: float) -> float:
    """How likely a normal variable is at least as far from 0 as `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def signed_ranks_two_sided(v: int, n: int) -> float:
    """How likely the sum of positive ranks of `n` differences is as far from its middle as `v`; exact.

    Each of the 2^n ways to give signs to the ranks is as likely as any other.
    """
    ways = _ways(n)
    half = n * (n + 1) / 4
    tail = sum(ways[v:]) if v > half else sum(ways[: v + 1])
    return min(1.0, 2 * tail / 2**n)


@lru_cache(maxsize=64)
def _ways(n: int) -> tuple[int, ...]:
    """For each sum from 0 to n (n + 1) / 2, how many choices among the ranks 1 … n have it."""
    ways = [1]
    for rank in range(1, n + 1):
        without = ways + [0] * rank
        with_it = [0] * rank + ways
        ways = [a + b for a, b in zip(without, with_it, strict=True)]
    return tuple(ways)
