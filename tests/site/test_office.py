"""The office pages of the composed house: how it fares, and its history in the reader's scopes."""

from __future__ import annotations

import pytest

from hilo.core.models import Delivery, Entry
from hilo.core.registries import Check, checks
from hilo.core.text import Text
from hilo.core.time import now
from hilo.people import services as people
from hilo.programme.services import programmes
from tests.programme.factories import ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def broken():
    raise RuntimeError("the cable is cut")


def test_a_check_that_breaks_is_a_finding_not_a_broken_page(as_role, monkeypatch):
    monkeypatch.setitem(checks._items, "cable", Check("cable", broken))
    client, _account = as_role("operator")
    assert "cable: the cable is cut" in get(client, "/en/office/house/")


def test_what_was_given_up_is_told(as_role):
    entry = Entry.objects.create(event="x.Y", at=now())
    Delivery.objects.create(entry=entry, handler="x", given_up_at=now())
    client, _account = as_role("operator")
    assert "1 message between chapters was given up" in get(client, "/en/office/house/")


def test_history_tells_who_did_what_and_where_it_is(as_role):
    client, account = as_role("coordinator")
    programme = programmes.draft(slug="telar", by=account, name=Text.of("es", "Telar"))
    shown = get(client, "/en/office/history/")
    assert f"{account.person} put this programme on record." in shown
    assert f'href="/en/programmes/{programme.slug}/"' in shown


def test_a_coordinator_reads_the_history_of_their_scope_alone(as_role):
    mine, other = ProgrammeFactory(), ProgrammeFactory()
    client, _account = as_role("coordinator", ("programme", mine.uuid))
    programmes.close(mine, by=None)
    programmes.close(other, by=None)
    member = people.add_person(by=None, given_name="Citlali")
    stranger = people.add_person(by=None, given_name="Xochitl")
    ParticipationFactory(programme=mine, person=member)
    shown = get(client, "/en/office/history/")
    assert shown.count("closed the programme.") == 1
    assert str(mine.name.texts["es"]) in shown
    assert "Citlali" in shown
    assert str(stranger) not in shown


def test_long_histories_turn_their_pages(as_role):
    client, _account = as_role("coordinator")
    for number in range(45):
        people.add_person(by=None, given_name=f"Persona {number}")
    first = get(client, "/en/office/history/")
    assert first.count("put this person on record") == 40
    onward = first.split('href="?before=')[1].split('"')[0]
    assert get(client, f"/en/office/history/?before={onward}").count("on record") == 5


@pytest.mark.parametrize(
    "before", ["nonsense", "2026-13-45T00:00", "2026-01-01", "2026-01-01T10:00:00"]
)
def test_a_moment_that_is_none_is_passed_over(as_role, before):
    client, _account = as_role("coordinator")
    get(client, f"/en/office/history/?before={before}")


def test_asking_stays_the_same_however_long_the_history(as_role, django_assert_max_num_queries):
    client, _account = as_role("coordinator")
    for number in range(30):
        people.add_person(by=None, given_name=f"Persona {number}")
    with django_assert_max_num_queries(14):
        get(client, "/en/office/history/")
