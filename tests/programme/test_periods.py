"""The periods of an indicator are calendar periods, cut to the programme's days."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.programme.rules.codes import is_code
from hilo.programme.rules.periods import Period, missing, periods_of

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
FREQUENCIES = st.sampled_from(["month", "quarter", "half", "year", "once"])


def period(first: str, last: str) -> Period:
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("once", [("2013-04-15", "2014-10-31")]),
        ("year", [("2013-04-15", "2013-12-31"), ("2014-01-01", "2014-10-31")]),
        (
            "half",
            [
                ("2013-04-15", "2013-06-30"),
                ("2013-07-01", "2013-12-31"),
                ("2014-01-01", "2014-06-30"),
                ("2014-07-01", "2014-10-31"),
            ],
        ),
    ],
)
def test_periods_are_cut_to_the_days_of_the_programme(frequency, expected):
    days = dt.date(2013, 4, 15), dt.date(2014, 10, 31)
    assert periods_of(*days, frequency) == [period(*pair) for pair in expected]


def test_quarters_and_months_of_a_year_are_four_and_twelve():
    year = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
    assert len(periods_of(*year, "quarter")) == 4
    months = periods_of(*year, "month")
    assert len(months) == 12 and months[1].ends_on == dt.date(2024, 2, 29)


@given(DAYS, DAYS, FREQUENCIES)
def test_periods_cover_every_day_once(one, other, frequency):
    first, last = sorted((one, other))
    found = periods_of(first, last, frequency)
    assert found[0].starts_on == first and found[-1].ends_on == last
    for before, after in pairwise(found):
        assert before.ends_on + dt.timedelta(days=1) == after.starts_on


def test_upside_down_there_are_none_and_the_calendar_may_end():
    assert periods_of(dt.date(2026, 2, 1), dt.date(2026, 1, 1), "month") == []
    assert periods_of(dt.date(9999, 12, 1), dt.date(9999, 12, 31), "quarter")


def test_only_what_is_over_is_missing():
    found = periods_of(dt.date(2026, 1, 1), dt.date(2026, 4, 30), "month")
    left = missing(found, [found[0]], day=dt.date(2026, 3, 31))
    assert left == [found[1]]


@pytest.mark.parametrize(
    ("text", "fits"),
    [("1.2", True), ("A-3", True), ("", False), ("new", False), ("..", False), ("1/2", False)],
)
def test_numbers_of_a_logframe_can_stand_in_an_address(text, fits):
    assert is_code(text) is fits
