"""A programme with something to show: people in two regions, three indicators, targets. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hilo.core.text import Text
from hilo.programme.counting import tallies
from hilo.programme.models import Indicator, Programme
from tests.people.factories import PersonFactory
from tests.places.factories import state
from tests.programme.factories import (
    AudienceFactory,
    IndicatorFactory,
    ParticipationFactory,
    ProgrammeFactory,
    ResultFactory,
    TargetFactory,
    region_of,
)

FIRST, LAST = dt.date(2025, 7, 1), dt.date(2026, 6, 30)  # three quarters are over at the beginning
TODAY = dt.date(2026, 3, 10)


@dataclass
class Told:
    """What was made."""

    programme: Programme
    puebla: Any
    oaxaca: Any
    people: Indicator
    share: Indicator
    declared: Indicator


def told(women: int = 8, men: int = 7, far: int = 3) -> Told:
    """So many women and men in Puebla, and men in Oaxaca, all since last autumn; counted."""
    programme: Programme = ProgrammeFactory(starts_on=FIRST, ends_on=LAST)
    puebla = region_of(programme, "puebla", [state("21")])
    oaxaca = region_of(programme, "oaxaca", [state("20")])
    AudienceFactory(programme=programme, slug="makers")
    for count, gender, region in (
        (women, "woman", puebla),
        (men, "man", puebla),
        (far, "man", oaxaca),
    ):
        seated(programme, count, gender, region)
    result = ResultFactory(programme=programme, code="R1")
    women_of = {"gender": ["woman"]}
    found = Told(
        programme,
        puebla,
        oaxaca,
        people=measured(programme, "1", result=result),
        share=measured(
            programme, "2", counting="percentage", where=women_of, of_measure="participants"
        ),
        declared=IndicatorFactory(programme=programme, code="3", counting="distinct"),
    )
    TargetFactory(indicator=found.people, starts_on=FIRST, ends_on=LAST, value=40)
    TargetFactory(indicator=found.people, starts_on=FIRST, ends_on=LAST, value=9, region=puebla)
    tallies.recount(programme)
    return found


def seated(programme: Programme, count: int, gender: str, region: Any, on: str = "") -> None:
    moment = dt.datetime.fromisoformat(f"{on or '2025-10-15'}T12:00:00+00:00")
    for _number in range(count):
        person = PersonFactory(gender=gender, joined_at=moment)
        ParticipationFactory(programme=programme, region=region, person=person, joined_at=moment)


def measured(programme: Programme, code: str, **more: Any) -> Indicator:
    fields = {
        "title": Text.of("es", f"Personas formadas {code}"),
        "unit": Text.of("es", "personas"),
        "counting": "distinct",
        "measure": "participants",
    }
    made: Indicator = IndicatorFactory(programme=programme, code=code, **fields | more)
    return made
