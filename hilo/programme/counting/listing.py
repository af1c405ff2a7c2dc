"""The fixed list of tables about people that strangers may see, cell by cell: who is counted in each.

Of a programme: whoever has come, and what its public indicators count. Of the network: whoever has come to
any public programme. The rule: docs/algorithms/small-numbers.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hilo.core.registries import measures
from hilo.places.models import Place
from hilo.programme import queries
from hilo.programme.counting.engine import Vector
from hilo.programme.counting.facts import Question
from hilo.programme.counting.members import units_in
from hilo.programme.counting.moments import house_zone, midnight
from hilo.programme.counting.tallies import PART, WHOLE, asked_of
from hilo.programme.models import (
    Indicator,
    InsidePublication,
    Participation,
    Programme,
    Publication,
)
from hilo.programme.rules.periods import Period, periods_of

CAME = ""  # whoever has come, where the number of an indicator stands elsewhere
SPLITS = ("region", "gender", "audience")
SHAPE = "shape"  # the state or country that a map draws, by the code of its place
FIRST = {value: place for place, value in enumerate(("woman", "man", "not_stated", "other"))}
# Of which number, split by what («», region, gender, audience, shape, until), which value.
Cell = tuple[str, str, str]
Listed = tuple[Cell, frozenset[int]]
Questions = Mapping[str, Question]


def questions_of(programme: Programme) -> dict[str, Question]:
    """What is asked about people: who has come, then what public indicators count, by their number.

    The whole of a percentage is asked too: who knows a percentage and its whole knows its part.
    """
    came = {CAME: Question("arrivals", programme, {}, (*SPLITS, "place"))}
    return came | _asked(programme, programme.indicators.filter(is_public=True))


def confidential_of(programme: Programme) -> dict[str, Question]:
    """What is asked about people in confidence, by public indicators and by others."""
    return _asked(programme, [one for one in programme.indicators.all() if one.is_confidential])


def _asked(programme: Programme, indicators: Iterable[Indicator]) -> dict[str, Question]:
    found = {}
    for one in indicators:
        one.programme = programme
        for side, suffix in ((PART, ""), (WHOLE, "/")):
            question = _question(one, side)
            if question is not None:
                found[f"{one.code}{suffix}"] = question
    return found


def _question(indicator: Indicator, side: str) -> Question | None:
    measure, where = asked_of(indicator, side)
    if not measure or measures.get(measure).unit != "people":
        return None
    split = measures.get(measure).split
    has_region = "region" in split or "place" in split
    groups = tuple(one for one in SPLITS if one in split or (one == "region" and has_region))
    return Question(measure, indicator.programme, dict(where), groups)


def cells_of(
    programme: Programme, questions: Questions, period: Period, *, earlier: bool = True
) -> Iterator[Listed]:
    """The whole list, in its order: totals first, then what they were `earlier`, then their splits."""
    units = {code: units_in(question, period) for code, question in questions.items()}
    for code, found in units.items():
        yield (code, "", ""), frozenset(found)
    if earlier:
        yield from _until(questions, period)
    for split in SPLITS:
        for code, question in questions.items():
            if split in question.groups:
                yield from _split(code, split, _by(question, split, units[code]))
    if CAME in questions:
        yield from _split(
            CAME, SHAPE, _shapes(programme, _by(questions[CAME], "place", units[CAME]))
        )


def _until(questions: Questions, period: Period) -> Iterator[Listed]:
    """Everybody from the first day to the end of each quarter but the last."""
    for quarter in periods_of(period.starts_on, period.ends_on, "quarter")[:-1]:
        until = Period(period.starts_on, quarter.ends_on)
        for code, question in questions.items():
            yield (code, "until", str(quarter.ends_on)), frozenset(units_in(question, until))


def _by(question: Question, split: str, found: Mapping[int, Vector]) -> dict[int, str]:
    """The group of each unit in one split; "" is not stated."""
    position = question.groups.index(split)
    return {unit: vector[position] for unit, vector in found.items()}


def _split(code: str, split: str, groups: Mapping[int, str]) -> Iterator[Listed]:
    """A cell for each group; women and men come first, so that what must be hidden is rather the rest."""
    for value in sorted(set(groups.values()), key=lambda one: (FIRST.get(one, len(FIRST)), one)):
        people = frozenset(unit for unit, group in groups.items() if group == value)
        yield (code, split, value), people


def _shapes(programme: Programme, places: Mapping[int, str]) -> dict[int, str]:
    """The shape on the programme's map in which each person lives; "" where it draws none."""
    countries = queries.countries_of(queries.regions_of(programme))
    is_mexico = queries.area_of(countries) == "mexico"
    lines = Place.objects.values_list("code", "kind", "parent__code", "parent__parent__code")
    shapes = {line[0]: _shape(*line, is_mexico=is_mexico) for line in lines}
    return {unit: shapes.get(code, "") for unit, code in places.items()}


def _shape(code: str, kind: str, above: str | None, top: str | None, *, is_mexico: bool) -> str:
    if not is_mexico:
        return top or above or code
    if kind == Place.Kind.COUNTRY:
        return ""
    return (above or "") if kind == Place.Kind.MUNICIPALITY else code


# The whole network.


def cells_of_network(day: dt.date) -> Iterator[Listed]:
    """Whoever has come to a public programme by the end of `day`: all of them, and by sex."""
    until = midnight(day + dt.timedelta(days=1), house_zone())
    rows = Participation.objects.arrived().filter(
        programme__in=Programme.objects.public(), joined_at__lt=until, person__joined_at__lt=until
    )
    genders = dict(rows.values_list("person", "person__gender"))
    yield (CAME, "", ""), frozenset(genders)
    yield from _split(CAME, "gender", genders)


# What was published already.


def plain(questions: Questions) -> dict[str, Any]:
    """Questions as a publication keeps them, to be asked again when its indicators have changed."""
    return {
        code: {
            "measure": one.measure,
            "where": {name: list(values) for name, values in one.where.items()},
            "groups": list(one.groups),
        }
        for code, one in questions.items()
    }


def told_by(made: Publication | InsidePublication) -> list[frozenset[int]]:
    """The people behind each number that `made` shows, as far as the records still know them."""
    shown = set(_shown(made.content))
    return [people for cell, people in _listed_by(made) if people and cell in shown]


def _listed_by(made: Publication | InsidePublication) -> Iterable[Listed]:
    programme, content = made.programme, made.content
    if programme is None:
        return cells_of_network(made.as_of)
    questions = {
        code: Question(one["measure"], programme, one["where"], tuple(one["groups"]))
        for code, one in content["asked"].items()
        if one["measure"] in measures
    }
    period = Period(dt.date.fromisoformat(content["from"]), made.as_of)
    return cells_of(programme, questions, period, earlier=isinstance(made, Publication))


def _shown(content: Mapping[str, Any]) -> Iterator[Cell]:
    for code, rows in content["people"].items():
        for split, value, number in rows:
            if number is not None:
                yield code, split, value
