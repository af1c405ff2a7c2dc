"""The tables of docs/algorithms/ratings.md, by their names."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.competences.rules.summaries import (
    Gain,
    course_of,
    gain_of,
    line_of,
    mean_of,
    scale_of,
    stands_beside,
)
from hilo.ui.charts import FEW, KEPT_BACK

BOTH = ("importance", "ability")


def cells(importance: str, ability: str, group: str = ""):
    """One cell per person from two rows of figures; `-` is what was left open."""
    rows = zip(importance.split(), ability.split(), strict=True)
    return [(group, (read(first), read(second)), 1) for first, second in rows]


def read(text: str) -> int | None:
    return None if text == "-" else int(text)


def in_group(**groups: int) -> dict[str, dict[int, int]]:
    """So many people of each group, all of whom chose three."""
    return {name: {3: count} for name, count in groups.items()}


def pairs(*told: str, group: str = ""):
    """`2→3` for each person."""
    found = [tuple(map(int, one.split("→"))) for one in told]
    return [(group, pair, 1) for pair in found]


def test_everybody_answers():
    line = line_of(cells("5 5 4 4 5 5", "2 1 2 3 2 2"), 6, BOTH)
    assert (line.importance.mean, line.importance.n) == (Decimal("4.7"), 6)
    assert (line.ability.mean, line.ability.n) == (Decimal("2.0"), 6)
    assert line.gap == Decimal("2.7")


def test_some_leave_it_open():
    line = line_of(cells("5 5 4 4 5 -", "2 1 2 3 2 2"), 8, BOTH)
    assert (line.importance.mean, line.importance.n) == (Decimal("4.6"), 5)
    assert line.importance.not_answered == 3
    assert (line.ability.mean, line.ability.not_answered) == (Decimal("2.0"), 2)
    assert line.gap == Decimal("2.6")


def test_one_scale_is_asked():
    line = line_of(cells("- - - - - -", "3 3 3 3 3 4"), 6, ("ability",))
    assert line.importance is None
    assert line.ability.mean == Decimal("3.2")
    assert line.gap is None


def test_nobody_answers():
    line = line_of([], 6, BOTH)
    assert (line.importance.mean, line.ability.mean, line.gap) == (None, None, None)
    assert line.ability.not_answered == 6


def test_four_are_too_few():
    found = scale_of(in_group(all=4), 4)
    assert (found.n, found.mean, found.counts) == (4, FEW, FEW)


def test_five_are_enough():
    assert scale_of(in_group(all=5), 5).mean == Decimal("3.0")


def test_a_small_group_takes_the_next_smallest_along():
    groups = in_group(a=12, b=7, c=3)
    shown = [scale_of(groups, 22, name).mean for name in "abc"]
    assert shown == [Decimal("3.0"), KEPT_BACK, FEW]
    assert scale_of(groups, 22).mean == Decimal("3.0")


def test_two_small_groups_hide_each_other():
    groups = in_group(a=12, b=4, c=3)
    assert [scale_of(groups, 19, name).mean for name in "abc"] == [Decimal("3.0"), FEW, FEW]


def test_a_value_chosen_by_one():
    found = scale_of({"": {3: 6, 4: 1, 5: 9}}, 16)
    assert found.mean == Decimal("4.2")
    assert found.counts is KEPT_BACK


def test_no_value_chosen_by_few():
    assert scale_of({"": {2: 5, 3: 6, 5: 9}}, 20).counts == (0, 5, 6, 0, 9)


def test_still_open():
    found = scale_of(in_group(all=12), 20, is_settled=False)
    assert (found.n, found.not_answered, found.mean) == (12, 8, KEPT_BACK)


TWICE = ("2→3", "1→3", "2→4", "3→4", "2→4")


def test_everybody_comes_twice():
    assert gain_of(pairs(*TWICE)) == Gain(5, Decimal("2.0"), Decimal("3.6"))
    assert gain_of(pairs(*TWICE)).gain == Decimal("1.6")


def test_four_pairs():
    found = gain_of(pairs(*TWICE[:4]))
    assert (found.pairs, found.before, found.after, found.gain) == (4, FEW, FEW, FEW)


def test_some_lose():
    found = gain_of(pairs("4→3", "4→4", "3→3", "5→4", "4→4"))
    assert (found.before, found.after, found.gain) == (
        Decimal("4.0"),
        Decimal("3.6"),
        Decimal("-0.4"),
    )


def test_halves_are_rounded_up():
    assert mean_of({2: 19, 3: 1}) == Decimal("2.1")  # 2.05
    assert mean_of({}) is None


answers = st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))
crowds = st.lists(st.tuples(st.sampled_from("abc"), answers, st.integers(1, 4)), max_size=40)


@given(crowds, st.sampled_from([None, "a", "b", "c"]))
def test_no_mean_is_ever_told_of_fewer_than_five(rows, group):
    line = line_of(rows, 200, BOTH, group)
    for scale in (line.importance, line.ability):
        if 0 < scale.n < 5:
            assert scale.mean in (FEW, KEPT_BACK)
            assert scale.counts in (FEW, KEPT_BACK)


@given(crowds)
def test_no_group_is_the_difference_of_what_is_shown(rows):
    """Whatever is shown of the whole and of groups, the rest holds five people or nobody, or two groups."""
    shown = {name: line_of(rows, 200, BOTH, name).ability for name in "abc"}
    counts = Counter({name: scale.n for name, scale in shown.items()})
    hidden = [name for name in "abc" if shown[name].mean in (FEW, KEPT_BACK)]
    if sum(counts.values()) >= 5:
        assert len(hidden) != 1


@pytest.mark.parametrize("is_settled", [True, False])
def test_the_distribution_adds_up_to_the_answers(is_settled):
    found = scale_of({"": {1: 5, 4: 6}}, 11, is_settled=is_settled)
    assert found.counts == (KEPT_BACK if not is_settled else (5, 0, 0, 6, 0))


# Several moments: the table of docs/algorithms/gain.md.


def crowd(every_time: int, twice: int = 0, group: str = ""):
    """People who rate 2, 3, 4 at three moments, and some who stayed away from the third."""
    return [(group, (2, 3, 4))] * every_time + [(group, (2, 3, None))] * twice


@pytest.mark.parametrize(
    ("pairs", "every_time", "is_told"),
    [
        pytest.param(6, 6, True, id="all came every time"),
        pytest.param(6, 5, False, id="one of six stayed away"),
        pytest.param(34, 33, True, id="one of thirty-four stayed away"),
        pytest.param(23, 19, False, id="four of twenty-three stayed away"),
        pytest.param(12, 7, True, id="five stayed away"),
    ],
)
def test_a_line_that_can_be_subtracted_is_not_shown(pairs, every_time, is_told):
    assert stands_beside(pairs, every_time) is is_told
    found = course_of(crowd(every_time, pairs - every_time))
    assert found.n == every_time
    expected = (Decimal(2), Decimal(3), Decimal(4)) if is_told else (KEPT_BACK,) * 3
    assert found.means == expected


def test_four_came_every_time():
    assert course_of(crowd(4, 8)).means == (FEW, FEW, FEW)


def test_a_line_of_a_group_and_of_nobody():
    rows = crowd(6, group="a") + crowd(7, group="b")
    assert course_of(rows, "a").n == 6
    assert course_of(rows, "a", is_settled=False).means == (KEPT_BACK,) * 3
    assert course_of(crowd(6, group="a") + crowd(3, group="b"), "a").means == (KEPT_BACK,) * 3
    assert course_of([]).means == ()
    assert course_of(crowd(0, 6)).means == (None, None, None)


def test_a_gain_says_what_may_be_inferred_where_it_may_be_told():
    assert gain_of(pairs(*TWICE)).told.n == 5
    assert gain_of(pairs(*TWICE)).told.is_coarse
    assert gain_of(pairs(*TWICE[:4])).told is None
    assert gain_of(pairs(*TWICE), is_settled=False).told is None
