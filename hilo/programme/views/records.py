"""The records behind a number, for those who see results: each unit as a link, as far as the reader may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.people import access as people
from hilo.people.models import Gender, Person
from hilo.programme import access
from hilo.programme.counting import dashboard
from hilo.programme.counting.records import PAGE, Behind, Record
from hilo.programme.counting.tallies import PART, WHOLE, asked_of
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Indicator
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import NOTHING, Joined
from hilo.programme.rules.periods import Period
from hilo.programme.showing import indicators as showing
from hilo.programme.showing import numbers
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions, label_of
from hilo.programme.views.indicators import frame
from hilo.ui import addresses, reader
from hilo.ui.lists.downloads import download
from hilo.ui.tables import Column, Table

FORMS = ("xlsx", "csv")
GROUPS = ("region", "gender", "audience")
ADDRESS = (*GROUPS, "period", "side", "after")
MOST = 2**62


@require_safe
def records(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What was counted: which people, organisations, policies; or which values were declared.

    Nobody is listed where it is counted in confidence.
    """
    indicator = access.indicator_for(request.user, slug, code, to=access.RESULTS)
    asked = Asked(indicator, request.GET)
    lists_records = indicator.is_measured and not indicator.is_confidential
    if lists_records and (form := request.GET.get("as", "")) in FORMS:
        return download(form, indicator.title, asked.columns, asked.every_line(request.user))
    drawn = kept(asked.key_for(request.user), lambda: _drawn(asked, request.user))
    shown = frame(indicator, here=_("Records"), drawn=drawn)
    return render(request, "programme/indicators/records.html", shown)


def _drawn(asked: Asked, viewer: Any) -> str:
    """The page below its title, for whoever may see the same."""
    told = {
        "indicator": asked.indicator,
        "programme": asked.indicator.programme,
        "sheet": asked.indicator.get_absolute_url(),
        "about": asked.in_words,
        "value": numbers.told(asked.indicator, asked.number),
    }
    return render_to_string("programme/indicators/records_drawn.html", told | _shown(asked, viewer))


def _shown(asked: Asked, viewer: Any) -> dict[str, Any]:
    """What stands behind the number; of what is counted in confidence, why nobody is listed."""
    if asked.indicator.is_confidential:
        return {"confidence": numbers.in_confidence(asked.indicator)}
    return _counted(asked, viewer) if asked.indicator.is_measured else _declared(asked)


def _counted(asked: Asked, viewer: Any) -> dict[str, Any]:
    found = asked.behind.page(asked.after) if asked.behind else []
    lines = list(lines_of(asked, found, viewer)) if found else []
    table = Table(rows=lines, columns=asked.columns, caption=_("Records"), on_phone="cards")
    return {
        "counted_at": getattr(getattr(asked.indicator, "tally", None), "counted_at", None),
        "table": table,
        "unseen": len(found) - len(lines),
        "onward": asked.address(after=found[-1].key) if len(found) == PAGE else "",
        "start": asked.address() if asked.after != (0, 0) else "",
        "sides": asked.sides,
        "current": asked.address(),
        "downloads": [asked.address(form=form) for form in FORMS],
    }


def _declared(asked: Asked) -> dict[str, Any]:
    rows, _gone = reads.declared(asked.indicator)
    held = [one for one in rows if asked.holds(one.value)]
    table = showing.values_table(asked.indicator, held, is_insider=True, may_open=True)
    return {"table": table, "is_declared": True}


@dataclass(frozen=True)
class Line:
    """One record as the reader may see it."""

    thing: Any
    at: dt.datetime | None


COLUMNS = (
    Column(
        "name",
        gettext_lazy("Record"),
        lambda line: str(line.thing),
        href=lambda line: address_of(line.thing),
        is_row_name=True,
    ),
    Column("at", gettext_lazy("When"), lambda line: line.at),
)


def address_of(thing: Any) -> str:
    if isinstance(thing, Person):
        return addresses.address_of("people:person", thing.uuid)
    found = getattr(thing, "get_absolute_url", None)
    return str(found()) if found else ""


def lines_of(asked: Asked, found: Sequence[Record], viewer: Any) -> Iterator[Line]:
    """The records that `viewer` may see, in their order."""
    keys = {one.key[0] for one in found}
    seen = {thing.pk: thing for thing in asked.visible_to(viewer).filter(pk__in=keys)}
    return (Line(seen[one.key[0]], one.at) for one in found if one.key[0] in seen)


