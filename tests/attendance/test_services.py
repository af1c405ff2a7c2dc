"""Sessions are planned and move; codes, lists and excuses record everybody once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile

from hilo.attendance import problems, queries
from hilo.attendance.models import Excuse, Presence, PresenceChange, Session
from hilo.attendance.rules.counting import Record
from hilo.attendance.services import codes, evidence, excuses, feeds, lists, sessions
from hilo.core.models import Entry, Overtaken
from hilo.core.time import now
from tests.attendance.factories import (
    a_past_session,
    a_roster,
    a_session,
    crowd,
    expect,
    mark,
    with_open_code,
)
from tests.people.factories import AccountFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT, EXCUSED = Record("present"), Record("absent"), Record("excused")


def test_several_dates_are_planned_at_once_at_the_same_hour_of_their_clock() -> None:
    region = a_roster()
    days = [dt.date(2026, 3, 17) + dt.timedelta(days=7 * number) for number in range(4)]
    zone = "Europe/Madrid"  # clocks go forward on 29 March
    beginnings = [sessions.local_time(day, dt.time(10), zone) for day in days]
    first = a_session(region, beginnings=beginnings, zone=zone)
    made = list(queries.sessions_of("region", region.uuid))
    assert first in made
    assert {one.local_start.hour for one in made} == {10}
    assert made[1].starts_at.hour == 9
    assert made[2].starts_at.hour == 8
    assert len({one.sheet_code for one in made}) == 4


def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(problems.HourDoesNotExist):
        sessions.local_time(dt.date(2026, 3, 29), dt.time(2, 30), "Europe/Madrid")


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"length": dt.timedelta(hours=-1)}, problems.EndsBeforeItBegins),
        ({"length": dt.timedelta(hours=30)}, problems.TooLong),
        ({"venue": " "}, problems.WhereIsMissing),
        ({"mode": "both"}, problems.LinkIsMissing),
        ({"mode": "online", "venue": ""}, problems.LinkIsMissing),
    ],
)
def test_a_session_says_where_and_when(told: dict[str, Any], problem: type[Exception]) -> None:
    with pytest.raises(problem):
        a_session(**told)
    assert not Session.objects.exists()


def test_calendars_hear_of_another_hour_and_not_of_other_directions() -> None:
    session = a_session()
    later = session.starts_at + dt.timedelta(hours=1)
    session = sessions.change(session, by=None, expected=1, ends_at=later + dt.timedelta(hours=3))
    assert (session.sequence, session.version) == (1, 2)
    session = sessions.change(session, by=None, expected=2, directions=session.title)
    assert (session.sequence, session.version) == (1, 3)
    with pytest.raises(Overtaken):
        sessions.change(session, by=None, expected=2, venue="Otra")


def test_a_session_that_has_records_is_not_cancelled() -> None:
    region = a_roster()
    session, person = a_past_session(region), expect(region)
    mark(session, person)
    with pytest.raises(problems.HasRecords):
        sessions.cancel(session, reason="Lluvia", by=None)
    empty = sessions.cancel(a_session(region), reason="Lluvia", by=None)
    assert (empty.state, empty.sequence) == ("cancelled", 1)
    over = sessions.cancel(a_past_session(region), reason="", by=None)
    with pytest.raises(problems.SessionMovedOn):
        sessions.hold(over, by=None)


def test_a_list_is_closed_once_it_has_begun() -> None:
    with pytest.raises(problems.NotBegunYet):
        sessions.hold(a_session(), by=None)
    held = sessions.hold(a_past_session(), by=None)
    assert held.is_held
    assert not sessions.reopen(held, by=None).is_held


# The code.


def test_a_code_is_typed_once_however_often_it_is_sent() -> None:
    region = a_roster()
    person, session = expect(region), with_open_code(a_session(region))
    first = codes.type_code(session.code, person=person, by=person.account)
    second = codes.type_code(
        f" {session.code[:3]}-{session.code[3:]} ", person=person, by=person.account
    )
    assert (first.is_new, second.is_new, second.is_present) == (True, False, True)
    assert Presence.objects.get().way == "code"
    assert Entry.objects.filter(event__endswith="CodeTyped").count() == 1


def test_a_code_is_read_in_every_script() -> None:
    region = a_roster()
    person, session = expect(region), with_open_code(a_session(region))
    arabic = session.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert codes.type_code(arabic, person=person, by=None).is_new


def test_wrong_late_and_foreign_codes_are_told_apart() -> None:
    region = a_roster()
    person, session = expect(region), with_open_code(a_session(region))
    with pytest.raises(problems.CodeIsEmpty):
        codes.type_code("  ", person=person, by=None)
    with pytest.raises(problems.CodeIsWrong):
        codes.type_code(f"{(int(session.code) + 1) % 10**6:06}", person=person, by=None)
    with pytest.raises(problems.NotExpected):
        codes.type_code(session.code, person=AccountFactory().person, by=None)
    codes.close_code(session, by=None)
    with pytest.raises(problems.CodeIsLate, match="ended at"):
        codes.type_code(session.code, person=person, by=None)
    assert not Presence.objects.exists()


def test_sessions_open_at_once_have_different_codes() -> None:
    region = a_roster()
    found = {with_open_code(a_session(region)).code for _number in range(5)}
    assert len(found) == 5


def test_a_code_never_overrules_a_keeper_and_is_kept_all_the_same() -> None:
    region = a_roster()
    person, session = expect(region), with_open_code(a_session(region))
    keeper = AccountFactory()
    mark(session, person, "absent", by=keeper)
    typed = codes.type_code(session.code, person=person, by=None)
    assert not typed.is_present
    kept = Presence.objects.get()
    assert (kept.state, kept.by, kept.code_at is not None) == ("absent", keeper, True)


def test_whoever_comes_after_an_excuse_was_there() -> None:
    region = a_roster()
    person, session = expect(region), with_open_code(a_session(region))
    excuse = excuses.announce(session, person, reason="Viaje", by=None)
    excuses.decide(excuse, is_accepted=True, by=None)
    assert Presence.objects.get().state == "excused"
    assert codes.type_code(session.code, person=person, by=None).is_present
    assert PresenceChange.objects.get().before == "excused"


# The list.


def test_a_list_is_recorded_once() -> None:
    region = a_roster()
    people, session = crowd(region, 5), a_past_session(region)
    said = {one.pk: PRESENT for one in people}
    assert len(lists.record(session, said, by=None).recorded) == 5
    again = lists.record(session, said, by=None)
    assert not again.recorded
    assert not again.corrected
    assert Presence.objects.count() == 5
    assert not PresenceChange.objects.exists()


def test_two_keepers_are_told_where_they_differ() -> None:
    region = a_roster()
    (one, other), session = crowd(region, 2), a_past_session(region)
    ana, luis = AccountFactory(), AccountFactory()
    blank: dict[int, Record | None] = {one.pk: None, other.pk: None}
    lists.record(session, {one.pk: EXCUSED, other.pk: None}, seen=blank, by=luis)
    kept = lists.record(session, {one.pk: PRESENT, other.pk: PRESENT}, seen=blank, by=ana)
    assert [each.pk for each in kept.recorded] == [other.pk]
    assert kept.differences[one.pk].now == EXCUSED
    assert Presence.objects.get(person=one).state == "excused"


def test_what_another_wrote_is_corrected_with_a_reason_alone() -> None:
    region = a_roster()
    person, session = expect(region), a_past_session(region)
    ana, luis = AccountFactory(), AccountFactory()
    mark(session, person, "absent", by=luis)
    with pytest.raises(problems.ReasonIsMissing, match="1 people"):
        mark(session, person, "present", by=ana)
    mark(session, person, "present", by=ana, reason="Llegó por la otra puerta")
    logged = PresenceChange.objects.get()
    assert (logged.before, logged.after, logged.by) == ("absent", "present", ana)
    mark(session, person, "partial", minutes=30, by=ana)
    assert Presence.objects.get().minutes == 30, "an own slip needs no reason"
    sessions.hold(session, by=ana)
    with pytest.raises(problems.ReasonIsMissing):
        mark(session, person, "absent", by=ana)


@pytest.mark.parametrize("minutes", [None, 0, 120, 999])
def test_partial_has_minutes_fewer_than_the_session(minutes: int | None) -> None:
    region = a_roster()
    with pytest.raises(problems.MinutesAreMissing, match="119"):
        mark(a_past_session(region), expect(region), "partial", minutes=minutes)


def test_strangers_are_not_recorded() -> None:
    with pytest.raises(problems.NotOnTheList):
        mark(a_past_session(), AccountFactory().person)


# Excuses, evidence, calendar addresses.


def test_an_excuse_never_takes_away_that_somebody_came() -> None:
    region = a_roster()
    person, session = expect(region), a_session(region)
    excuse = excuses.announce(session, person, reason="Consulta médica", by=None)
    mark(session, person, "present")
    excuses.decide(excuse, is_accepted=True, by=None)
    assert Presence.objects.get().state == "present"
    with pytest.raises(problems.AlreadyDecided):
        excuses.decide(excuse, is_accepted=False, by=None)
    with pytest.raises(problems.AlreadyDecided):
        excuses.announce(session, person, reason="Otra", by=None)


def test_an_absence_can_be_withdrawn_and_announced_again() -> None:
    region = a_roster()
    person, session = expect(region), a_session(region)
    excuses.withdraw(excuses.announce(session, person, reason="Viaje", by=None), by=None)
    assert excuses.announce(session, person, reason="Viaje largo", by=None).reason == "Viaje largo"
    assert Excuse.objects.count() == 1
    with pytest.raises(problems.TooLateToAnnounce):
        excuses.announce(a_past_session(region), person, reason="Tarde", by=None)


def test_the_same_scan_is_kept_once_and_found_by_the_code_of_its_sheet() -> None:
    session = a_past_session()
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    first = evidence.keep(session, ContentFile(pdf, "hoja.pdf"), by=None)
    assert evidence.keep(session, ContentFile(pdf, "otra.pdf"), by=None) == first
    shown = f"{session.sheet_code[:3].lower()}-{session.sheet_code[3:]}"
    assert evidence.session_of_sheet(shown, Session.objects.all()) == session
    with pytest.raises(problems.SheetIsUnknown):
        evidence.session_of_sheet("no", Session.objects.all())


def test_a_renewed_address_is_another_one() -> None:
    person = AccountFactory().person
    first = feeds.renew(person, by=None).token
    assert feeds.renew(person, by=None).token != first


# What courses count.


def test_shares_are_counted_in_three_questions(django_assert_num_queries: Any) -> None:
    region = a_roster()
    people = crowd(region, 30)
    late = expect(region, since=(now() + dt.timedelta(days=1)).date())
    for hours in (3, 27):
        session = a_session(region, starts=now() - dt.timedelta(hours=hours))
        lists.record(session, {one.pk: PRESENT for one in people[:20]}, by=None)
        sessions.hold(session, by=None)
    a_session(region)
    with django_assert_num_queries(3):
        shares = queries.attendance_of("region", region.uuid, [*people, late])
    assert shares[people[0].pk].percent == 100
    assert shares[people[0].pk].ahead == 120
    assert shares[people[29].pk].percent == 0
    assert shares[late.pk].percent is None
