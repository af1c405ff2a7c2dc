"""Whoever follows a search is told once of what is new, whatever happens in between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from hilo.core.registries import personal_data
from hilo.core.time import now
from hilo.network.enums import Audience
from hilo.network.models import FollowedSearch
from hilo.network.problems import FollowedAlready, TooManySearches
from hilo.network.services import following, profiles, sectors
from hilo.notifications import services as notifications
from hilo.notifications.models import Notification
from tests.network.factories import FollowedSearchFactory, OrganisationFactory
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def trades() -> None:
    sectors.load_shipped()


def list_one(**fields: Any) -> Any:
    from hilo.network.models import Sector

    made = OrganisationFactory(sectors=Sector.objects.filter(slug="crafts"), **fields)
    profiles.refresh(made)
    return made


def run(after: dt.timedelta = LATER) -> int:
    """The schedule's round, some time from now."""
    with time_machine.travel(now() + after, tick=True):
        return following.tell_everybody()


def said() -> list[Notification]:
    return list(Notification.objects.filter(category="directory").order_by("pk"))


def test_what_is_new_is_told_in_one_message() -> None:
    search = FollowedSearchFactory()
    list_one(short_name="Barro nuevo")
    list_one(short_name="Palma nueva")
    assert run() == 1
    (only,) = said()
    assert only.person == search.person
    assert only.data["count"] == 2


def test_a_second_round_tells_nothing_twice() -> None:
    FollowedSearchFactory()
    list_one()
    assert [run(), run(), run(2 * LATER)] == [1, 0, 0]
    assert len(said()) == 1


def test_what_comes_afterwards_is_told_afterwards() -> None:
    FollowedSearchFactory()
    list_one()
    run()
    with time_machine.travel(now() + 2 * LATER, tick=True):
        list_one()
    assert run(3 * LATER) == 1
    assert [one.data["count"] for one in said()] == [1, 1]


def test_a_crash_before_the_end_tells_everything_in_the_next_round(monkeypatch: Any) -> None:
    FollowedSearchFactory()
    list_one()
    with monkeypatch.context() as broken:
        broken.setattr(notifications, "notify", fail)
        with pytest.raises(RuntimeError):
            run()
    assert said() == []
    assert run() == 1
    assert len(said()) == 1


def fail(*_args: Any) -> None:
    raise RuntimeError("the machine lost its power")


def test_two_workers_at_once_tell_once(monkeypatch: Any) -> None:
    """The second has read the same moment before the first wrote the next one."""
    search = FollowedSearchFactory()
    list_one()
    original = following.directory.arrivals

    def meanwhile(*args: Any, **more: Any) -> Any:
        found = original(*args, **more)
        FollowedSearch.objects.filter(pk=search.pk).update(seen_until=found.until)
        return found

    monkeypatch.setattr(following.directory, "arrivals", meanwhile)
    assert run() == 0
    assert said() == []


def test_nothing_is_told_of_what_does_not_match_or_may_not_be_found() -> None:
    FollowedSearchFactory(query="sector=leather")
    list_one()
    list_one(state="draft")
    assert run() == 0


def test_what_was_there_before_is_not_new() -> None:
    list_one()
    with time_machine.travel(now() + LATER, tick=True):
        FollowedSearchFactory()
    assert run(3 * LATER) == 0


def test_members_hear_of_what_is_for_members() -> None:
    FollowedSearchFactory()
    list_one(audience=Audience.MEMBERS)
    assert run() == 1


def test_a_message_speaks_the_reader_s_language_and_names_what_is_still_there() -> None:
    account = AccountFactory(person__language="es")
    FollowedSearchFactory(person=account.person, name="Oficios")
    list_one(short_name="Sigue")
    gone = list_one(short_name="Se fue")
    run()
    profiles.move(gone, "archive", by=None, reason="Cerró.")
    from hilo.notifications import recipients
    from hilo.notifications.messages import restore

    (only,) = said()
    to = recipients.of(account.person)
    message = restore(only.message, only.data)
    with to.reading():
        told = message.values(to)
        assert told["found"] == ["Sigue"]
        assert message.path(to) == "/es/directory/?sector=crafts&sort=newest"


def test_a_search_is_followed_once_and_not_without_end() -> None:
    account = AccountFactory()
    following.follow(query="size=micro&sector=crafts", name="Uno", by=account)
    with pytest.raises(FollowedAlready):
        following.follow(query="sector=crafts&size=micro&page=3", name="Dos", by=account)
    for number in range(following.MOST - 1):
        following.follow(query=f"q=palabra{number}", name="Más", by=account)
    with pytest.raises(TooManySearches):
        following.follow(query="q=una+de+más", name="Demás", by=account)


def test_followed_renamed_and_stopped_on_one_s_own_page() -> None:
    client, account = Client(), AccountFactory()
    sign_in(client, account)
    client.post("/en/me/searches/follow/", {"query": "sector=crafts", "name": "Crafts"})
    search = FollowedSearch.objects.get(person=account.person)
    client.post(f"/en/me/searches/{search.uuid}/name/", {"name": "  Handmade  things "})
    html = client.get("/en/me/searches/").content.decode()
    assert "Handmade things" in html and "?sector=crafts&amp;sort=newest" in html
    client.post(f"/en/me/searches/{search.uuid}/stop/")
    assert not FollowedSearch.objects.exists()


def test_the_directory_proposes_a_name_in_the_reader_s_language() -> None:
    client, account = Client(), AccountFactory()
    sign_in(client, account)
    html = client.get("/fr/directory/?q=cuivre&sector=crafts").content.decode()
    assert 'name="name" value="«cuivre» · Artisanat"' in html


def test_followed_searches_are_handed_out_and_erased_with_their_person() -> None:
    search = FollowedSearchFactory(name="Oficios")
    holding = personal_data.get("followed_searches")
    assert holding.export(search.person)[0]["name"] == "Oficios"
    holding.erase(search.person, now())
    assert not FollowedSearch.objects.exists()
