"""The tables of docs/algorithms/gain.md, by their names, and the published cases."""

from __future__ import annotations

import csv
import math
from itertools import product
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.competences.rules.chance import (
    incomplete_beta,
    normal_two_sided,
    signed_ranks_two_sided,
    t_quantile,
    t_two_sided,
)
from hilo.competences.rules.gain import (
    Interval,
    PairedGain,
    Reason,
    Verdict,
    _error_of_d,
    of_pairs,
)
from tests.cases import CASES, needs

GAIN = CASES / "gain"
needs_cases = needs(GAIN)

# Student (1908), R datasets::sleep: more hours of sleep with each of two medicines, ten people.
SLEEP_BEFORE = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_AFTER = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
# Hand et al. (1993), MASS::anorexia, family therapy: weight in pounds, seventeen girls.
FAMILY = (
    (83.8, 95.2),
    (83.3, 94.3),
    (86, 91.5),
    (82.5, 91.9),
    (86.7, 100.3),
    (79.6, 76.7),
    (76.9, 76.8),
    (94.2, 101.6),
    (73.4, 94.9),
    (80.5, 75.2),
    (81.6, 77.8),
    (82.1, 95.5),
    (77.6, 90.7),
    (83.5, 92.5),
    (89.9, 93.8),
    (86, 91.7),
    (87.3, 98),
)


def pairs(told: str) -> list[tuple[float, float]]:
    """`2→3` for each person."""
    return [(float(one.split("→")[0]), float(one.split("→")[1])) for one in told.split()]


def sleep() -> PairedGain:
    return of_pairs(zip(SLEEP_BEFORE, SLEEP_AFTER, strict=True))


def test_students_sleep() -> None:
    told = sleep()
    assert told.t and told.wilcoxon and told.effect
    assert (told.n, told.before, told.after) == (10, pytest.approx(0.75), pytest.approx(2.33))
    assert (told.difference, told.deviation) == (pytest.approx(1.58), pytest.approx(1.23, abs=1e-4))
    assert (told.t.df, told.t.t) == (9, pytest.approx(4.0621, abs=5e-5))
    assert told.t.p == pytest.approx(0.002833, abs=5e-7)
    assert told.t.interval.low == pytest.approx(0.700, abs=5e-4)
    assert told.t.interval.high == pytest.approx(2.460, abs=5e-4)
    assert (told.wilcoxon.v, told.wilcoxon.n, told.wilcoxon.is_exact) == (45, 9, False)
    assert told.wilcoxon.p == pytest.approx(0.009091, abs=5e-7)
    assert told.verdict == Verdict.UNLIKELY


def test_the_effect_of_students_sleep_in_each_variant() -> None:
    told = sleep().effect
    assert told
    assert told.d == pytest.approx(0.8322, abs=5e-5)
    assert told.g == pytest.approx(0.7970, abs=5e-5)
    assert told.d_av == pytest.approx(0.8335, abs=5e-5)
    assert told.d_z == pytest.approx(1.2846, abs=5e-5)
    assert told.g_av == pytest.approx(0.7983, abs=5e-5)
    assert (told.d_rm, told.g_rm) == (
        pytest.approx(0.8222, abs=5e-5),
        pytest.approx(0.7874, abs=5e-5),
    )
    assert told.interval == Interval(pytest.approx(0.272, abs=5e-4), pytest.approx(1.322, abs=5e-4))
    assert sleep().size == "large"


def test_family_therapy() -> None:
    told = of_pairs(FAMILY)
    assert told.t and told.wilcoxon
    assert told.difference == pytest.approx(7.2647, abs=5e-5)
    assert (told.t.df, told.t.t) == (16, pytest.approx(4.1849, abs=5e-5))
    assert told.t.p == pytest.approx(0.0007003, abs=5e-8)
    assert (told.wilcoxon.v, told.wilcoxon.is_exact) == (142, True)
    assert told.wilcoxon.p == pytest.approx(0.0008392, abs=5e-8)


def test_everybody_rises_by_one() -> None:
    told = of_pairs(pairs("1→2 2→3 3→4 4→5 2→3"))
    assert told.effect and told.wilcoxon
    assert (told.difference, told.deviation, told.t) == (1, 0, None)
    assert told.why == {"t": Reason.ALL_THE_SAME}
    assert (told.wilcoxon.v, told.wilcoxon.p) == (15, pytest.approx(0.0369, abs=5e-5))
    assert (told.effect.g, told.effect.d_z) == (pytest.approx(0.79, abs=5e-3), None)
    assert told.verdict is None


def test_nobody_moves() -> None:
    told = of_pairs(pairs("2→2 3→3 4→4 2→2 3→3"))
    assert told.effect
    assert (told.difference, told.effect.g, told.size) == (0, 0, "none")
    assert told.why == {"t": Reason.ALL_THE_SAME, "wilcoxon": Reason.NOBODY_MOVED}


def test_all_say_the_same() -> None:
    told = of_pairs(pairs("2→4 " * 5))
    assert (told.difference, told.effect) == (2, None)
    assert told.why == {"t": Reason.ALL_THE_SAME, "effect": Reason.NO_SPREAD}


def test_four_pairs() -> None:
    told = of_pairs(pairs("2→3 1→3 2→4 3→4"))
    assert (told.n, told.before, told.difference, told.verdict) == (4, None, None, None)
    assert set(told.why.values()) == {Reason.TOO_FEW}


