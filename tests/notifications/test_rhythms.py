"""When collected mail is due: the worked table of docs/algorithms/digests.md."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hilo.notifications.rules import rhythms, states

MEXICO, TIJUANA, TUNIS = "America/Mexico_City", "America/Tijuana", "Africa/Tunis"
CAIRO, BEIRUT = "Africa/Cairo", "Asia/Beirut"


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "said", "rhythm", "hour", "due"),
    [
        pytest.param(MEXICO, "2026-03-10 13:00", "daily", 8, "2026-03-10 14:00", id="today still"),
        pytest.param(
            MEXICO, "2026-03-10 14:00", "daily", 8, "2026-03-11 14:00", id="at the very minute"
        ),
        pytest.param(MEXICO, "2026-03-10 18:00", "daily", 8, "2026-03-11 14:00", id="tomorrow"),
        pytest.param(
            TIJUANA,
            "2026-03-11 02:00",
            "daily",
            20,
            "2026-03-11 03:00",
            id="another day than in UTC",
        ),
        pytest.param(TUNIS, "2026-03-10 18:00", "weekly", 8, "2026-03-16 07:00", id="weekly"),
        pytest.param(
            TUNIS,
            "2026-03-09 06:00",
            "weekly",
            8,
            "2026-03-09 07:00",
            id="weekly, the day itself",
        ),
        pytest.param(CAIRO, "2026-04-23 12:00", "daily", 0, "2026-04-23 22:00", id="skipped hour"),
        pytest.param(
            BEIRUT, "2026-10-24 12:00", "daily", 23, "2026-10-24 20:00", id="repeated hour"
        ),
        pytest.param(
            TIJUANA, "2026-03-07 20:00", "daily", 8, "2026-03-08 15:00", id="spring forward"
        ),
        pytest.param(TIJUANA, "2026-10-31 20:00", "daily", 8, "2026-11-01 16:00", id="autumn back"),
    ],
)
def test_when_it_is_due(zone: str, said: str, rhythm: str, hour: int, due: str) -> None:
    found = rhythms.next_digest(utc(said), rhythm=rhythm, hour=hour, weekday=0, zone=zone)
    assert found == utc(due)


def test_one_a_day() -> None:
    found = rhythms.next_digest(
        utc("2026-03-10 18:00"),
        rhythm="daily",
        hour=20,
        weekday=0,
        zone=MEXICO,
        last_day=dt.date(2026, 3, 10),
    )
    assert found == utc("2026-03-12 02:00")


@given(
    now=some.datetimes(
        dt.datetime(2024, 1, 1), dt.datetime(2028, 1, 1), timezones=some.just(dt.UTC)
    ),
    hour=some.integers(0, 23),
    weekday=some.integers(0, 6),
    rhythm=some.sampled_from(["daily", "weekly"]),
    zone=some.sampled_from([MEXICO, TIJUANA, TUNIS, CAIRO, BEIRUT, "Africa/Casablanca"]),
)
def test_it_is_due_after_now_and_within_its_period(
    now: dt.datetime, hour: int, weekday: int, rhythm: str, zone: str
) -> None:
    due = rhythms.next_digest(now, rhythm=rhythm, hour=hour, weekday=weekday, zone=zone)
    assert now < due <= now + dt.timedelta(days=7 if rhythm == "weekly" else 1, hours=2)
    if rhythm == "weekly":
        assert rhythms.local_day(due, zone).weekday() == weekday


@pytest.mark.parametrize(
    ("chosen", "usual", "is_required", "mail_is_on", "in_force"),
    [
        (None, "daily", False, True, "daily"),
        ("weekly", "daily", False, True, "weekly"),
        ("weekly", "daily", False, False, "never"),
        ("never", "at_once", True, False, "at_once"),
    ],
)
def test_which_rhythm_is_in_force(
    chosen: str | None, usual: str, is_required: bool, mail_is_on: bool, in_force: str
) -> None:
    found = rhythms.rhythm_in_force(
        chosen=chosen, usual=usual, is_required=is_required, mail_is_on=mail_is_on
    )
    assert found == in_force


def test_nothing_that_was_sent_is_ever_sent_again_by_itself() -> None:
    assert states.WAITING not in states.TRANSITIONS[states.SENT]
    assert states.SENDING not in states.TRANSITIONS[states.UNCERTAIN]


def test_pauses_grow_and_end() -> None:
    minutes = [states.pause_after(attempt).total_seconds() / 60 for attempt in range(1, 8)]
    assert minutes == [1, 3, 9, 27, 81, 243, 360]
    assert states.after_refusal(451, 9) == "waiting"
    assert states.after_refusal(451, 10) == "failed"
    assert states.after_refusal(550, 1) == "failed"
