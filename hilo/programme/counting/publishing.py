"""What strangers see: numbers as of the end of a quarter, which stand beside all that was published before.

The rule: docs/algorithms/small-numbers.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from hilo.core.locks import lock
from hilo.core.registries import measures
from hilo.core.time import now, today
from hilo.programme.counting import listing
from hilo.programme.counting.listing import Listed, Questions
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import InsidePublication, Programme, Publication
from hilo.programme.queries import indicators as reads
from hilo.programme.rules import suppression
from hilo.programme.rules.periods import Period, calendar_period, periods_of

Groups = list[frozenset[int]]


@transaction.atomic
def publish(programme: Programme) -> Publication | None:
    """Work out what strangers see as of the last quarter that is over; None before the first one."""
    period = closed(programme)
    if period is None:
        return None
    _one_at_a_time()
    questions = listing.questions_of(programme)
    content = {
        "from": str(period.starts_on),
        "asked": listing.plain(questions),
        "people": _people_of(list(listing.cells_of(programme, questions, period))),
        "others": others_of(programme, period),
    }
    return _made(programme, period.ends_on, content)


@transaction.atomic
def publish_network() -> Publication:
    """Work out what strangers see of everybody in public programmes, as of the last quarter."""
    _one_at_a_time()
    day = last_quarter()
    return _made(None, day, {"people": _people_of(list(listing.cells_of_network(day)))})


@transaction.atomic
def tell_inside(programme: Programme) -> InsidePublication | None:
    """Work out what insiders see of what is counted in confidence, as of the last month that is over.

    None where nothing is counted so, and where it is told already.
    """
    period, questions = closed(programme, "month"), listing.confidential_of(programme)
    if period is None or not questions:
        return None
    _one_at_a_time()
    if _is_told(programme, period, questions):
        return None
    cells = list(listing.cells_of(programme, questions, period, earlier=False))
    content = {
        "from": str(period.starts_on),
        "asked": listing.plain(questions),
        "people": people_of(cells, told_to(cells, inside=True)),
    }
    return InsidePublication.objects.create(
        programme=programme, as_of=period.ends_on, content=content, made_at=now()
    )


def _is_told(programme: Programme, period: Period, questions: Questions) -> bool:
    """Whether the last that was told is of this period and answers the same questions."""
    last = programme.inside_publications.first()
    if last is None or last.as_of != period.ends_on:
        return False
    return bool(last.content["asked"] == listing.plain(questions))


def _one_at_a_time() -> None:
    """Two that are published at once would not know of each other, and tell together what neither tells."""
    lock("what strangers read")


def _made(programme: Programme | None, day: dt.date, content: dict[str, Any]) -> Publication:
    told = {"content": content, "made_at": now()}
    return Publication.objects.update_or_create(programme=programme, as_of=day, defaults=told)[0]


def closed(programme: Programme, step: str = "quarter") -> Period | None:
    """From the first day of the programme to the last day of the last quarter (or month) that is over."""
    whole = reads.whole_of(programme)
    if whole is None:
        return None
    today = reads.today_of(programme)
    periods = periods_of(whole.starts_on, whole.ends_on, step)
    over = [one for one in periods if one.is_over(today)]
    return Period(over[0].starts_on, over[-1].ends_on) if over else None


def last_quarter() -> dt.date:
    """The last day of the last calendar quarter that is over where the installation is."""
    return calendar_period(today(), "quarter").starts_on - dt.timedelta(days=1)


def _people_of(cells: Sequence[Listed]) -> dict[str, list[list[Any]]]:
    return people_of(cells, told_to(cells))


def people_of(cells: Sequence[Listed], told: Sequence[Groups]) -> dict[str, list[list[Any]]]:
    """By number of the indicator: what it is split by, the group, and how many people, or None."""
    verdict = suppression.shown(cells, told)
    found: dict[str, list[list[Any]]] = {}
    for cell, people in cells:
        code, split, value = cell
        found.setdefault(code, []).append([split, value, len(people) if verdict[cell] else None])
    return found


def told_to(cells: Iterable[Listed], *, inside: bool = False) -> list[Groups]:
    """What readers know already about the people of `cells`: every publication, oldest first.

    Insiders know besides what was told `inside`. A publication that shares nobody with them, nor with another
    one that does, tells nothing of them.
    """
    order = ("as_of", "made_at", "pk")
    rows: list[Any] = list(Publication.objects.select_related("programme").order_by(*order))
    if inside:
        rows += InsidePublication.objects.select_related("programme").order_by(*order)
    told = [groups for one in rows if (groups := listing.told_by(one))]
    return _tied_to(set().union(*(people for _cell, people in cells)), told)


def _tied_to(people: set[int], told: Sequence[Groups]) -> list[Groups]:
    tied = [any(not people.isdisjoint(group) for group in groups) for groups in told]
    known = people.union(*(group for n, groups in enumerate(told) if tied[n] for group in groups))
    if len(known) > len(people):
        return _tied_to(known, told)
    return [groups for groups, is_tied in zip(told, tied, strict=True) if is_tied]


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


def latest(programme: Programme | None) -> Publication | None:
    """What strangers see now of a programme, or of the whole network."""
    return Publication.objects.filter(programme=programme).first()


def is_due(programme: Programme) -> bool:
    """Whether a quarter is over that nothing was published of."""
    period = closed(programme)
    if period is None:
        return False
    return not programme.publications.filter(as_of=period.ends_on).exists()


def is_network_due() -> bool:
    """Whether a quarter is over of which nothing was published about the whole network."""
    return not Publication.objects.filter(programme=None, as_of=last_quarter()).exists()
