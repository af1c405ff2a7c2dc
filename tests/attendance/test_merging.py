"""Two keepers, one list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hilo.attendance.rules.merging import Difference, merge

ROWS = st.dictionaries(st.integers(1, 8), st.sampled_from(["P", "A", "E", None]))


def test_what_a_keeper_left_alone_is_not_theirs_to_change() -> None:
    assert merge({1: None}, {1: None}, {1: "P"}).changes == {}


def test_what_a_keeper_changed_is_written() -> None:
    assert merge({1: None}, {1: "P"}, {1: None}).changes == {1: "P"}


def test_both_say_the_same() -> None:
    merged = merge({1: None}, {1: "P"}, {1: "P"})
    assert not merged.changes
    assert not merged.differences


def test_both_say_otherwise() -> None:
    merged = merge({1: None, 2: None}, {1: "P", 2: "P"}, {1: "E", 2: None})
    assert merged.differences == {1: Difference("P", "E")}
    assert merged.changes == {2: "P"}


@given(ROWS, ROWS, ROWS)
def test_nothing_that_another_wrote_is_overwritten_unseen(seen, typed, now) -> None:  # type: ignore[no-untyped-def]
    merged = merge(seen, typed, now)
    assert all(now.get(who) == seen.get(who) for who in merged.changes)
    assert not set(merged.changes) & set(merged.differences)
