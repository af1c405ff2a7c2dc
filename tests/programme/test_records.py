"""What is behind a number: its records, as many as the number says, as far as the reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.programme.counting import records, tallies
from hilo.programme.counting.records import Behind
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Indicator
from hilo.programme.rules.periods import Period
from hilo.programme.views import records as views
from tests.programme.factories import AudienceFactory, DeclarationFactory, ParticipationFactory
from tests.programme.results import FIRST, measured, seated, told

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]
AUTUMN = Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))
TO_DATE = Period(FIRST, dt.date(2026, 3, 31))


def page(client: Client, one: Indicator, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    path = reverse("programme:records", args=[one.programme.slug, one.code])
    answer = client.get(f"{path}?{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(one: Indicator) -> Indicator:
    tallies.recount(one.programme)
    return Indicator.objects.select_related("tally", "programme").get(pk=one.pk)


def rows(said: str) -> int:
    return said.count("<tr") - 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 18),
        ({"period": "2025-10-01/2025-12-31"}, 18),
        ({"region": "oaxaca"}, 3),
        ({"gender": "woman"}, 8),
        ({"region": "puebla", "gender": "man"}, 7),
        ({"period": "nonsense", "region": "nowhere", "gender": "x", "after": "x.y"}, 18),
    ],
)
def test_there_are_as_many_records_as_the_number_says(
    as_role: AsRole, query: dict[str, str], number: int
) -> None:
    made = told()
    said = page(as_role("coordinator")[0], made.people, **query)
    assert f"<strong>{number}</strong>" in said
    assert rows(said) == number


def test_a_percentage_leads_to_both_of_its_numbers(as_role: AsRole) -> None:
    made = told()
    client = as_role("coordinator")[0]
    assert rows(page(client, made.share)) == 8
    assert rows(page(client, made.share, side="whole")) == 18


def test_whoever_moved_stands_where_they_were_last(as_role: AsRole) -> None:
    made = told(women=1, men=0, far=0)
    (person,) = [one.person for one in made.programme.participations.all()]
    later = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)
    audience = AudienceFactory(programme=made.programme, slug="sellers")
    ParticipationFactory(
        programme=made.programme,
        person=person,
        region=made.oaxaca,
        audience=audience,
        joined_at=later,
    )
    one = fresh(made.people)
    for region, number in ((made.puebla, 0), (made.oaxaca, 1)):
        behind = Behind(one, AUTUMN, {"region": str(region.uuid)})
        assert behind.count() == number
        counted = numbers_of(one).within(AUTUMN, {"region": str(region.uuid)}).value or 0
        assert counted == number


def test_every_number_of_the_tally_has_as_many_records() -> None:
    """Each period, to date, each region and sex, «not stated» among them."""
    made = told()
    seated(made.programme, 2, "not_stated", None, on="2026-02-01")
    one = fresh(made.people)
    numbers = numbers_of(one)
    for region in numbers.groups("region"):
        for gender in ("", *numbers.groups("gender")):
            where = {"region": region} | ({"gender": gender} if gender else {})
            assert Behind(one, AUTUMN, where).count() == (numbers.within(AUTUMN, where).value or 0)
            to_date = numbers.to_date(TO_DATE.ends_on, where).value or 0
            assert Behind(one, TO_DATE, where).count() == to_date


def test_a_sum_lists_each_fact_with_its_moment(as_role: AsRole) -> None:
    made = told(women=1, men=0, far=0)
    (person,) = [one.person for one in made.programme.participations.all()]
    audience = AudienceFactory(programme=made.programme, slug="sellers")
    moment = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)
    ParticipationFactory(
        programme=made.programme, person=person, audience=audience, joined_at=moment
    )
    happened = fresh(measured(made.programme, "7", counting="sum"))
    said = page(as_role("coordinator")[0], happened)
    assert "<strong>2</strong>" in said
    assert rows(said) == 2


def test_many_records_are_read_fifty_at_a_time(as_role: AsRole) -> None:
    made = told(women=60, men=0, far=0)
    client = as_role("coordinator")[0]
    first = page(client, made.people)
    assert rows(first) == records.PAGE
    onward = first.split("The next 50")[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(onward.replace("&amp;", "&")).content.decode()
    assert rows(second) == 10
    assert "From the beginning" in second


def test_who_may_not_be_seen_is_counted_in_a_sentence(
    as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = told(women=5, men=0, far=0)
    hidden = made.programme.participations.values_list("person", flat=True)[:2]
    shown = views.Asked.visible_to
    monkeypatch.setattr(
        views.Asked,
        "visible_to",
        lambda asked, viewer: shown(asked, viewer).exclude(pk__in=list(hidden)),
    )
    said = page(as_role("coordinator")[0], made.people)
    assert rows(said) == 3
    assert "2 more records of this page are counted; you may not see them." in said


def test_promoters_open_records_and_strangers_do_not(as_role: AsRole) -> None:
    made = told()
    assert "18" in page(as_role("promoter")[0], made.people)


def test_declared_values_are_listed_with_their_evidence(as_role: AsRole) -> None:
    made = told()
    days = {"starts_on": FIRST, "ends_on": dt.date(2025, 9, 30)}
    DeclarationFactory(indicator=made.declared, region=made.puebla, value=14, **days)
    DeclarationFactory(indicator=made.declared, region=made.oaxaca, value=75, **days)
    client = as_role("coordinator")[0]
    assert rows(page(client, made.declared)) == 2
    said = page(client, made.declared, region="puebla")
    assert rows(said) == 1
    assert "<strong>14</strong>" in said


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_records_can_be_taken_home(as_role: AsRole, form: str) -> None:
    made = told(women=60, men=0, far=0)
    path = reverse("programme:records", args=[made.programme.slug, made.people.code])
    answer = as_role("coordinator")[0].get(f"{path}?as={form}")
    assert "attachment" in answer["Content-Disposition"]
    if form == "csv":
        assert len(answer.content.decode("utf-8-sig").splitlines()) == 61


def test_records_ask_few_questions(as_role: AsRole, django_assert_max_num_queries: Any) -> None:
    made = told(women=40, men=0, far=0)
    client = as_role("coordinator")[0]
    page(client, made.people)
    with django_assert_max_num_queries(20):
        page(client, made.people, region="puebla")
