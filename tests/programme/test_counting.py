"""Counting, by the headings of docs/algorithms/counting.md."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Value

from hilo.core.registries import measures
from hilo.programme.counting import engine
from hilo.programme.counting.facts import Question, as_sql
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.models import Participation, Programme
from hilo.programme.rules import parity
from hilo.programme.rules.joining import Reported, joined
from hilo.programme.rules.periods import Period, periods_of
from hilo.programme.rules.progress import elapsed, progress
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory
from tests.people.factories import PersonFactory
from tests.places.factories import municipality
from tests.programme.factories import (
    AudienceFactory,
    ParticipationFactory,
    ProgrammeFactory,
    region_of,
)

pytestmark = pytest.mark.django_db

# Davis, Gardner and Gardner (1941), Deep South: how many of 18 women came to each of 14 events.
DAVIS = (3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3)
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def counted(question: Question, frequency: str = "month") -> engine.Count:
    programme = question.programme
    assert programme.starts_on and programme.ends_on
    periods = periods_of(programme.starts_on, programme.ends_on, frequency)
    return engine.look(question, edges_of(periods, zone_of(programme)), [engine.ONCE])[engine.ONCE]


def seat(programme: Programme, when: str, **more: object) -> Participation:
    return ParticipationFactory(programme=programme, joined_at=moment(when), **more)


# Periods begin and end at midnight where the programme is


def test_periods_begin_and_end_at_midnight_where_the_programme_is():
    programme = ProgrammeFactory(zone="America/Merida")
    seat(programme, "2026-04-01T05:30")  # 31 March, 23:30 in Mérida
    count = counted(Question("participants", programme))
    assert [count.total(month) for month in (1, 2, 3)] == [0, 1, 0]


def test_a_day_is_counted_whole_on_both_ends():
    programme = ProgrammeFactory(zone="America/Merida")
    seat(programme, "2026-01-01T06:00")  # the very first moment
    seat(programme, "2027-01-01T05:59")  # the last minute
    seat(programme, "2027-01-01T06:00")  # a moment too late
    seat(programme, "2026-01-01T05:59")  # a minute too early
    count = counted(Question("participants", programme), "once")
    assert count.total(0) == 2


# Kinds of counting


def test_89_participations_are_18_people():
    """Whoever knows only the attendance of each event knows bounds, never 89."""
    values = [
        Reported(dt.date(2026, 1, n), dt.date(2026, 1, n), "", Decimal(size))
        for n, size in enumerate(DAVIS, start=1)
    ]
    assert joined(values, "sum").value == 89
    known = joined(values, "distinct")
    assert (known.value, known.least, known.most) == (None, 14, 89)


def test_people_of_several_facts_are_counted_once_and_facts_are_added_up():
    programme = ProgrammeFactory()
    people = PersonFactory.create_batch(3)
    for number, audience in enumerate(AudienceFactory.create_batch(4, programme=programme)):
        for person in people[: number % 3 + 1]:
            seat(programme, f"2026-0{number + 1}-10", person=person, audience=audience)
    question = Question("participants", programme)
    assert programme.starts_on and programme.ends_on
    edges = edges_of(
        periods_of(programme.starts_on, programme.ends_on, "month"), zone_of(programme)
    )
    found = engine.look(question, edges, [engine.ONCE, engine.FACTS])
    different, added = found[engine.ONCE], found[engine.FACTS]
    assert [different.total(n) for n in range(4)] == [1, 2, 3, 1]
    assert [different.total(n, to_date=True) for n in range(4)] == [1, 2, 3, 3]
    assert [added.total(n, to_date=True) for n in range(4)] == [1, 3, 6, 7]


def test_percentages_do_not_add_up():
    regions = [
        Reported(YEAR.starts_on, YEAR.ends_on, "a", part=Decimal(30), whole=Decimal(40)),
        Reported(YEAR.starts_on, YEAR.ends_on, "b", part=Decimal(5), whole=Decimal(10)),
    ]
    together = joined(regions, "percentage")
    assert (together.value, together.part, together.whole) == (70, 35, 50)


def test_the_last_value_is_the_latest_one_of_the_whole():
    early = Reported(day("2026-01-01"), day("2026-03-31"), value=Decimal(7))
    late = Reported(day("2026-04-01"), day("2026-06-30"), value=Decimal(5))
    region = Reported(day("2026-07-01"), day("2026-09-30"), "a", Decimal(99))
    other = Reported(day("2026-07-01"), day("2026-09-30"), "b", Decimal(1))
    assert joined([early, late], "last").value == 5
    assert joined([region, other], "last").value is None


# Whoever changes in between


def test_ana_moves_from_puebla_to_oaxaca():
    """The worked table: in each period she stands where her last fact of it was recorded."""
    programme = ProgrammeFactory()
    puebla = region_of(programme, "puebla", [municipality("21140")])
    oaxaca = region_of(programme, "oaxaca", [municipality("20067")])
    one, two = AudienceFactory.create_batch(2, programme=programme)
    ana = PersonFactory()
    seat(programme, "2026-02-10", person=ana, region=puebla, audience=one)
    seat(programme, "2026-03-20", person=ana, region=oaxaca, audience=two)
    question = Question("participants", programme, groups=("region",))
    here, there = str(puebla.uuid), str(oaxaca.uuid)
    months, quarters = counted(question), counted(question, "quarter")
    assert quarters.by("region", 0) == {there: 1}
    assert months.by("region", 1) == {here: 1}
    assert months.by("region", 2) == {there: 1}
    assert months.by("region", 2, to_date=True) == {there: 1}
    assert [months.total(n, to_date=True) for n in (0, 1, 2)] == [0, 1, 1]


def test_each_stands_in_one_sector():
    crafts, _music, design = (
        SectorFactory(slug=slug, order=order)
        for order, slug in enumerate(("crafts", "music", "design"), start=1)
    )
    when = moment("2026-01-10T12:00")
    workshop = OrganisationFactory(sectors=[design, crafts], listed_at=when)
    studio = OrganisationFactory(sectors=[design], listed_at=when)
    OrganisationFactory(listed_at=when)
    programme = ProgrammeFactory()
    ana, bruno = PersonFactory(joined_at=when), PersonFactory(joined_at=when)
    AffiliationFactory(
        person=ana, organisation=workshop, state="ended", ends_on=day("2026-02-28"), starts_on=None
    )
    AffiliationFactory(person=ana, organisation=studio, starts_on=day("2026-03-01"))
    audience = AudienceFactory(programme=programme)
    seat(programme, "2026-02-10T12:00", person=ana, audience=audience)
    for person in (ana, bruno):
        seat(programme, "2026-03-20T12:00", person=person)

    organisations = counted(Question("organisations_listed", programme, groups=("sector",)))
    assert organisations.by("sector", 0) == {"crafts": 1, "design": 1, "": 1}
    assert organisations.total(0) == 3
    people = Question("participants", programme, groups=("sector",))
    months, quarters = counted(people), counted(people, "quarter")
    assert months.by("sector", 1) == {"crafts": 1}
    assert months.by("sector", 2) == {"design": 1, "": 1}
    assert quarters.by("sector", 0) == {"design": 1, "": 1}


def test_a_sector_is_asked_for_only_where_it_is_told_apart():
    programme = ProgrammeFactory()
    edges = moment("2026-01-01T00:00"), moment("2027-01-01T00:00")
    plain = as_sql(Question("participants", programme, groups=("gender",)), *edges)[0]
    told = as_sql(Question("participants", programme, groups=("sector",)), *edges)[0]
    assert "network_sector" not in plain
    assert "network_sector" in told


def test_a_corrected_sex_corrects_the_past_too():
    programme = ProgrammeFactory()
    ana = PersonFactory(gender="not_stated")
    seat(programme, "2026-02-10", person=ana)
    question = Question("participants", programme, groups=("gender",))
    assert counted(question).by("gender", 1) == {"not_stated": 1}
    ana.gender = "woman"
    ana.save()
    assert counted(question).by("gender", 1) == {"woman": 1}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (2012, "0-14"),
        (2011, "15-24"),
        (2002, "15-24"),
        (2001, "25-34"),
        (1962, "50-64"),
        (1961, "65+"),
        (None, ""),
    ],
)
def test_age_is_the_year_of_the_fact_less_the_year_of_birth(born, band):
    programme = ProgrammeFactory()
    seat(programme, "2026-02-10", person=PersonFactory(birth_year=born))
    assert counted(Question("participants", programme, groups=("age",))).by("age", 1) == {band: 1}


# Several programmes, several owners


def test_a_person_in_two_programmes_is_one_in_each():
    ana = PersonFactory()
    programmes = ProgrammeFactory.create_batch(2)
    for programme in programmes:
        seat(programme, "2026-02-10", person=ana)
    for programme in programmes:
        assert counted(Question("participants", programme), "once").total(0) == 1


def test_an_indicator_counts_where_it_holds():
    programme = ProgrammeFactory()
    directors = AudienceFactory(programme=programme, slug="directors")
    seat(programme, "2026-02-10", audience=directors)
    seat(programme, "2026-02-10")
    question = Question("participants", programme, {"audience": ["directors"]})
    assert counted(question, "once").total(0) == 1


def test_what_bears_no_programme_counts_by_its_place():
    """People who joined the network count in a programme if they live in its regions."""
    programme = ProgrammeFactory()
    puebla = region_of(programme, "puebla", [municipality("21140").parent])
    for key in ("21140", "20067"):
        PersonFactory(territory=municipality(key), joined_at=moment("2026-02-10"))
    question = Question("people_joined", programme, groups=("region",))
    assert counted(question, "once").by("region", 0) == {str(puebla.uuid): 1}
    within = Question("people_joined", programme, {"region": ["puebla"]})
    assert counted(within, "once").total(0) == 1


def test_places_and_regions_are_counted_once_however_many_people_they_have():
    programme = ProgrammeFactory()
    region = region_of(programme, "puebla", [municipality("21140").parent])
    for key in ("21140", "21140", "21114"):
        seat(
            programme,
            "2026-02-10",
            person=PersonFactory(territory=municipality(key)),
            region=region,
        )
    seat(programme, "2026-02-10", person=PersonFactory(territory=None))
    assert counted(Question("municipalities", programme), "once").total(0) == 2
    assert counted(Question("regions", programme), "once").total(0) == 1


# Declared values


def test_a_value_of_the_whole_is_the_total_and_regions_are_added_up_where_there_is_none():
    first, second = ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")
    values = [
        Reported(day(first[0]), day(first[1]), "", Decimal(10)),
        Reported(day(first[0]), day(first[1]), "a", Decimal(4)),
        Reported(day(second[0]), day(second[1]), "a", Decimal(3)),
        Reported(day(second[0]), day(second[1]), "b", Decimal(2)),
    ]
    together = joined(values, "sum")
    assert together.value == 15
    assert together.answered == {"a", "b"}


# Against the target, and against time


@pytest.mark.parametrize(
    ("value", "target", "baseline", "on", "standing"),
    [
        (100, 100, None, "2026-03-01", "reached"),
        (50, 100, None, "2026-07-02", "on_course"),
        (40, 100, None, "2026-07-02", "behind"),
        (99, 100, None, "2027-01-01", "missed"),
        (4, 2, 6, "2026-07-02", "on_course"),  # fewer is better: from 6 down to 2
        (None, 100, None, "2026-07-02", "unknown"),
        (5, 5, 5, "2026-07-02", "reached"),
        (6, 5, 5, "2026-07-02", "unknown"),
    ],
)
def test_progress_and_time(value, target, baseline, on, standing):
    told = progress(
        None if value is None else Decimal(value),
        Decimal(target),
        YEAR,
        day(on),
        baseline=None if baseline is None else Decimal(baseline),
    )
    assert told.standing == standing


def test_elapsed_counts_days():
    assert elapsed(YEAR, day("2025-12-31")) == 0
    assert elapsed(YEAR, day("2026-01-01")) == Decimal(1) / 365
    assert elapsed(YEAR, day("2027-05-01")) == 1


# Parity


@pytest.mark.parametrize(
    ("women", "men", "index", "adjusted"),
    [(40, 50, "0.8", "0.8"), (50, 40, "1.25", "1.2"), (45, 45, "1", "1")],
)
def test_parity_index_of_the_published_example(women, men, index, adjusted):
    """UNESCO Institute for Statistics, Glossary, adjusted gender parity index."""
    assert parity.gpi(Decimal(women), Decimal(men)) == Decimal(index)
    assert parity.gpia(Decimal(women), Decimal(men)) == Decimal(adjusted)


def test_berkeley_1973_points_the_other_way_than_its_departments():
    """Bickel, Hammel and O'Connell, Science 187 (1975): all applicants of the six largest departments."""
    women, men = Decimal(557) / 1835, Decimal(1198) / 2691
    index = parity.gpi(women, men)
    assert index is not None
    assert round(index, 4) == Decimal("0.6818")
    assert not parity.is_even(index)


def test_amounts_are_added_up_where_facts_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = ProgrammeFactory()
    seat(programme, "2026-01-10")
    seat(programme, "2026-03-10")
    people = measures.get("participants")

    def paid(since: dt.datetime, until: dt.datetime) -> Any:
        return people.rows(since, until).annotate(amount=Value(12))

    hours = dataclasses.replace(people, rows=paid, has_amount=True)
    monkeypatch.setattr(measures, "get", lambda name: hours)
    assert programme.starts_on and programme.ends_on
    periods = periods_of(programme.starts_on, programme.ends_on, "quarter")
    edges = edges_of(periods, zone_of(programme))
    found = engine.look(Question("hours", programme), edges, [engine.FACTS, engine.ONCE])
    assert found[engine.FACTS].total(0) == 24
    assert found[engine.ONCE].total(0) == 2
