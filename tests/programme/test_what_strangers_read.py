"""Whoever collects every public page of every quarter works out nothing about one to four people.

Two programmes share some people; both and the network are published quarter after quarter, and strangers keep
what they read. Who is counted in which number is worked out here anew, from the people that the test made up.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hilo.core import keeping
from hilo.people.models import Person
from hilo.programme.counting import publishing
from hilo.programme.models import Participation, Programme, Publication
from hilo.programme.services import counts
from hilo.programme.showing import published, reached
from tests.people.factories import PersonFactory
from tests.places.factories import state
from tests.programme.factories import AudienceFactory, ProgrammeFactory, crowd, region_of
from tests.programme.factories import published as published_since_summer
from tests.programme.results import measured
from tests.programme.test_publishing import few_in

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]

QUARTERS = ("2025-09-30", "2025-12-31", "2026-03-31")
STATES = ("MX-PUE", "MX-OAX", "MX-VER")


@dataclass(frozen=True)
class Seat:
    """One person in one programme, and the quarter in which they came."""

    person: int
    programme: int
    gender: str
    region: str
    audience: str
    shape: str
    quarter: int

    def is_in(self, split: str, value: str) -> bool:
        if split == "until":
            return QUARTERS[self.quarter] <= value
        return not split or getattr(self, split) == value


def a_network(chance: random.Random) -> list[Seat]:
    """Two programmes of a dozen or two people in three regions; a few take part in both."""
    places = [state(code) for code in ("21", "20", "30")]
    programmes = [
        ProgrammeFactory(starts_on=dt.date(2025, 7, 1), ends_on=dt.date(2026, 6, 30))
        for _number in range(2)
    ]
    land = [
        [region_of(one, f"{one.slug}-{place.code}".lower(), [place]) for place in places]
        for one in programmes
    ]
    audiences = [
        [AudienceFactory(programme=one, slug=slug) for slug in ("makers", "sellers")]
        for one in programmes
    ]
    for one in programmes:
        measured(one, "1")
        measured(one, "2", where={"audience": ["makers"]})
        measured(
            one, "3", counting="percentage", where={"gender": ["woman"]}, of_measure="participants"
        )
    return [
        seat
        for _number in range(chance.randint(14, 22))
        for seat in _seated(chance, programmes, land, audiences)
    ]


def _seated(
    chance: random.Random, programmes: list[Programme], land: Any, audiences: Any
) -> Iterator[Seat]:
    gender = chance.choice(("woman", "woman", "man", "other", "not_stated"))
    where, quarter = chance.randrange(3), chance.randrange(3)
    day = dt.date.fromisoformat(QUARTERS[quarter]) - dt.timedelta(days=20)
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    home = land[0][where].places.get()
    person = PersonFactory(gender=gender, joined_at=moment, territory=home)
    for number in chance.choice(([0], [1], [0, 1])):
        region, audience = land[number][where], chance.choice(audiences[number])
        Participation.objects.create(
            programme=programmes[number],
            person=person,
            region=region,
            audience=audience,
            joined_at=moment,
        )
        yield Seat(
            person.pk,
            programmes[number].pk,
            gender,
            str(region.uuid),
            audience.slug,
            STATES[where],
            quarter,
        )


def publish_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quarter after quarter, as the worker does on the day after."""
    for day in QUARTERS:
        morning = dt.date.fromisoformat(day) + dt.timedelta(days=1)
        monkeypatch.setattr(publishing.reads, "today_of", lambda _one, at=morning: at)
        monkeypatch.setattr(publishing, "today", lambda at=morning: at)
        counts.publish_where_due()


def behind(seats: list[Seat], made: Publication, code: str, split: str, value: str) -> Any:
    """The people whom a number counts."""
    found = [one for one in seats if made.programme_id in (None, one.programme)]
    found = [one for one in found if QUARTERS[one.quarter] <= str(made.as_of)]
    if code == "2":
        found = [one for one in found if one.audience == "makers"]
    if code == "3":
        found = [one for one in found if one.gender == "woman"]
    return frozenset(one.person for one in found if one.is_in(split, value))


def numbers_of(made: Publication) -> Iterator[tuple[str, str, str, int | None]]:
    for code, rows in made.content["people"].items():
        for split, value, number in rows:
            yield code, split, value, number