class Asked:
    """Which number the reader clicked: period, groups, side; what nobody could mean is left aside."""

    def __init__(self, indicator: Indicator, given: Any) -> None:
        self.indicator = indicator
        self.given = given
        self.divisions = Divisions(indicator.programme)

    @cached_property
    def groups(self) -> dict[str, str]:
        """The groups that the address names and that are there."""
        named = {name: self._group(name) for name in GROUPS}
        return {name: code for name, code in named.items() if code is not None}

    def key_for(self, viewer: Any) -> tuple[Any, ...]:
        """What the page depends on besides the journal: the address, the reader's rights, the last count."""
        held = people.scopes_of(viewer, access.RESULTS)
        stamp = dashboard.stamp(self.indicator.programme)
        given = tuple((name, self.given.get(name, "")) for name in ADDRESS)
        return ("records", self.indicator.pk, viewer.pk, held, stamp, given, *reader.eyes())

    def _group(self, name: str) -> str | None:
        code = self.given.get(name, "")
        if name == "gender":
            return code if code in Gender.values else None
        known = dict(self.divisions.choices_of(name)) if code else {}
        return code if code in known else None

    @cached_property
    def where(self) -> dict[str, str]:
        """The groups as they are counted: regions by their UUID."""
        found = dict(self.groups)
        if "region" in found:
            regions = {one.slug: str(one.uuid) for one in self.divisions.regions}
            found["region"] = regions[found["region"]]
        return found

    @cached_property
    def period(self) -> Period | None:
        """The period of the address; otherwise everything to date."""
        first, _slash, last = self.given.get("period", "").partition("/")
        try:
            days = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        except ValueError:
            return self.to_date
        return days if days in self.known else self.to_date

    @cached_property
    def known(self) -> set[Period]:
        """The periods that were counted: the indicator's own, those of targets, and to date at each end."""
        own = reads.periods(self.indicator)
        aims = {Period(one.starts_on, one.ends_on) for one in self.indicator.targets.all()}
        sums = {Period(own[0].starts_on, one.ends_on) for one in own}
        return {*own, *aims, *sums}

    @cached_property
    def to_date(self) -> Period | None:
        today = reads.today_of(self.indicator.programme)
        begun = [one for one in reads.periods(self.indicator) if one.starts_on <= today]
        return Period(begun[0].starts_on, begun[-1].ends_on) if begun else None

    @property
    def side(self) -> str:
        has_whole = self.indicator.of_measure and self.given.get("side") == WHOLE
        return WHOLE if has_whole else PART

    @cached_property
    def behind(self) -> Behind | None:
        """What was counted; None before there are periods, and of a measure that no chapter knows any more."""
        measure, _where = asked_of(self.indicator, self.side)
        if self.period is None or not measure:
            return None
        return Behind(self.indicator, self.period, self.where, self.side)

    @cached_property
    def number(self) -> Joined:
        """The number that was clicked."""
        if self.period is None:
            return NOTHING
        found, own = numbers_of(self.indicator), reads.periods(self.indicator)
        if self.period in own or self.period.starts_on != own[0].starts_on:
            return found.within(self.period, self.where)
        told = found.within(self.period, self.where)
        return told if told.is_known else found.to_date(self.period.ends_on, self.where)

    def holds(self, one: Any) -> bool:
        """Whether a declared value is among those behind the number."""
        if self.period and not Period(one.starts_on, one.ends_on).lies_in(self.period):
            return False
        region = self.where.get("region")
        split = {name: code for name, code in self.where.items() if name != "region"}
        return one.split == split and (not region or str(one.region and one.region.uuid) == region)

    def visible_to(self, viewer: Any) -> Any:
        """The objects of the measure's kind that a reader may see."""
        measure = self.indicator.measure if self.side == PART else self.indicator.of_measure
        kind = registries.measures.get(measure).kind
        return registries.kinds.get(kind).visible_to(viewer)

    def every_line(self, viewer: Any) -> Iterable[Line]:
        for piece in self.behind.everything() if self.behind else ():
            yield from lines_of(self, piece, viewer)

    @property
    def columns(self) -> Sequence[Column]:
        """A fact has a moment; a unit may have had many."""
        has_moments = self.indicator.counting == Indicator.Counting.SUM
        return COLUMNS if has_moments else COLUMNS[:1]

    @property
    def after(self) -> tuple[int, int]:
        """Where the page before ended."""
        unit, _dot, fact = self.given.get("after", "").partition(".")
        return _number(unit), _number(fact)

    def address(self, after: tuple[int, int] | None = None, form: str = "", side: str = "") -> str:
        """The same records: from another place on, as a file, or of the other side."""
        asked = dict(self.groups) | ({"period": numbers.key_of(self.period)} if self.period else {})
        if (side or self.side) == WHOLE:
            asked["side"] = WHOLE
        asked |= {"after": f"{after[0]}.{after[1]}"} if after else {}
        asked |= {"as": form} if form else {}
        path = reverse(
            "programme:records", args=[self.indicator.programme.slug, self.indicator.code]
        )
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def sides(self) -> list[tuple[Any, str]]:
        """Both sides of a percentage."""
        if not self.indicator.of_measure:
            return []
        return [
            (_("Of these"), self.address(side=PART)),
            (_("Out of"), self.address(side=WHOLE)),
        ]

    @property
    def in_words(self) -> list[tuple[Any, Any]]:
        """«Period: 2026 · Region: Puebla», as label and value."""
        found: list[tuple[Any, Any]] = []
        if self.period:
            found.append((_("Period"), in_words(self.period)))
        named = (
            (label_of(name), self.divisions.name_of(name, code))
            for name, code in self.groups.items()
        )
        return [*found, *named]


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return min(int(text), MOST) if is_number else 0
