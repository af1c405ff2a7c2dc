"""Counts kept ready: what a page reads is what was counted, and what strangers read is safe."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hilo.core.text import Text
from hilo.core.time import now
from hilo.programme.counting import dashboard, publishing, tallies
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Declaration, Indicator, Programme, Tally, Target
from hilo.programme.rules.periods import Period
from hilo.programme.services import counts, participation
from hilo.programme.services.participation import Seat
from hilo.programme.showing import published
from hilo.programme.splits import Divisions
from tests.people.factories import PersonFactory
from tests.places.factories import municipality
from tests.programme.factories import (
    AudienceFactory,
    ParticipationFactory,
    ProgrammeFactory,
    crowd,
    region_of,
)

pytestmark = pytest.mark.django_db
FIRST = Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
SECOND = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))


def indicator(programme: Programme, code: str = "1", **more: Any) -> Indicator:
    fields = {"title": Text.of("es", "Personas"), "counting": "distinct"} | more
    return Indicator.objects.create(programme=programme, code=code, **fields)


def seats(programme: Programme, count: int, when: str, **more: Any) -> None:
    moment = dt.datetime.fromisoformat(when).replace(tzinfo=dt.UTC)
    ParticipationFactory.create_batch(count, programme=programme, joined_at=moment, **more)


def recounted(one: Indicator) -> Indicator:
    tallies.recount(one.programme)
    return Indicator.objects.select_related("tally", "programme").get(pk=one.pk)


def test_a_tally_gives_back_what_was_counted():
    programme = ProgrammeFactory()
    puebla = region_of(programme, "puebla", [municipality("21140").parent])
    seats(programme, 3, "2026-02-01", region=puebla)
    seats(programme, 2, "2026-05-01")
    one = recounted(indicator(programme, measure="participants"))
    numbers = numbers_of(one)
    assert numbers.within(FIRST).value == 3
    assert numbers.within(SECOND).value == 2
    assert numbers.to_date(SECOND.ends_on).value == 5
    assert numbers.to_date(SECOND.ends_on, {"region": str(puebla.uuid)}).value == 3
    assert numbers.groups("region") == ["", str(puebla.uuid)]


def test_a_percentage_keeps_both_of_its_numbers():
    programme = ProgrammeFactory()
    for gender, count in (("woman", 6), ("man", 3), ("not_stated", 2)):
        for _ in range(count):
            seats(programme, 1, "2026-02-01", person=PersonFactory(gender=gender))
    share = indicator(
        programme,
        counting="percentage",
        measure="participants",
        where={"gender": ["woman"]},
        of_measure="participants",
        of_where={"gender": ["woman", "man", "other"]},
    )
    told = numbers_of(recounted(share)).within(FIRST)
    assert (told.part, told.whole) == (6, 9)
    assert round(told.value or Decimal(0), 1) == Decimal("66.7")


def test_a_target_of_other_days_is_counted_for_them():
    programme = ProgrammeFactory()
    seats(programme, 1, "2026-02-20")
    seats(programme, 1, "2026-03-10")
    one = indicator(programme, measure="participants")
    spring = Period(dt.date(2026, 3, 1), dt.date(2026, 5, 31))
    Target.objects.create(
        indicator=one, starts_on=spring.starts_on, ends_on=spring.ends_on, value=9
    )
    assert numbers_of(recounted(one)).within(spring).value == 1


def test_the_dashboard_says_what_is_behind():
    programme = ProgrammeFactory()
    puebla = region_of(programme, "puebla", [municipality("21140").parent])
    seats(programme, 4, "2026-02-01", region=puebla)
    one = indicator(programme, measure="participants")
    whole = {"indicator": one, "starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 12, 31)}
    Target.objects.create(**whole, value=10)
    Target.objects.create(**whole, region=puebla, value=4)
    recounted(one)
    (line,) = dashboard.lines_of(programme, dashboard.View(dt.date(2026, 7, 2)))
    assert line.value.value == 4
    assert line.standing == "behind"
    ((region, value, aim),) = line.by_region
    assert (region, value.value, aim.progress.standing) == (puebla, 4, "reached")


def test_declared_people_of_two_regions_have_bounds():
    programme = ProgrammeFactory()
    regions = [
        region_of(programme, slug, [municipality(key)])
        for slug, key in (("a", "21140"), ("b", "20067"))
    ]
    one = indicator(programme)
    for region, value in zip(regions, (10, 7), strict=True):
        Declaration.objects.create(
            indicator=one,
            starts_on=FIRST.starts_on,
            ends_on=FIRST.ends_on,
            region=region,
            value=value,
        )
    told = numbers_of(one).to_date(FIRST.ends_on)
    assert (told.value, told.least, told.most) == (None, 10, 17)


def test_a_dashboard_asks_as_much_for_ten_lines_as_for_one(django_assert_max_num_queries):
    programme = ProgrammeFactory()
    for number in range(10):
        indicator(programme, str(number), measure="participants" if number % 2 else "")
    tallies.recount(programme)
    with django_assert_max_num_queries(5):
        assert len(dashboard.lines_of(programme, dashboard.View(dt.date(2026, 7, 2)))) == 10


# When it is counted anew.


def test_a_change_is_counted_within_the_next_round():
    programme = ProgrammeFactory()
    one = indicator(programme, measure="participants")
    assert counts.recount_where_due() == 1
    assert counts.recount_where_due() == 0
    crowd(programme, woman=1)
    participation.take_in(programme, Seat(PersonFactory()), by=None)
    Tally.objects.update(milliseconds=0)
    assert counts.recount_where_due() == 1
    assert numbers_of(recounted(one)).to_date(dt.date(2026, 12, 31)).value == 2


def test_a_long_count_lets_the_house_rest():
    programme = ProgrammeFactory()
    indicator(programme, measure="participants")
    counts.recount_where_due()
    Tally.objects.update(milliseconds=60_000, through="before")
    assert not counts.is_due(programme, tallies.last_lines(), now())
    assert counts.is_due(programme, tallies.last_lines(), now() + dt.timedelta(minutes=10))


# What strangers see.


def cells_of(programme: Programme) -> dict[tuple[str, str, str], int | None]:
    made = publishing.publish(programme)
    assert made is not None
    return {
        (code, split, value): number
        for code, rows in made.content["people"].items()
        for split, value, number in rows
    }


def last_year() -> Programme:
    programme: Programme = ProgrammeFactory(
        starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 12, 31)
    )
    return programme


def test_nothing_is_published_before_a_quarter_is_over():
    programme = ProgrammeFactory(starts_on=dt.date(2090, 1, 1), ends_on=dt.date(2090, 12, 31))
    assert publishing.publish(programme) is None


def test_three_men_of_twenty_are_neither_shown_nor_left_to_be_subtracted():
    programme = last_year()
    indicator(programme, measure="participants")
    for gender, count in (("woman", 17), ("man", 3)):
        for _ in range(count):
            seats(programme, 1, "2025-02-01", person=PersonFactory(gender=gender))
    cells = cells_of(programme)
    assert cells["1", "", ""] == 20
    assert cells["1", "gender", "man"] is None
    assert cells["1", "gender", "woman"] is None


def test_one_indicator_less_another_is_protected_too():
    programme = last_year()
    directors = AudienceFactory(programme=programme, slug="directors")
    seats(programme, 17, "2025-02-01", audience=directors)
    seats(programme, 3, "2025-02-01")
    indicator(programme, "1", measure="participants")
    indicator(programme, "2", measure="participants", where={"audience": ["directors"]})
    cells = cells_of(programme)
    assert cells["1", "", ""] == 20
    assert cells["2", "", ""] is None


def test_a_quarter_is_published_once():
    programme = last_year()
    indicator(programme, measure="participants")
    assert counts.publish_where_due() == 1
    assert counts.publish_where_due() == 0


# Indicators that ask alike are counted together.


def test_one_look_answers_what_differs_only_in_where_it_holds(django_assert_max_num_queries):
    programme = ProgrammeFactory()
    makers, sellers = (
        AudienceFactory(programme=programme, slug=slug) for slug in ("makers", "sellers")
    )
    ana = PersonFactory(gender="woman")
    seats(programme, 1, "2026-02-01", person=ana, audience=makers)
    seats(programme, 1, "2026-05-01", person=ana, audience=sellers)
    seats(programme, 2, "2026-05-01", audience=sellers)
    asked = [{}, {"audience": ["makers"]}, {"audience": ["sellers"]}, {"gender": ["woman"]}]
    made = [
        indicator(programme, str(number), measure="participants", where=where)
        for number, where in enumerate(asked)
    ]
    both = {"audience": ["makers", "sellers"]}
    made.append(indicator(programme, "both", measure="participants", where=both))
    happened = indicator(programme, "sum", measure="participants", counting="sum")
    with django_assert_max_num_queries(10):
        tallies.recount(programme)
    found = [numbers_of(one).to_date(SECOND.ends_on).value for one in (*made, happened)]
    assert found[:3] == [3, 1, 3]
    assert found[4:] == [3, 4]


def test_an_indicator_of_women_is_not_split_by_sex():
    programme = last_year()
    for gender in ("woman", "man"):
        for _ in range(6):
            seats(programme, 1, "2025-02-01", person=PersonFactory(gender=gender))
    share = recounted(
        indicator(
            programme,
            counting="percentage",
            measure="participants",
            where={"gender": ["woman"]},
            of_measure="participants",
        )
    )
    (line,) = dashboard.lines_of(programme, dashboard.View(dt.date(2025, 12, 31)))
    assert line.by_gender == {}
    made = publishing.publish(programme)
    assert made is not None
    told = published.shown_of(share, made, Divisions(programme), targets=[])
    assert told is not None
    assert told["value"] == "50% (6 of 12)"
    assert (told["genders"], told["women"], told["regions"]) == ([], "", None)