@pytest.mark.parametrize("seed", range(3))
def test_every_public_number_of_every_quarter_tells_of_nobody(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats = a_network(random.Random(seed))
    publish_all(monkeypatch)
    made = list(Publication.objects.all())
    assert len(made) == 9, "two programmes and the network, three times"
    known, everything = [], []
    for one in made:
        for code, split, value, number in numbers_of(one):
            group = behind(seats, one, code, split, value)
            everything.append(group)
            if number is not None:
                assert number == len(group), (code, split, value)
                known.append(group)
    assert any(known), "something is left to read"
    assert few_in([one for one in known if one], everything) == []


# The pages show nothing else.


def public_pages(programme: Programme) -> list[str]:
    named = [
        reverse(f"programme:{name}", args=[programme.slug])
        for name in ("programme", "dashboard", "indicators", "chain", "activities")
    ]
    regions = [one.get_absolute_url() for one in publishing.listing.queries.regions_of(programme)]
    sheet = reverse("programme:indicator", args=[programme.slug, "1"])
    return [
        *("/en/", "/en/about/", "/en/programmes/", "/en/results/", "/en/results/programmes/"),
        *(sheet, *named, *regions),
    ]


def read(client: Client, addresses: list[str]) -> list[str]:
    cache.clear()
    keeping.forget()
    told = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        told.append(main_of(answer.content.decode()))
    return told


def main_of(said: str) -> str:
    return said.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize("role", ["", "member"])
def test_what_happens_today_changes_no_public_page(
    role: str, client: Client, as_role: AsRole
) -> None:
    programme = a_house_with_people()
    reader = as_role(role)[0] if role else client
    addresses = public_pages(programme)
    before = read(reader, addresses)
    crowd(programme, woman=2, man=1, place=state("21"))
    Person.objects.filter(gender="other").update(gender="woman")
    programme.participations.filter(person__gender="man").update(region=None)
    after = read(reader, addresses)
    assert [a for a, b, c in zip(addresses, before, after, strict=True) if b != c] == []


def a_house_with_people() -> Programme:
    programme: Programme = ProgrammeFactory(
        starts_on=dt.date(2025, 7, 1), ends_on=dt.date(2026, 6, 30)
    )
    puebla = region_of(programme, "puebla", [state("21")])
    crowd(programme, region=puebla, place=state("21"), woman=9, man=8, other=6)
    summer = dt.datetime(2025, 8, 12, 12, tzinfo=dt.UTC)
    Person.objects.update(joined_at=summer)
    Participation.objects.update(joined_at=summer)
    measured(programme, "1")
    counts.publish_where_due()
    return programme


def test_insiders_see_today_and_are_told_that_others_do_not(as_role: AsRole) -> None:
    programme = a_house_with_people()
    crowd(programme, woman=2)
    insider = as_role("coordinator", ("programme", programme.uuid))[0]
    said = insider.get(programme.get_absolute_url()).content.decode()
    assert "those who work on this programme see them" in said
    assert "<dd>25</dd>" in said


def test_women_and_men_are_shown_before_those_who_stated_neither() -> None:
    programme = ProgrammeFactory(starts_on=dt.date(2025, 7, 1))
    crowd(programme, woman=9, man=8, not_stated=7, other=2)
    published_since_summer(programme)
    made = publishing.latest(programme)
    assert made is not None
    part = published.cells_of(made, reached.CAME)
    assert (part["gender", "woman"], part["gender", "man"]) == (9, 8)
    assert (part["gender", "not_stated"], part["gender", "other"]) == (None, None)


def test_the_page_draws_what_was_published_and_says_as_of_when(client: Client) -> None:
    programme = a_house_with_people()
    made = publishing.latest(programme)
    assert made is not None
    part = published.cells_of(made, reached.CAME)
    assert part["", ""] == 23 and part["gender", "woman"] == 9 and part["shape", "MX-PUE"] == 23
    said = client.get(programme.get_absolute_url()).content.decode()
    assert "as of 30 Sep" in said or "as of 31 Dec" in said or "as of 3" in said
    assert 'data-figure="map"' in said


def test_a_page_is_read_with_as_few_questions_as_before(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    programme = a_house_with_people()
    with django_assert_max_num_queries(19):
        read(client, [programme.get_absolute_url()])
    # The thread asks once for each stage of which something can be recorded: certificates are one more.
    with django_assert_max_num_queries(12):
        read(client, ["/en/"])
