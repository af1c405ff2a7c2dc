"""The share that counts: docs/algorithms/attendance.md, heading by heading."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.attendance.rules.counting import Record, Share, Sitting, Term, share_of

MARCH = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
PRESENT, ABSENT, EXCUSED = Record("present"), Record("absent"), Record("excused")


def sittings(*lengths: int, state: str = "held") -> list[Sitting]:
    return [
        Sitting(key, MARCH + dt.timedelta(days=key), length, state)  # type: ignore[arg-type]
        for key, length in enumerate(lengths)
    ]


def partial(minutes: int) -> Record:
    return Record("partial", minutes)


def test_the_share_is_minutes_there_over_minutes_due() -> None:
    share = share_of(sittings(240, 60, 60), {0: PRESENT, 1: PRESENT, 2: ABSENT})
    assert (share.there, share.due, share.percent) == (300, 360, 83)


def test_on_site_and_online_count_alike() -> None:
    assert "mode" not in Sitting.__dataclass_fields__


def test_partial_counts_its_minutes() -> None:
    assert share_of(sittings(120), {0: partial(45)}).exact == Fraction(45, 120)
    assert share_of(sittings(90), {0: partial(100)}).exact == 1


@pytest.mark.parametrize(
    ("records", "excuses", "there", "due", "percent"),
    [
        ([PRESENT, PRESENT, PRESENT, EXCUSED], True, 180, 180, 100),
        ([PRESENT, PRESENT, ABSENT, EXCUSED], True, 120, 180, 66),
        ([EXCUSED] * 4, True, 0, 0, None),
        ([PRESENT, PRESENT, PRESENT, EXCUSED], False, 180, 240, 75),
    ],
)
def test_excused_leaves_both_sides(
    records: list[Record], excuses: bool, there: int, due: int, percent: int | None
) -> None:
    share = share_of(sittings(*[60] * 4), dict(enumerate(records)), excuses=excuses)
    assert (share.there, share.due, share.percent) == (there, due, percent)


def test_cancelled_sessions_do_not_count() -> None:
    held, cancelled = sittings(60, 60)[:1], sittings(60, 60, state="cancelled")[1:]
    share = share_of([*held, *cancelled], {0: PRESENT, 1: PRESENT})
    assert (share.there, share.due, share.held, share.ahead) == (60, 60, 1, 0)


def test_what_is_not_yet_held_does_not_count() -> None:
    share = share_of(sittings(60, 90, state="planned"), {0: PRESENT})
    assert (share.due, share.ahead, share.percent) == (0, 150, None)


def test_no_record_at_a_held_session_is_absent() -> None:
    share = share_of(sittings(60, 60), {0: PRESENT})
    assert (share.absent, share.percent) == (1, 50)


@pytest.mark.parametrize(
    ("term", "due"),
    [
        (Term(), 180),
        (Term(since=MARCH + dt.timedelta(days=1)), 120),
        (Term(since=MARCH + dt.timedelta(days=1, minutes=1)), 60),
        (Term(until=MARCH + dt.timedelta(days=2)), 120),
    ],
)
def test_late_joiners_count_from_the_day_they_belong(term: Term, due: int) -> None:
    assert share_of(sittings(60, 60, 60), {0: PRESENT}, term=term).due == due


@pytest.mark.parametrize(
    ("there", "due", "percent", "reaches"),
    [(288, 360, 80, True), (287, 360, 79, False), (0, 0, None, False)],
)
def test_a_threshold_is_compared_exactly(
    there: int, due: int, percent: int | None, reaches: bool
) -> None:
    share = Share(there=there, due=due)
    assert (share.percent, share.reaches(80)) == (percent, reaches)


def test_what_is_missing_is_told_in_minutes() -> None:
    assert Share(there=60, due=120, ahead=180).can_reach(80)
    assert Share(there=60, due=120, ahead=180).missing(80) == 180
    assert not Share(there=60, due=120, ahead=179).can_reach(80)
    assert Share(there=100, due=100).missing(80) == 0
    assert not Share().can_reach(80)


LENGTHS = st.lists(st.integers(1, 600), max_size=30)
RECORDS = st.dictionaries(
    st.integers(0, 29),
    st.one_of(
        st.sampled_from([PRESENT, ABSENT, EXCUSED]), st.integers(1, 900).map(lambda n: partial(n))
    ),
)


@given(LENGTHS, RECORDS)
def test_nobody_is_there_longer_than_it_lasted(
    lengths: list[int], records: dict[int, Record]
) -> None:
    share = share_of(sittings(*lengths), records)
    assert 0 <= share.there <= share.due <= sum(lengths)
    assert share.present + share.partial + share.excused + share.absent == share.held


@given(LENGTHS, RECORDS, st.integers(1, 100))
def test_reaching_agrees_with_the_exact_share(
    lengths: list[int], records: dict[int, Record], percent: int
) -> None:
    share = share_of(sittings(*lengths), records)
    exact = share.exact
    assert share.reaches(percent) == (exact is not None and exact >= Fraction(percent, 100))
    assert exact is None or share.reaches(share.percent or 0)


@given(LENGTHS, RECORDS)
def test_one_more_session_attended_never_lowers_the_share(
    lengths: list[int], records: dict[int, Record]
) -> None:
    before = share_of(sittings(*lengths), records)
    extra = Sitting(99, MARCH, 60, "held")
    after = share_of([*sittings(*lengths), extra], {**records, 99: PRESENT})
    assert before.exact is None or (after.exact or 0) >= before.exact


@given(LENGTHS, RECORDS, st.integers(1, 100))
def test_attending_what_is_missing_reaches_the_threshold(
    lengths: list[int], records: dict[int, Record], percent: int
) -> None:
    held = share_of(sittings(*lengths), records)
    share = Share(there=held.there, due=held.due, ahead=300)
    assert share.can_reach(percent) == (share.missing(percent) <= share.ahead)
