"""Names compared: edits, likeness, the shortlist (docs/algorithms/places.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.places.rules.names import (
    Likely,
    bearing,
    distance,
    in_full,
    likeness,
    plain,
    trigrams,
    without_common_ends,
)

WORDS = st.text(alphabet="aeilnoz ", max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("", "leon", 4),
        ("leon", "leon", 0),
        ("leon", "lein", 1),  # a change
        ("leon", "leno", 1),  # a swap of neighbours
        ("leon", "len", 1),  # a letter left out
        ("cholula", "chololua", 2),
        ("ca", "abc", 3),  # the swap may not be edited again: 2 in the unrestricted distance
    ],
)
def test_edits_of_the_table(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == edits


@given(WORDS, WORDS)
def test_distance_is_symmetric(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)


@given(WORDS, WORDS)
def test_distance_is_zero_for_the_same_word_alone(one: str, other: str) -> None:
    assert (distance(one, other) == 0) == (one == other)


@given(WORDS, WORDS)
def test_distance_lies_between_the_difference_and_the_longer_length(one: str, other: str) -> None:
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(WORDS, WORDS, WORDS)
def test_a_common_beginning_and_end_change_nothing(one: str, other: str, same: str) -> None:
    assert distance(same + one + same, same + other + same) == distance(one, other)


@given(WORDS, WORDS)
def test_what_is_left_without_common_ends_is_all_that_differs(one: str, other: str) -> None:
    left, right = without_common_ends(one, other)
    start = one.index(left) if left else None
    assert len(one) - len(left) == len(other) - len(right)
    assert start is None or one[:start] == other[: len(one[:start])]


@given(WORDS, st.integers(min_value=0, max_value=11))
def test_a_swap_of_two_neighbours_is_one_edit(word: str, at: int) -> None:
    if at + 1 < len(word) and word[at] != word[at + 1]:
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        assert distance(word, swapped) == 1


@given(WORDS, WORDS)
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1 if one else 0)


@pytest.mark.parametrize(
    ("typed", "name", "share"),
    [
        ("guadalup", "guadalupe", 1.0),  # letters 8/9, and a beginning
        ("cholula san pedro", "san pedro cholula", 0.9),  # the same words in another order
        ("leno", "leon", 0.75),  # one edit in four letters
        ("cholulla", "san pedro cholula", 0.77),  # one edit in eight letters of one of its words
        ("xyz", "leon", 0.0),
    ],
)
def test_likeness_of_the_table(typed: str, name: str, share: float) -> None:
    assert likeness(typed, name) == pytest.approx(share, abs=0.01)


def test_plain_names_are_words_alone() -> None:
    assert plain("n.l.") == "nl"
    assert plain("m'sila") == "msila"
    assert plain("san juan mixtepec -dto. 08-") == "san juan mixtepec dto 08"
    assert plain("عين تموشنت") == "عين تموشنت"


def test_what_is_written_short_is_spelled_out() -> None:
    assert in_full("sta maria del oro") == "santa maria del oro"
    assert in_full("gral zuazua") == "general zuazua"


def test_trigrams_of_a_short_name() -> None:
    assert trigrams("uxa") == {"  u", " ux", "uxa", "xa "}


def test_the_nearest_come_best_first_and_once_each() -> None:
    likely = Likely([("guadalupe", 1), ("guadalajara", 2), ("nuestra guadalupe", 1), ("oaxaca", 3)])
    assert likely.nearest("guadalpue") == [1, 2]


def test_one_word_of_a_longer_name_is_near_to_it() -> None:
    others = [(f"chol {n}", n) for n in range(10, 60)]
    likely = Likely([("san pedro cholula", 1), ("san andres cholula", 2), *others])
    assert set(likely.nearest("cholulla", 2)) == {1, 2}


def test_a_word_that_very_many_bear_names_no_place() -> None:
    assert bearing(["santa ana", "santa clara", *(f"santa {n}" for n in range(30))]) == {
        "clara": [1]
    }
    assert bearing(["ana de la luz", "guadalupe"]) == {}


def test_nothing_is_offered_for_what_is_like_nothing() -> None:
    likely = Likely([("guadalupe", 1), ("oaxaca", 3)])
    assert likely.nearest("xyz") == []
    assert likely.nearest("") == []


@given(st.lists(st.tuples(WORDS.filter(bool), st.integers(1, 9)), max_size=12), WORDS)
def test_the_shortlist_finds_each_name_by_itself(names: list[tuple[str, int]], typed: str) -> None:
    likely = Likely(names)
    for name, identity in names:
        owners = {other for same, other in names if same == name}
        assert not name.strip() or identity in likely.nearest(name, 99)
        assert set(likely.nearest(name, len(owners))) <= {other for _name, other in names}
    assert len(likely.nearest(typed)) <= 3
