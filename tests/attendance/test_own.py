"""What attendance holds about a person, what indicators count, what stands on one's home."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hilo.attendance import measures, own, panels
from hilo.attendance.models import Feed, Presence
from hilo.attendance.services import excuses, feeds, sessions
from hilo.core.time import now
from tests.attendance.factories import a_past_session, a_roster, a_session, crowd, expect, mark
from tests.people.factories import account_as

pytestmark = pytest.mark.django_db

YEAR = dt.timedelta(days=365)


def test_a_copy_tells_where_somebody_was() -> None:
    region = a_roster()
    person = expect(region)
    mark(a_past_session(region), person, "partial", minutes=45)
    (line,) = own.export(person)["sessions"]
    assert (line["presence"], line["minutes"]) == ("Partly present", 45)


def test_erasure_leaves_the_total_and_takes_the_reasons() -> None:
    region = a_roster()
    person = expect(region)
    mark(a_past_session(region), person)
    excuses.announce(a_session(region), person, reason="Consulta médica", by=None)
    feeds.renew(person, by=None)
    own.erase(person, now())
    assert Presence.objects.count() == 1
    assert own.export(person)["announced_absences"][0]["reason"] == ""
    assert not Feed.objects.exists()


def test_people_count_once_and_only_at_held_sessions() -> None:
    region = a_roster()
    one, other = crowd(region, 2)
    held = [a_past_session(region), a_past_session(region)]
    for session in held:
        mark(session, one)
        sessions.hold(session, by=None)
    mark(a_past_session(region), other)
    span = (now() - YEAR, now())
    rows = list(measures.people_who_attended(*span))
    assert {row["unit_id"] for row in rows} == {one.pk}
    assert len(list(measures.sessions_held(*span))) == 2


def test_a_home_names_the_next_session_and_the_lists_to_close() -> None:
    region = a_roster()
    account = account_as("trainer")
    expect(region, account.person)
    coming = a_session(region)
    a_past_session(region)
    excuses.announce(coming, expect(region), reason="Viaje", by=None)
    first, second, third = panels.to_do(account)
    assert first.url == coming.get_absolute_url()
    assert "Casa de Cultura" in str(first.text)
    assert second.is_late
    assert "cannot come" in str(third.text)


def test_the_panel_is_for_oneself_alone() -> None:
    account, other = account_as("member"), account_as("coordinator")
    told: Any = panels.own(account.person, account)
    assert told == {"session": None}
    assert panels.own(account.person, other) is None
