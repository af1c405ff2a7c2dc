"""A programme in words: where, when, how far along, and what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from babel.lists import format_list
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.places.models import Place, Region
from hilo.programme.models import Programme
from hilo.ui import calendar, reader
from hilo.ui.charts.small import Hidden
from hilo.ui.numerals import figure, money

Count = int | Hidden


def state_of(programme: Programme) -> str:
    """Its state as people see it today."""
    if programme.moment == "coming":
        return _("Begins on %(day)s") % {"day": calendar.day(programme.starts_on, "medium")}  # type: ignore[arg-type]
    if programme.moment == "late":
        return _("Past its last day, still open")
    return str(Programme.State(programme.state).label)


def where_of(countries: list[Place]) -> str:
    """The country, or how many; a long list belongs into the facts."""
    if len(countries) <= 1:
        return str(countries[0]) if countries else ""
    count = len(countries)
    words = ngettext("%(count)s country", "%(count)s countries", count)
    return words % {"count": figure(count)}


def as_of(day: dt.date) -> str:
    """The moment of a count."""
    return _("as of %(day)s") % {"day": calendar.day(day)}


def facts_of(
    programme: Programme,
    regions: list[Region],
    countries: list[Place],
    people: list[tuple[str, Any]],
) -> list[tuple[str, Any]]:
    """What is known, as label and value; `people` are the facts about people that the reader may see."""
    return [
        (_("Acronym"), programme.acronym),
        (_("Time"), time_of(programme)),
        (_("Money"), money_of(programme)),
        (_("Label"), programme.label),
        (_("Countries"), in_a_row(str(place) for place in countries)),
        (_("Regions"), figure(len(regions)) if len(regions) > 1 else ""),
        *people,
        (_("Handed over to"), programme.handed_to),
    ]


def in_a_row(names: Iterable[str]) -> str:
    """Names as the reader's language lists them."""
    return format_list(list(names), style="standard", locale=reader.locale())


def people_of(count: Count) -> str:
    """A number of people, or that they are too few to be told."""
    return str(count.words) if isinstance(count, Hidden) else figure(count)


def time_of(thing: Any) -> str:
    """From when to when a programme or an activity lasts, as far as it is known."""
    start, end = thing.starts_on, thing.ends_on
    days = {
        "start": calendar.day(start) if start else "",
        "end": calendar.day(end) if end else "",
    }
    if start and end:
        return _("%(start)s to %(end)s") % days
    if start:
        return _("since %(start)s") % days
    return _("until %(end)s") % days if end else ""


def money_of(programme: Programme) -> SafeString | str:
    """The grant with its currency, as the reader's territory writes it."""
    if programme.amount is None:
        return ""
    return format_html("<bdi>{}</bdi>", money(programme.amount, programme.currency))


def hanging_in_words(counts: dict[str, int]) -> str:
    """«2 results lead to it, 1 activity is done for it»; empty where nothing hangs on it."""
    return ", ".join(_said(name, count) for name, count in counts.items() if count)


def _said(name: str, count: int) -> str:
    words = {
        "below": ngettext("%(count)s result leads to it", "%(count)s results lead to it", count),
        "activities": ngettext(
            "%(count)s activity is done for it", "%(count)s activities are done for it", count
        ),
        "indicators": ngettext(
            "%(count)s indicator shows it", "%(count)s indicators show it", count
        ),
    }
    return words[name] % {"count": figure(count)}
