"""The pages: what a person sees on their phone, and what keepers do in the office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hilo.attendance.models import Evidence, Excuse, Presence, Session
from hilo.attendance.services import codes, excuses, sessions
from hilo.core.text import Text
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
from tests.formreading import form_with
from tests.people.factories import account_as, sign_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def keeper(as_role: Any) -> tuple[Client, Any]:
    return as_role("trainer")


def member_of(region: Any) -> tuple[Client, Any]:
    account = account_as("member")
    expect(region, account.person)
    return sign_in(Client(), account), account


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# One's own.


def test_my_sessions_say_when_where_and_how_to_get_there() -> None:
    region = a_roster()
    client, account = member_of(region)
    a_session(region, directions=Text.of("es", "Entrada por el patio"))
    past = a_past_session(region)
    mark(past, account.person, "partial", minutes=45)
    page = text_of(client, "/en/me/sessions/")
    assert "Casa de Cultura, calle 5 de Mayo 12" in page
    assert "Entrada por el patio" in page
    assert "Partly present, 45 min" in page
    assert "Mexico City" in page


def test_somebody_without_sessions_reads_what_will_stand_here() -> None:
    client, _account = member_of(a_roster())
    assert "Nothing ahead." in text_of(client, "/en/me/sessions/")
    assert "My sessions" in text_of(client, "/en/me/")


def test_sessions_of_others_are_not_there() -> None:
    client, _account = member_of(a_roster())
    other = a_session()
    assert client.get(f"/en/sessions/{other.uuid}/").status_code == 404
    assert client.get(f"/en/sessions/{other.uuid}/session.ics").status_code == 404


def test_the_hour_is_that_of_the_session_for_everybody() -> None:
    region = a_roster()
    client, _account = member_of(region)
    starts = dt.datetime(2026, 3, 17, 9, tzinfo=dt.UTC)
    made = a_session(region, starts=starts, zone="Africa/Tunis")
    page = text_of(client, f"/en/sessions/{made.uuid}/")
    assert "10:00" in page
    assert "Tunis" in page


def test_an_absence_is_announced_and_decided() -> None:
    region = a_roster()
    client, account = member_of(region)
    made = a_session(region)
    client.post(f"/en/sessions/{made.uuid}/absent/", {"reason": "Consulta médica"})
    excuse = Excuse.objects.get()
    assert excuse.reason == "Consulta médica"
    office = sign_in(Client(), account_as("trainer"))
    assert "Consulta médica" in text_of(office, f"/en/office/sessions/{made.uuid}/")
    office.post(f"/en/office/sessions/{made.uuid}/excuses/{excuse.uuid}/", {"accept": "1"})
    assert Presence.objects.get(person=account.person).state == "excused"
    assert "Accepted" in text_of(client, f"/en/sessions/{made.uuid}/")


# The code.


def test_a_code_is_typed_on_a_phone() -> None:
    region = a_roster()
    client, _account = member_of(region)
    made = with_open_code(a_session(region))
    page = client.post("/en/here/", {"code": made.code}).content.decode()
    assert "You are on the list" in page
    again = client.post("/en/here/", {"code": made.code}).content.decode()
    assert "once is enough" in again


def test_a_code_may_come_with_the_address() -> None:
    client, _account = member_of(a_roster())
    assert 'value="417203"' in text_of(client, "/en/here/?code=417203")


@pytest.mark.parametrize(
    ("code", "said"), [("", "six digits"), ("000000", "No session takes this code now")]
)
def test_a_code_that_is_wrong_is_told_in_words(code: str, said: str) -> None:
    client, _account = member_of(a_roster())
    answer = client.post("/en/here/", {"code": code})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "You are not on the list yet" in answer.content.decode()


def test_a_code_that_comes_late_names_the_hour() -> None:
    region = a_roster()
    client, _account = member_of(region)
    made = with_open_code(a_session(region))
    with time_machine.travel(now() + dt.timedelta(minutes=16)):
        page = client.post("/en/here/", {"code": made.code}).content.decode()
    assert "The time to type this code ended at" in page


def test_nobody_tries_codes_without_end() -> None:
    client, _account = member_of(a_roster())
    pages = [client.post("/en/here/", {"code": "111111"}).content.decode() for _try in range(13)]
    assert "Too many tries" not in pages[11]
    assert "Too many tries" in pages[12]


def test_the_wall_shows_the_code_and_how_many_are_there(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    people, made = crowd(region, 3), a_session(region)
    answer = client.post(f"/en/office/sessions/{made.uuid}/code/", {"minutes": "10"}, follow=True)
    made.refresh_from_db()
    page = answer.content.decode()
    assert f"{made.code[:3]} {made.code[3:]}" in page
    assert "<svg" in page
    codes.type_code(made.code, person=people[0], by=None)
    assert "<b>1</b> / 3" in text_of(client, f"/en/office/sessions/{made.uuid}/screen/")
    client.post(f"/en/office/sessions/{made.uuid}/code/", {"close": "1"})
    assert "The code is closed" in text_of(client, f"/en/office/sessions/{made.uuid}/screen/")


# The list.


def grid_of(made: Session) -> str:
    return f"/en/office/sessions/{made.uuid}/list/"


def test_a_list_is_marked_and_corrected_with_a_reason(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    (one, other), made = crowd(region, 2), a_past_session(region)
    mark(made, other, "absent")
    sent = form_with("seen", client.get(grid_of(made)).content.decode())
    assert sent[f"s-{other.pk}"] == ["absent"]
    sent |= {f"s-{one.pk}": ["present"], f"s-{other.pk}": ["partial"], f"m-{other.pk}": ["40"]}
    answer = client.post(grid_of(made), sent)
    assert answer.status_code == 422
    assert "You correct what is recorded already" in answer.content.decode()
    assert 'value="40"' in answer.content.decode(), "nothing typed is lost"
    assert not Presence.objects.filter(person=one).exists()
    client.post(grid_of(made), sent | {"reason": ["Llegó tarde"], "way": ["paper"]})
    kept = Presence.objects.get(person=other)
    assert (kept.state, kept.minutes, kept.way) == ("partial", 40, "paper")
    assert "Llegó tarde" in text_of(client, f"/en/office/sessions/{made.uuid}/")


def test_a_second_keeper_sees_what_the_first_wrote(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    (one,), made = crowd(region, 1), a_past_session(region)
    sent = form_with("seen", client.get(grid_of(made)).content.decode())
    mark(made, one, "excused")
    sent |= {f"s-{one.pk}": ["present"]}
    page = client.post(grid_of(made), sent).content.decode()
    assert "Somebody else was faster" in page
    assert "Meanwhile:</b>" in page or "Meanwhile: Excused" in page
    assert Presence.objects.get().state == "excused"
    again = form_with("seen", page) | {"reason": ["Estuvo, la vi"]}
    client.post(grid_of(made), again)
    assert Presence.objects.get().state == "present"


def test_all_the_others_are_marked_with_one_button(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    people, made = crowd(region, 5), a_past_session(region)
    sent = form_with("seen", client.get(grid_of(made)).content.decode())
    sent |= {f"s-{people[0].pk}": ["absent"], "rest": ["present"]}
    client.post(grid_of(made), sent)
    assert Presence.objects.filter(state="present").count() == 4
    assert Presence.objects.get(person=people[0]).state == "absent"


def test_a_list_of_415_is_sent_whole(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    people, made = crowd(region, 415), a_past_session(region)
    sent = form_with("seen", client.get(f"{grid_of(made)}?from=400").content.decode())
    sent |= {f"s-{one.pk}": ["present"] for one in people[400:]}
    client.post(f"{grid_of(made)}?from=400", sent)
    assert Presence.objects.count() == 15
    whole = form_with("seen", client.get(grid_of(made)).content.decode())
    assert client.post(grid_of(made), whole | {"rest": ["present"]}).status_code == 302
    assert Presence.objects.count() == 415


def questions(client: Client, address: str) -> int:
    client.get(address)  # what is kept until anything happens is worked out again
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", ["", "list/", "sheet/", "screen/"])
def test_the_number_of_people_adds_no_questions(keeper: Any, page: str) -> None:
    client, _account = keeper
    region = a_roster()
    made = a_past_session(region)
    address = f"/en/office/sessions/{made.uuid}/{page}"
    keeper_of_list = account_as("trainer")
    for person in crowd(region, 2):
        mark(made, person, by=keeper_of_list)
    few = questions(client, address)
    for person in crowd(region, 30):
        mark(made, person, by=keeper_of_list)
    assert questions(client, address) <= few


def test_the_page_of_a_roster_counts_everybody_with_the_same_questions(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    address = f"/en/office/sessions/of/region/{region.uuid}/"
    people, made = crowd(region, 3), a_past_session(region)
    few = questions(client, address)
    for person in [*people, *crowd(region, 20)][:20]:
        mark(made, person)
    sessions.hold(made, by=None)
    page = text_of(client, address)
    assert "100%" in page
    assert questions(client, address) <= few


# Planning.


FORM = {
    "day": "2026-03-17",
    "starts": "10:00",
    "ends": "12:00",
    "zone": "America/Mexico_City",
    "times": "4",
    "every": "7",
    "mode": "on_site",
    "venue": "Casa de Cultura",
    "link": "",
}


def planned(client: Client, address: str, **told: str) -> Any:
    form = form_with("times", client.get(address).content.decode())
    titles = {"title-original": ["es"], "title-es": ["Planeación"]}
    given = {
        name: [value] for name, value in (FORM | told).items() if name in form or name == "mode"
    }
    return client.post(address, form | titles | given)


def test_every_tuesday_four_times(keeper: Any) -> None:
    client, _account = keeper
    region = a_roster()
    answer = planned(client, f"/en/office/sessions/of/region/{region.uuid}/new/")
    assert answer.status_code == 302, answer.content.decode()
    made = list(Session.objects.order_by("starts_at"))
    assert [one.day.isoformat() for one in made] == [
        *("2026-03-17", "2026-03-24", "2026-03-31", "2026-04-07")
    ]
    assert {one.starts for one in made} == {dt.time(10)}


def test_what_is_wrong_with_a_session_stands_beside_its_field(keeper: Any) -> None:
    client, _account = keeper
    address = f"/en/office/sessions/of/region/{a_roster().uuid}/new/"
    assert (
        "The end lies before the beginning"
        in planned(client, address, ends="09:00").content.decode()
    )
    assert "write the address" in planned(client, address, venue="").content.decode()
    assert not Session.objects.exists()


# The sheet to sign.


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_sheet_is_printed_in_both_directions(keeper: Any, language: str) -> None:
    client, _account = keeper
    region = a_roster()
    crowd(region, 60)
    made = a_session(region)
    answer = client.get(f"/{language}/office/sessions/{made.uuid}/sheet.pdf")
    assert answer.content.startswith(b"%PDF-")
    page = text_of(client, f"/{language}/office/sessions/{made.uuid}/sheet/")
    assert made.sheet_code[:3] in page


def test_a_scan_finds_its_session_by_its_code(keeper: Any) -> None:
    client, _account = keeper
    made = a_past_session()
    sent = {"sheet_code": made.sheet_code, "file": SimpleUploadedFile("hoja.pdf", PDF), "note": ""}
    client.post("/en/office/sessions/scan/", sent)
    assert Evidence.objects.get().session == made
    wrong = {"sheet_code": "AAAAAAA", "file": SimpleUploadedFile("hoja.pdf", PDF), "note": ""}
    page = client.post("/en/office/sessions/scan/", wrong).content.decode()
    assert "No session has this code" in page


def test_excuses_stay_between_the_person_and_the_keepers() -> None:
    region = a_roster()
    made = a_session(region)
    excuses.announce(made, expect(region), reason="Un asunto de familia", by=None)
    other, _account = member_of(region)
    assert "Un asunto de familia" not in text_of(other, f"/en/sessions/{made.uuid}/")


def test_the_office_begins_with_what_waits_and_what_comes_next(keeper: Any) -> None:
    region, hours = a_roster(), {"Pronto": 2, "Más tarde": 48, "Sin cerrar": -3, "Cerrada": -48}
    for title, hour in hours.items():
        made = a_session(
            region, title=Text.of("es", title), starts=now() + dt.timedelta(hours=hour)
        )
        if title == "Cerrada":
            sessions.hold(made, by=None)
    page = text_of(keeper[0], "/en/office/sessions/")
    assert sorted(hours, key=page.index) == ["Sin cerrar", "Pronto", "Más tarde", "Cerrada"]
