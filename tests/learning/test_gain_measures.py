"""Gain as an indicator: who rated before and after, whose rating rose, and that nobody learns who.

The tables are those of docs/algorithms/gain.md, "As an indicator".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.competences import services
from hilo.competences.models import Occasion
from hilo.competences.services import Answer
from hilo.core import keeping
from hilo.core.text import Text
from hilo.learning.models import Cohort
from hilo.people.models import Person
from hilo.programme.counting import publishing, tallies
from hilo.programme.counting.facts import Question
from hilo.programme.counting.members import units_in
from hilo.programme.counting.records import Behind
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Indicator, InsidePublication, Programme
from hilo.programme.rules.periods import Period
from hilo.programme.services import counts
from tests.competences.factories import CompetenceFactory
from tests.learning.factories import CohortFactory, CourseFactory
from tests.people.factories import PersonFactory
from tests.places.factories import state
from tests.programme.factories import AudienceFactory, ProgrammeFactory, TargetFactory, region_of
from tests.programme.results import measured

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]

FIRST, LAST = dt.date(2025, 7, 1), dt.date(2026, 6, 30)
BEGAN, ENDED = "2025-09-01", "2025-11-20"
WHOLE = Period(FIRST, LAST)
CODES = ("brand", "budget")
Said = tuple[int | None, int | None]  # of brand and of budget
Twice = tuple[Said | None, Said | None]

# docs/algorithms/gain.md: who, before, after.
WORKED: dict[str, Twice] = {
    "one rises by two, one falls by one": ((2, 3), (4, 2)),
    "stays": ((3, 4), (3, 4)),
    "one competence was rated twice": ((2, None), (4, 5)),
    "up and down alike": ((5, 2), (4, 3)),
    "nothing was rated twice": ((2, None), (None, 5)),
    "came once": ((2, 2), None),
    "came only after": (None, (5, 5)),
}
ROSE: Twice = ((2, 2), (3, 3))
STAYED: Twice = ((3, 3), (3, 3))


def cohort_of(programme: Programme, slug: str, code: str) -> Cohort:
    course = CourseFactory(programme=programme, slug=f"course-of-{slug}")
    region = region_of(programme, slug, [state(code)])
    audience = AudienceFactory(programme=programme, slug=f"people-of-{slug}")
    made: Cohort = CohortFactory(course=course, slug=slug, region=region, audience=audience)
    return made


def rated(
    cohort: Cohort, everybody: Sequence[Twice], *, on: str = ENDED, gender: str = "woman"
) -> list[Person]:
    """New people who rated before and after with the cohort; both ratings are closed."""
    people = [PersonFactory(gender=gender) for _one in everybody]
    for place, (purpose, day) in enumerate((("before", BEGAN), ("after", on))):
        where = occasion_of(cohort, purpose)
        for person, said in zip(people, everybody, strict=True):
            if said[place] is not None:
                answers = dict(zip(CODES, map(Answer, (None, None), said[place]), strict=True))
                services.rate(where, person, answers, by=None)
        close(where, day)
    return people


def occasion_of(cohort: Cohort, purpose: str) -> Occasion:
    asked = [CompetenceFactory._meta.model.objects.filter(code=code).first() for code in CODES]
    return services.open_occasion(
        purpose=purpose,
        name=Text.of("es", purpose),
        competences=[
            one or CompetenceFactory(code=code) for one, code in zip(asked, CODES, strict=True)
        ],
        about=("cohort", cohort.uuid),
        by=None,
    )


def close(where: Occasion, day: str) -> None:
    services.close_occasion(where, by=None)
    at = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    Occasion.objects.filter(pk=where.pk).update(changed_at=at)


def counted(programme: Programme, measure: str, period: Period = WHOLE) -> set[int]:
    return set(units_in(Question(measure, programme), period))


@pytest.fixture
def programme() -> Programme:
    made: Programme = ProgrammeFactory(starts_on=FIRST, ends_on=LAST)
    return made


def share_of(programme: Programme) -> Indicator:
    one = measured(
        programme,
        "1",
        counting="percentage",
        measure="people_rating_higher",
        of_measure="people_rated_twice",
    )
    TargetFactory(indicator=one, starts_on=FIRST, ends_on=LAST, value=60)
    return one


def fresh(one: Indicator) -> Indicator:
    return Indicator.objects.select_related("tally", "programme").get(pk=one.pk)


def test_whose_rating_rose(programme: Programme) -> None:
    people = rated(cohort_of(programme, "puebla", "21"), list(WORKED.values()))
    named = dict(zip((one.pk for one in people), WORKED, strict=True))
    assert {named[pk] for pk in counted(programme, "people_rated_twice")} == set(list(WORKED)[:4])
    assert {named[pk] for pk in counted(programme, "people_rating_higher")} == {
        "one rises by two, one falls by one",
        "one competence was rated twice",
    }


def test_a_pair_counts_from_the_day_its_later_rating_is_closed(programme: Programme) -> None:
    cohort = cohort_of(programme, "puebla", "21")
    rated(cohort, [ROSE])
    autumn = Period(FIRST, dt.date(2025, 11, 19))
    assert not counted(programme, "people_rated_twice", autumn)
    assert len(counted(programme, "people_rated_twice")) == 1
    services.reopen_occasion(Occasion.objects.get(purpose="after"), by=None)
    assert not counted(programme, "people_rated_twice"), "while people rate, nothing is told"


def test_a_rating_whose_time_has_passed_is_closed_then(programme: Programme) -> None:
    rated(cohort_of(programme, "puebla", "21"), [ROSE])
    ends = dt.datetime(2025, 10, 5, 12, tzinfo=dt.UTC)
    Occasion.objects.filter(purpose="after").update(state="open", closes_at=ends)
    october = Period(dt.date(2025, 10, 1), dt.date(2025, 10, 31))
    assert len(counted(programme, "people_rated_twice", october)) == 1


def test_after_is_compared_with_the_last_before(programme: Programme) -> None:
    cohort = cohort_of(programme, "puebla", "21")
    rated(cohort, [ROSE])
    rated(cohort, [STAYED])
    assert len(counted(programme, "people_rated_twice")) == 2
    assert len(counted(programme, "people_rating_higher")) == 1


def test_whoever_is_asked_in_two_cohorts_counts_once(programme: Programme) -> None:
    first, second = cohort_of(programme, "puebla", "21"), cohort_of(programme, "oaxaca", "20")
    person = rated(first, [STAYED])[0]
    for purpose, value in (("before", 2), ("after", 4)):
        where = occasion_of(second, purpose)
        services.rate(where, person, {"brand": Answer(ability=value)}, by=None)
        close(where, "2025-12-01")
    found = units_in(Question("people_rated_twice", programme, {}, ("region",)), WHOLE)
    assert found == {person.pk: (str(second.region.uuid),)}, "where they rated last"
    assert counted(programme, "people_rating_higher") == {person.pk}, "it rose in one of them"


def test_another_programme_is_not_counted(programme: Programme) -> None:
    rated(cohort_of(programme, "puebla", "21"), [ROSE])
    assert not counted(ProgrammeFactory(starts_on=FIRST, ends_on=LAST), "people_rated_twice")


# What insiders read. docs/algorithms/gain.md: Puebla 10 (5 rose), Oaxaca 7 (5 rose).


@pytest.fixture
def told(programme: Programme) -> Indicator:
    rated(cohort_of(programme, "puebla", "21"), [ROSE] * 5 + [STAYED] * 5)
    rated(cohort_of(programme, "oaxaca", "20"), [ROSE] * 5 + [STAYED] * 2)
    one = share_of(programme)
    counts.recount(programme.uuid)
    keeping.forget()
    return fresh(one)


def test_the_share_is_told_with_its_two_numbers(told: Indicator) -> None:
    said = numbers_of(told).to_date(LAST)
    assert (said.part, said.whole) == (10, 17)
    assert said.value is not None
    assert round(said.value, 1) == Decimal("58.8")
    assert not numbers_of(told).to_date(dt.date(2025, 9, 30)).is_known, "no list was told then"


def test_nobody_finds_the_two_of_oaxaca_by_subtracting(told: Indicator) -> None:
    numbers = numbers_of(told)
    regions = numbers.groups("region")
    assert len(regions) == 2
    for region in regions:
        said = numbers.to_date(LAST, {"region": region})
        assert said.is_hidden
        assert said.part is said.whole is None
    everybody = numbers.to_date(LAST, {"gender": "woman"})
    assert (everybody.part, everybody.whole) == (10, 17)
    crossed = {"gender": "woman", "region": regions[0]}
    assert not numbers.to_date(LAST, crossed).is_known, "two splits at once are not told"
    assert not numbers.within(Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))).is_known


def test_what_came_since_is_told_when_it_tells_of_nobody(
    told: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = told.programme
    rated(cohort_of(programme, "veracruz", "30"), [ROSE] * 3, on="2026-04-20")
    at = dt.date(2026, 5, 2)
    monkeypatch.setattr(publishing.reads, "today_of", lambda _one: at)
    assert publishing.tell_inside(programme) is not None
    assert numbers_of(told).to_date(at).is_hidden, "20 less 17 are three people"
    rated(cohort_of(programme, "jalisco", "14"), [ROSE] * 5, on="2026-05-20")
    at = dt.date(2026, 6, 2)
    assert publishing.tell_inside(programme) is not None
    said = numbers_of(told).to_date(at)
    assert (said.part, said.whole) == (18, 25)
    first = InsidePublication.objects.earliest("as_of")
    then = numbers_of(told).to_date(first.as_of)
    assert (then.part, then.whole) == (10, 17), "as it was told then"


def test_it_is_told_once_a_month_and_anew_where_something_else_is_asked(told: Indicator) -> None:
    programme = told.programme
    assert InsidePublication.objects.count() == 1
    assert publishing.tell_inside(programme) is None
    Indicator.objects.filter(pk=told.pk).update(where={"gender": ["woman"]})
    assert publishing.tell_inside(programme) is not None
    assert InsidePublication.objects.count() == 2, "what was told stays known"


def test_nothing_of_it_stands_in_a_tally(told: Indicator) -> None:
    tallies.recount(told.programme)
    assert fresh(told).tally.counted == {"part": [], "whole": []}


def test_nobody_is_listed(told: Indicator, as_role: AsRole) -> None:
    client = as_role("coordinator")[0]
    path = reverse("programme:records", args=[told.programme.slug, told.code])
    for query in ("", "?side=whole", "?gender=woman", "?as=xlsx", "?as=csv&side=whole"):
        answer = client.get(path + query)
        assert answer["Content-Type"].startswith("text/html")
        said = answer.content.decode()
        assert "confidential" in said
        assert not any(str(one) in said for one in Person.objects.filter(ratings__isnull=False))
    assert not list(Behind(told, WHOLE).everything())


@pytest.mark.parametrize("page", ["dashboard", "indicator"])
def test_insiders_read_the_share_and_why_nobody_is_listed(
    told: Indicator, as_role: AsRole, page: str
) -> None:
    args = [told.programme.slug, *([told.code] if page == "indicator" else [])]
    said = as_role("coordinator")[0].get(reverse(f"programme:{page}", args=args)).content.decode()
    assert "10 of 17" in said
    assert "not shown" in said
    assert "confidential" in said
    assert f"{told.code}/records" not in said
