"""Everything that the dashboard shows, as plain data: what a snapshot keeps and what is taken home as a file.

Texts keep all their languages, days are ISO 8601, numbers are decimal text: the same data are always the
same bytes (`canonical`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hilo.core import registries
from hilo.core.installation import the_installation
from hilo.core.text import Text
from hilo.places.models import Region
from hilo.programme import groups, queries
from hilo.programme.counting import divided
from hilo.programme.counting.dashboard import Line, View, known_until, lines_of
from hilo.programme.models import Indicator, Programme, Result
from hilo.programme.rules.joining import Joined
from hilo.programme.rules.periods import Period

VERSION = 1
TO_DATE = "to_date"
TEXTS = ("title", "definition", "unit", "why", "source", "method", "baseline_note")
Plain = dict[str, Any]


def canonical(content: Plain) -> bytes:
    """The one way to write `content`: keys in their order, no spaces, UTF-8."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return told.encode()


def digest(content: Plain) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def content_of(programme: Programme, view: View) -> Plain:
    """The whole dashboard of `programme` as plain data."""
    lines = lines_of(programme, view)
    regions = queries.regions_of(programme)
    return {
        "version": VERSION,
        "as_of": str(view.day),
        "is_demonstration": the_installation().is_demonstration,
        "programme": _programme(programme),
        "regions": [_named(one, one.slug) | {"uuid": str(one.uuid)} for one in regions],
        "audiences": [_named(one, one.slug) for one in programme.audiences.all()],
        "results": [_result(one) for one in programme.results.select_related("above")],
        "asked": {"region": view.region, "audience": view.audience},
        "indicators": [_indicator(one, regions, view) for one in lines],
    }


def text(value: Text | None) -> Plain:
    """A text with all its languages."""
    return value.stored() if value else {}


def _programme(programme: Programme) -> Plain:
    return {
        "uuid": str(programme.uuid),
        "slug": programme.slug,
        "acronym": programme.acronym,
        "name": text(programme.name),
        "starts_on": _day(programme.starts_on),
        "ends_on": _day(programme.ends_on),
        "parties": [{"role": one.role, "name": text(one.name)} for one in programme.parties.all()],
    }


def _named(one: Any, slug: str) -> Plain:
    return {"slug": slug, "name": text(one.name)}


def _result(one: Result) -> Plain:
    told = {name: text(getattr(one, name)) for name in ("title", "about", "assumptions", "risks")}
    return told | {
        "code": one.code,
        "level": one.level,
        "above": one.above.code if one.above else "",
    }


def _indicator(line: Line, regions: Sequence[Region], view: View) -> Plain:
    one = line.indicator
    return {name: text(getattr(one, name)) for name in TEXTS} | {
        "uuid": str(one.uuid),
        "code": one.code,
        "result": one.result.code if one.result else "",
        "owner": text(one.owner.name) if one.owner else {},
        "counting": one.counting,
        "frequency": one.frequency,
        "rises": one.rises,
        "is_public": one.is_public,
        "counted": _counted(one),
        "baseline": number(one.baseline),
        "baseline_year": one.baseline_year,
        "standing": line.standing,
        "target": _aim(line),
        "evidence": line.levels,
        "value": value(line.value),
        "targets": [_target(target) for target in one.targets.all()],
        "values": list(_values(line, regions, view)),
        "splits": list(_divided(line, view)),
    }


def _counted(indicator: Indicator) -> Plain:
    """What Hilo counts for it, and where it holds; empty where people declare it."""
    if indicator.measure not in registries.measures:
        return {}
    return {
        "measure": indicator.measure,
        "where": indicator.where,
        "of_measure": indicator.of_measure,
        "of_where": indicator.of_where,
    }


def _aim(line: Line) -> Plain:
    if line.aim is None:
        return {}
    told = line.aim.progress
    return {
        "value": number(line.aim.target),
        "from": str(line.aim.period.starts_on),
        "to": str(line.aim.period.ends_on),
        "share": number(told.share and round(told.share, 4)),
        "elapsed": number(round(told.elapsed, 4)),
    }


def _target(target: Any) -> Plain:
    region = target.region.slug if target.region else ""
    days = {"from": str(target.starts_on), "to": str(target.ends_on)}
    return days | {"region": region, "value": number(target.value)}


def _values(line: Line, regions: Sequence[Region], view: View) -> Iterator[Plain]:
    """Every period of the indicator, and to date: everybody, each region, each sex, each sex in each region."""
    for period in known_until(line.indicator, view.day):
        for where, names in _groups(line, regions, view):
            told = line.numbers.within(period, where)
            if told.is_known:
                yield _days(period) | names | value(told)
    for where, names in _groups(line, regions, view):
        told = line.numbers.to_date(view.day, where)
        if told.is_known:
            yield {"from": TO_DATE, "to": str(view.day)} | names | value(told)


def _groups(line: Line, regions: Sequence[Region], view: View) -> Iterator[tuple[Plain, Plain]]:
    genders = ["", *(f"={one}" for one in line.numbers.groups("gender"))]
    places = [None] if view.region else [None, *regions]
    for region in places:
        for gender in genders:
            where = {**view.where}
            if region is not None:
                where["region"] = str(region.uuid)
            if gender:
                where["gender"] = gender[1:]
            slug = region.slug if region else ""
            yield where, {"region": slug, "gender": (gender[1:] or "not_stated") if gender else ""}


def _divided(line: Line, view: View) -> Iterator[Plain]:
    """To date, by the groups of each split that was chosen, with the names that were written for them."""
    if view.where:
        return
    for split in divided.splits_of(line.indicator):
        found = divided.to_date(line.indicator, line.numbers, split, view.day)
        texts = groups.texts_of(split, found, line.indicator.programme)
        for code in groups.in_order(split, found):
            if found[code].is_known:
                name = text(texts.get(code))
                yield {"split": split, "group": code, "name": name} | value(found[code])


def _days(period: Period) -> Plain:
    return {"from": str(period.starts_on), "to": str(period.ends_on)}


def value(told: Joined) -> Plain:
    """What is known of a number; what is not known is left out."""
    found: Plain = {
        name: number(getattr(told, name)) for name in ("value", "least", "most", "part", "whole")
    }
    found |= {"words": told.words, "answered": len(told.answered) or None}
    return {name: each for name, each in found.items() if each not in (None, "")}


def number(amount: Decimal | None) -> str | None:
    """A number as text, without needless zeros: 12.5000 is 12.5, and 100 stays 100."""
    if amount is None:
        return None
    plain = f"{round(Decimal(amount), 6):f}"
    return (plain.rstrip("0").rstrip(".") or "0") if "." in plain else plain


def _day(day: Any) -> str:
    return str(day) if day else ""
