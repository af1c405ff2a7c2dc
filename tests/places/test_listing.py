"""A newer list against ours: new, renamed, moved, gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.fold import fold
from hilo.places.rules.listing import Comparison, Listed, compare, is_near, kilometres

LEON = Listed("11020", "11", "León", 21.12, -101.68)
JUAREZ = Listed("20043", "20", "Heroica Ciudad de Juchitán", 16.43, -95.02)
TAPACHULA = Listed("07089", "07", "Tapachula", 14.9, -92.26)

KEYS = st.integers(1001, 1040).map(lambda number: f"0{number}")
PLACES = st.dictionaries(KEYS, st.sampled_from(["León", "Tula", "Jala", "Ruiz"])).map(
    lambda found: [Listed(key, key[:2], name) for key, name in found.items()]
)


def compared(ours: list[Listed], newer: list[Listed]) -> Comparison:
    return compare(ours, newer, fold)


def test_the_same_list_changes_nothing() -> None:
    found = compared([LEON, TAPACHULA], [TAPACHULA, LEON])
    assert found.changes == 0
    assert len(found.same) == 2


def test_a_key_that_nobody_had_is_new() -> None:
    found = compared([LEON], [LEON, TAPACHULA])
    assert [change.after for change in found.new] == [TAPACHULA]


def test_an_accent_is_a_new_name_because_people_read_it() -> None:
    better = Listed("11020", "11", "Leon")
    assert [change.after for change in compared([LEON], [better]).renamed] == [better]


def test_a_key_that_is_missing_is_gone() -> None:
    assert [change.before for change in compared([LEON, JUAREZ], [LEON]).gone] == [JUAREZ]


def test_the_same_name_under_another_key_of_the_state_has_moved() -> None:
    moved = Listed("20999", "20", "Heroica Ciudad de JUCHITAN")
    found = compared([LEON, JUAREZ], [LEON, moved])
    assert [(one.before, one.after) for one in found.moved] == [(JUAREZ, moved)]
    assert not found.gone and not found.new


def test_a_place_may_move_to_another_state_if_it_stays_where_it_is() -> None:
    near = Listed("30500", "30", "Heroica Ciudad de Juchitán", 16.44, -95.05)
    far = Listed("30500", "30", "Heroica Ciudad de Juchitán", 19.5, -96.9)
    nowhere = Listed("30500", "30", "Heroica Ciudad de Juchitán")
    assert compared([JUAREZ], [near]).moved
    assert not compared([JUAREZ], [far]).moved
    assert not compared([JUAREZ], [nowhere]).moved


def test_two_likely_places_are_not_guessed_between() -> None:
    first, second = (Listed(key, "20", "Heroica Ciudad de Juchitán") for key in ("20998", "20999"))
    found = compared([JUAREZ], [first, second])
    assert not found.moved
    assert (len(found.gone), len(found.new)) == (1, 2)


def test_what_comes_back_under_an_ended_key_is_new() -> None:
    again = Listed("20999", "20", JUAREZ.name)
    found = compare([JUAREZ], [again], fold, taken={"20999"})
    assert (len(found.gone), len(found.new), len(found.moved)) == (1, 1, 0)


@given(PLACES, PLACES)
def test_every_place_of_both_lists_stands_once(ours: list[Listed], newer: list[Listed]) -> None:
    found = compared(ours, newer)
    every = [*found.new, *found.renamed, *found.moved, *found.gone, *found.same]
    before = [change.before.key for change in every if change.before]
    after = [change.after.key for change in every if change.after]
    assert sorted(before) == sorted(place.key for place in ours)
    assert sorted(after) == sorted(place.key for place in newer)


@given(PLACES)
def test_a_list_compared_with_itself_is_the_same(places: list[Listed]) -> None:
    assert compared(places, places).changes == 0


def test_kilometres_along_a_meridian_and_the_equator() -> None:
    """A degree of a great circle on a sphere of 6371 km is 111.195 km."""
    here, north, east = (
        Listed("01001", "01", "A", *point) for point in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    )
    assert kilometres(here, north) == pytest.approx(111.195, abs=0.001)
    assert kilometres(here, east) == pytest.approx(111.195, abs=0.001)


def test_near_is_within_25_kilometres() -> None:
    here = Listed("01001", "01", "A", 20.0, -100.0)
    assert is_near(here, Listed("02001", "02", "A", 20.22, -100.0))
    assert not is_near(here, Listed("02001", "02", "A", 20.23, -100.0))
