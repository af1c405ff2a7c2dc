"""What strangers see: the fixed list of tables about people, as of the end of a period.

The rule: docs/algorithms/small-numbers.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hilo.core.registries import measures
from hilo.core.time import now
from hilo.programme.counting.facts import Question
from hilo.programme.counting.members import units_in
from hilo.programme.counting.tallies import PART, WHOLE, asked_of
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Indicator, Programme, Publication
from hilo.programme.queries import indicators as reads
from hilo.programme.rules import suppression
from hilo.programme.rules.periods import Period, periods_of

SPLITS = ("region", "gender", "audience")
Cell = tuple[
    str, str, str
]  # of which number, by what («», region, gender, audience, until), which value
Listed = tuple[Cell, frozenset[int]]


def publish(programme: Programme) -> Publication | None:
    """Work out what strangers see as of the last quarter that is over; None before the first one."""
    period = closed(programme)
    if period is None:
        return None
    content = {"people": people_of(programme, period), "others": others_of(programme, period)}
    made, _is_new = Publication.objects.update_or_create(
        programme=programme,
        as_of=period.ends_on,
        defaults={"content": content, "made_at": now()},
    )
    return made


def closed(programme: Programme) -> Period | None:
    """From the first day of the programme to the last day of the last quarter that is over."""
    quarters = _closed_quarters(programme)
    return Period(quarters[0].starts_on, quarters[-1].ends_on) if quarters else None


def _closed_quarters(programme: Programme) -> list[Period]:
    whole = reads.whole_of(programme)
    if whole is None:
        return []
    today = reads.today_of(programme)
    quarters = periods_of(whole.starts_on, whole.ends_on, "quarter")
    return [one for one in quarters if one.is_over(today)]


def people_of(programme: Programme, period: Period) -> dict[str, list[list[Any]]]:
    """For each indicator about people, by number: what it is split by, the group, and how many, or None."""
    cells = list(_cells(programme, period))
    verdict = suppression.shown(cells)
    found: dict[str, list[list[Any]]] = {}
    for cell, people in cells:
        code, split, value = cell
        found.setdefault(code, []).append([split, value, len(people) if verdict[cell] else None])
    return found


def _cells(programme: Programme, period: Period) -> Iterator[Listed]:
    """The whole list, in its order: totals first, then what they were earlier, then their splits."""
    asked = _asked_of_people(programme)
    units = {code: units_in(question, period) for code, question in asked.items()}
    for code, found in units.items():
        yield (code, "", ""), frozenset(found)
    for quarter in _closed_quarters(programme)[:-1]:
        until = Period(period.starts_on, quarter.ends_on)
        for code, question in asked.items():
            yield (code, "until", str(quarter.ends_on)), frozenset(units_in(question, until))
    for split in SPLITS:
        for code, question in asked.items():
            if split in question.groups:
                yield from _split(code, split, question, units[code])


def _split(code: str, split: str, question: Question, found: dict[int, Any]) -> Iterator[Listed]:
    position = question.groups.index(split)
    for value in sorted({vector[position] for vector in found.values()}):
        people = frozenset(unit for unit, vector in found.items() if vector[position] == value)
        yield (code, split, value), people


def _asked_of_people(programme: Programme) -> dict[str, Question]:
    """The questions about people that public indicators ask, by the number of the indicator.

    The whole of a percentage is asked too: who knows a percentage and its whole knows its part.
    """
    found: dict[str, Question] = {}
    for one in programme.indicators.filter(is_public=True).exclude(measure=""):
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


def others_of(programme: Programme, period: Period) -> dict[str, float | None]:
    """The public numbers that are not about people, as of the same day."""
    found: dict[str, float | None] = {}
    rows = programme.indicators.filter(is_public=True).select_related("tally")
    for one in rows:
        one.programme = programme
        if one.is_measured and measures.get(one.measure).unit == "people":
            continue
        value = numbers_of(one).to_date(period.ends_on).value
        found[one.code] = None if value is None else float(value)
    return found


def latest(programme: Programme) -> Publication | None:
    """What strangers see now."""
    return programme.publications.first()


def is_due(programme: Programme) -> bool:
    """Whether a quarter is over that nothing was published of."""
    period = closed(programme)
    if period is None:
        return False
    return not programme.publications.filter(as_of=period.ends_on).exists()