def test_a_fall_is_told_like_a_rise() -> None:
    up, down = of_pairs(FAMILY), of_pairs((second, first) for first, second in FAMILY)
    assert up.t and down.t and up.wilcoxon and down.wilcoxon and up.effect and down.effect
    assert down.t.p == pytest.approx(up.t.p)
    assert down.wilcoxon.p == pytest.approx(up.wilcoxon.p)
    assert (down.effect.g, down.size) == (pytest.approx(-up.effect.g), up.size)


# The probabilities.


def test_students_t_by_its_closed_forms() -> None:
    assert t_two_sided(1, 1) == pytest.approx(0.5, abs=1e-12)
    assert t_two_sided(2, 2) == pytest.approx(1 - 2 / math.sqrt(6), abs=1e-12)
    assert (t_two_sided(0, 7), incomplete_beta(2, 3, 0), incomplete_beta(2, 3, 1)) == (1, 0, 1)
    assert incomplete_beta(2, 3, 0.4) == pytest.approx(
        0.5248, abs=1e-12
    )  # a polynomial of degree 4


@pytest.mark.parametrize(
    ("df", "published"), [(4, 2.776445), (9, 2.262157), (28, 2.048407), (120, 1.979930)]
)
def test_the_published_quantiles_of_t(df: int, published: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(published, abs=5e-7)


@given(st.floats(0.5, 0.9999), st.integers(1, 900))
def test_a_quantile_leads_back(p: float, df: int) -> None:
    assert 1 - t_two_sided(t_quantile(p, df), df) / 2 == pytest.approx(p, abs=1e-10)


@pytest.mark.parametrize("n", [1, 5, 9])
def test_signed_ranks_count_every_choice_of_signs(n: int) -> None:
    sums = [
        sum(rank for rank, sign in enumerate(signs, start=1) if sign)
        for signs in product((0, 1), repeat=n)
    ]
    for v in range(n * (n + 1) // 2 + 1):
        at_most, at_least = (sum(s <= v for s in sums), sum(s >= v for s in sums))
        expected = min(1, 2 * min(at_most, at_least) / 2**n)
        assert signed_ranks_two_sided(v, n) == pytest.approx(expected)


def test_the_normal_curve() -> None:
    assert normal_two_sided(1.3) == pytest.approx(2 * (1 - NormalDist().cdf(1.3)))


def test_the_published_error_of_a_standardised_difference() -> None:
    """statpsych, ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25): SE 0.1609934."""
    first, second, r = 15.3, 14.6, 0.75
    within = math.sqrt(first**2 + second**2 - 2 * r * first * second)
    d = (110.4 - 102.1) / math.sqrt((first**2 + second**2) / 2)
    assert _error_of_d(d, first, second, within, 25) == pytest.approx(0.1609934, abs=5e-8)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=60))
def test_what_must_always_hold(rows: list[tuple[int, int]]) -> None:
    told = of_pairs(rows)
    for name in ("t", "wilcoxon", "effect"):
        assert (getattr(told, name) is None) == (name in told.why)
    if told.t:
        assert 0 <= told.t.p <= 1
        assert told.t.interval.low <= told.difference <= told.t.interval.high  # type: ignore[operator]
    if told.wilcoxon:
        assert 0 <= told.wilcoxon.p <= 1
    if told.effect:
        assert told.effect.interval.low <= told.effect.g <= told.effect.interval.high


# The published cases, whole.


def arm(name: str) -> PairedGain:
    with GAIN.joinpath("anorexia_pre_post.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Treat"] == name]
    return of_pairs((float(row["Prewt"]), float(row["Postwt"])) for row in rows)


@needs_cases
@pytest.mark.parametrize(
    ("name", "n", "difference", "t", "p", "v", "p_of_ranks", "verdict"),
    [
        pytest.param(
            "CBT", 29, 3.0069, 2.2156, 0.03502, 303.5, 0.06447, "disagree", id="cognitive therapy"
        ),
        pytest.param("Cont", 26, -0.45, -0.2872, 0.7763, None, None, "maybe", id="no therapy"),
        pytest.param(
            "FT", 17, 7.2647, 4.1849, 0.0007003, 142, 0.0008392, "unlikely", id="family therapy"
        ),
    ],
)
def test_three_arms(
    name: str,
    n: int,
    difference: float,
    t: float,
    p: float,
    v: float | None,
    p_of_ranks: float | None,
    verdict: str,
) -> None:
    told = arm(name)
    assert told.t and told.wilcoxon
    assert (told.n, told.t.df, told.verdict) == (n, n - 1, verdict)
    assert told.difference == pytest.approx(difference, abs=5e-5)
    assert told.t.t == pytest.approx(t, abs=5e-5)
    assert told.t.p == pytest.approx(p, rel=2e-4)
    if v is not None:
        assert told.wilcoxon.v == v
        assert told.wilcoxon.p == pytest.approx(p_of_ranks, rel=2e-4)


@needs_cases
def test_the_restated_numbers_are_the_published_ones() -> None:
    with GAIN.joinpath("student_sleep.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [tuple(float(r["extra"]) for r in rows if r["group"] == group) for group in "12"]
    assert found == [SLEEP_BEFORE, SLEEP_AFTER]
    assert arm("FT") == of_pairs(FAMILY)
