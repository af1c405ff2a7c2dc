"""A programme of 100,000 people and a million facts, written by the database itself. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from hilo.core.text import Text
from hilo.people.models import Person
from hilo.programme.models import Indicator, Programme, Target
from tests.people.factories import PersonFactory
from tests.places.factories import everything, state
from tests.programme.factories import AudienceFactory, ProgrammeFactory, region_of

PEOPLE = 100_000
AUDIENCES = 10  # each person takes part in all of them: a million facts
REGIONS = 9
FIRST, LAST = dt.date(2024, 4, 1), dt.date(2026, 3, 31)  # eight quarters
GENDERS = ("woman", "man", "not_stated")

_UUID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
_MOMENT = {
    "sqlite": "datetime('2024-04-01', '+' || (({n}) %% 729) || ' days', '+13 hours')",
    "postgresql": "TIMESTAMPTZ '2024-04-01 13:00Z' + (({n}) %% 729) * INTERVAL '1 day'",
}
# Whoever has a number that 10 divides moves one region on from audience to audience.
_FACTS = """
INSERT INTO programme_participation (uuid, programme_id, person_id, audience_id, region_id, joined_at)
SELECT {uuid}, {programme}, person.id, audience.id, region.id, {moment}
FROM people_person person
JOIN programme_audience audience ON audience.programme_id = {programme}
JOIN places_region region ON region.owner = {owner}
    AND region."order" = (person.id + CASE WHEN person.id %% 10 = 0 THEN audience."order" ELSE 0 END) %% {regions}
"""


def furnish(people: int = PEOPLE) -> Programme:
    """The programme, with its people, its facts and forty indicators with their targets."""
    programme: Programme = ProgrammeFactory(starts_on=FIRST, ends_on=LAST)
    _regions(programme)
    for number in range(AUDIENCES):
        AudienceFactory(programme=programme, slug=f"a{number}", order=number)
    _people(people)
    _facts(programme)
    _indicators(programme)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return programme


def _regions(programme: Programme) -> None:
    everything()
    for number in range(REGIONS):
        region = region_of(programme, f"r{number}", [state(f"{number + 1:02}")])
        region.order = number
        region.save()


def _people(count: int) -> None:
    one = PersonFactory.build()
    joined = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    Person.objects.bulk_create(
        (
            Person(
                given_name=one.given_name,
                family_name=f"{one.family_name} {number}",
                gender=GENDERS[number % 3],
                joined_at=joined,
            )
            for number in range(count)
        ),
        batch_size=5000,
    )


def _facts(programme: Programme) -> None:
    vendor = connection.vendor
    owner = programme.uuid.hex if vendor == "sqlite" else str(programme.uuid)
    asked = _FACTS.format(
        uuid=_UUID[vendor],
        programme=programme.pk,
        moment=_MOMENT[vendor].format(n='person.id * 7919 + audience."order" * 104729'),
        owner=f"'{owner}'",
        regions=REGIONS,
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [])


def _indicators(programme: Programme) -> None:
    """Ten audiences: how many people, how often, the share of women; and ten of everybody."""
    made = [row for number in range(AUDIENCES) for row in _of_audience(programme, number)]
    made += [
        _indicator(programme, f"all.{number}", measure="participants")
        for number in range(AUDIENCES)
    ]
    for one in Indicator.objects.bulk_create(made):
        Target.objects.create(indicator=one, starts_on=FIRST, ends_on=LAST, value=50)


def _of_audience(programme: Programme, number: int) -> list[Indicator]:
    here = {"measure": "participants", "where": {"audience": [f"a{number}"]}}
    women = {"audience": [f"a{number}"], "gender": ["woman"]}
    share = {
        "measure": "participants",
        "where": women,
        "of_measure": "participants",
        "of_where": here["where"],
    }
    return [
        _indicator(programme, f"{number}.1", **here),
        _indicator(programme, f"{number}.2", counting="sum", **here),
        _indicator(programme, f"{number}.3", counting="percentage", **share),
    ]


def _indicator(programme: Programme, code: str, **more: Any) -> Indicator:
    title = Text.of("es", f"Personas formadas {code}")
    fields = {"title": title, "counting": "distinct", "unit": Text.of("es", "personas")} | more
    return Indicator(programme=programme, code=code, **fields)


# What it costs.


def cpu() -> float:
    """CPU seconds so far of this process, and of its PostgreSQL where that runs on this machine."""
    spent = time.process_time()
    if connection.vendor != "postgresql":
        return spent
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return spent + sum(
        int(task.read_text().split()[0]) / 1e9
        for task in Path(f"/proc/{backend}/task").glob("*/schedstat")
    )


def cost(act: Callable[[], Any], times: int = 9) -> float:
    """The median CPU seconds of `act`, the first of which is not counted."""
    act()
    spent = []
    for _ in range(times):
        before = cpu()
        act()
        spent.append(cpu() - before)
    return statistics.median(spent)
