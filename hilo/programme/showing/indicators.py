"""An indicator in words and tables: how it is counted, from where, towards what, and what was declared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hilo.core import registries
from hilo.places.models import Region
from hilo.programme import vocabularies
from hilo.programme.models import Declaration, Indicator, Programme, Target
from hilo.programme.queries.indicators import Told
from hilo.programme.rules.periods import Period
from hilo.programme.services.indicators import PERCENTAGE, WORDS
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions, label_of
from hilo.programme.words import in_a_row
from hilo.ui.charts.small import FEW, published
from hilo.ui.components.words import state, text
from hilo.ui.numerals import figure, percentage
from hilo.ui.tables import Column, Table

COUNTED = {
    "sum": gettext_lazy("What happened is added up; what happens twice counts twice."),
    "distinct": gettext_lazy(
        "Each counts once, however often: the total can be less than all periods added up."
    ),
    "last": gettext_lazy("The latest value counts; earlier ones stay as history."),
    "percentage": gettext_lazy(
        "A part of a whole: both numbers are kept, and percentages are never added up."
    ),
    "qualitative": gettext_lazy("Told in words; nothing is added up."),
}
TONES = {"declared": "wait", "documented": "warn", "verified": "ok"}


def number_of(indicator: Indicator) -> Any:
    """Its number, which runs from left to right in Arabic too."""
    return format_html('<bdi dir="ltr">{}</bdi>', indicator.code)


def kind_of(indicator: Indicator) -> str:
    return " · ".join([_("Indicator"), indicator.code])


def origin_of(indicator: Indicator) -> tuple[Any, str]:
    """Who counts it, in words and tone."""
    if indicator.is_measured:
        return _("Counted by Hilo"), "ok"
    return _("Declared by people"), "wait"


def facts_of(indicator: Indicator) -> list[tuple[Any, Any]]:
    """What is known of the indicator, as label and value; what nobody wrote is left out."""
    return [
        (_("Unit"), text(indicator.unit) if indicator.unit else ""),
        (_("How it is counted"), indicator.get_counting_display()),
        (_("How often"), indicator.get_frequency_display()),
        (_("Responsible"), text(indicator.owner.name) if indicator.owner else ""),
        (_("For the result"), _result(indicator)),
        (_("Baseline"), baseline_of(indicator)),
        (_("Direction"), "" if indicator.rises else _("Less is better")),
        (_("Split by"), ", ".join(str(label_of(one)) for one in indicator.splits)),
        (_("Sorted by"), _sorted_by(indicator)),
        (_("Who sees it"), "" if indicator.is_public else _("Only those who work on it")),
    ]


def _sorted_by(indicator: Indicator) -> str:
    if not indicator.tags:
        return ""
    labels = vocabularies.labels_of(indicator.programme)
    return in_a_row(labels.get(one, one) for one in indicator.tags)


def _result(indicator: Indicator) -> Any:
    found = indicator.result
    if found is None:
        return ""
    return format_html("<bdi>{}</bdi> {}", found.code, text(found.title))


def baseline_of(indicator: Indicator) -> Any:
    """«12, in 2012 · before the first course»; that there is none is said too."""
    if indicator.baseline is None:
        return text(indicator.baseline_note) if indicator.baseline_note else _("None was taken")
    told = _("%(value)s, in %(year)s") % {
        "value": amount_of(indicator, indicator.baseline),
        "year": indicator.baseline_year,
    }
    if not indicator.baseline_note:
        return told
    return format_html("{} · {}", told, text(indicator.baseline_note))


def measured_in_words(indicator: Indicator) -> list[tuple[Any, Any]]:
    """What Hilo counts for the indicator, and to what it is restricted."""
    if not indicator.is_measured:
        return []
    divisions = Divisions(indicator.programme)
    found = [(_("What is counted"), _measure(indicator.measure))]
    found += divisions.in_words(indicator.where)
    if indicator.of_measure:
        found.append((_("Out of"), _measure(indicator.of_measure)))
        found += divisions.in_words(indicator.of_where)
    return found


def _measure(name: str) -> Any:
    if name not in registries.measures:
        return _("Hilo does not count this any more.")
    one = registries.measures.get(name)
    return format_html("{}. {}", one.label, one.explanation)


def amount_of(indicator: Indicator, value: Decimal | None) -> str:
    """A number as the indicator writes it: a percentage with its sign, others without needless zeros."""
    if value is None:
        return ""
    if indicator.counting == PERCENTAGE:
        return percentage(value / 100, _places(value))
    return figure(value, _places(value))


def _places(value: Decimal) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return min(2, max(0, -exponent)) if isinstance(exponent, int) else 0


# Targets.


def targets_table(indicator: Indicator, targets: Sequence[Target]) -> Table | None:
    """Periods and regions, the more of them in rows."""
    if not targets:
        return None
    held = {(_days(one), one.region_id): one.value for one in targets}
    regions = {one.region.pk: one.region for one in targets if one.region}
    periods = sorted({_days(one) for one in targets}, key=lambda one: (one.ends_on, one.starts_on))
    places = [None, *sorted(regions.values(), key=lambda one: (one.order, one.slug))]

    def cell(period: Period, place: Region | None) -> Any:
        found = held.get((period, place.pk if place else None))
        return None if found is None else amount_of(indicator, found)

    if len(places) > len(periods):
        return _places_by_period(places, periods, cell)
    named = Column("period", _("Period"), in_words, is_row_name=True)
    each = [_number(place_of(one), partial(_turned, cell, one)) for one in places]
    return _table(periods, (named, *each), _("Targets"))


def _turned(cell: Any, place: Region | None, period: Period) -> Any:
    return cell(period, place)


def _places_by_period(places: Sequence[Any], periods: Sequence[Period], cell: Any) -> Table:
    """The same the other way round: more regions than periods would not fit side by side."""
    named = Column("place", _("Where"), place_of, is_row_name=True)
    each = [_number(in_words(one), partial(cell, one)) for one in periods]
    return _table(places, (named, *each), _("Targets"))


def place_of(region: Region | None) -> str:
    return str(region) if region else _("Whole programme")


def _number(label: str, value: Any) -> Column:
    return Column(label, label, value, is_numeric=True)


def _days(one: Any) -> Period:
    return Period(one.starts_on, one.ends_on)


# Declared values.


def is_for_strangers(indicator: Indicator, one: Declaration) -> bool:
    """Whether everybody may read a declared value: none of a group, and of people none of a region.

    Values of people by region and group stay with those who work on the programme: the small ones could
    be found by subtracting (docs/algorithms/small-numbers.md).
    """
    about_people = indicator.counting in ("distinct", PERCENTAGE)
    return not one.split_key and not (about_people and one.region_id)


def values_table(
    indicator: Indicator, rows: Sequence[Told], *, is_insider: bool, may_open: bool = False
) -> Table | None:
    """What stands, with its level of evidence; the period leads to the value where `may_open`."""
    shown = [one for one in rows if is_insider or is_for_strangers(indicator, one.value)]
    if not shown:
        return None
    divisions = Divisions(indicator.programme)
    href = (lambda one: address_of(indicator, one.value)) if may_open else None
    columns = [
        Column("period", _("Period"), lambda one: in_words(_days(one.value)), href=href),
        Column("region", _("Region"), lambda one: about(one.value, divisions)),
        Column("value", _("Value"), lambda one: value_of(indicator, one.value, is_insider)),
        Column("level", _("Evidence"), lambda one: level_of(one.value)),
        Column("history", _("Before"), lambda one: former_of(indicator, one, is_insider)),
    ]
    if not any(one.former for one in shown):
        columns.pop()
    return _table(shown, columns, _("Declared values"))


def address_of(indicator: Indicator, one: Declaration) -> str:
    return reverse("programme:value", args=[indicator.programme.slug, indicator.code, one.uuid])


def about(one: Declaration, divisions: Divisions) -> str:
    """For whom a value holds: a region or the whole programme, a group or everybody."""
    where = place_of(one.region)
    groups = [divisions.name_of(split, code) for split, code in one.split.items()]
    return " · ".join([where, *groups])


def value_of(indicator: Indicator, one: Declaration, is_insider: bool = True) -> Any:
    """A declared value as it is written: a number, two numbers and their percentage, or words."""
    if indicator.counting == WORDS:
        return text(one.words)
    if indicator.counting == "distinct" and not is_insider:
        return _few(indicator, one.value)
    shown = amount_of(indicator, one.value)
    if one.denominator is None or not is_insider:
        return shown
    parts = {"part": amount(one.numerator), "whole": amount(one.denominator)}
    told = pgettext("a part of a whole", "%(part)s of %(whole)s") % parts
    return format_html("{} <small>{}</small>", shown, told)


def _few(indicator: Indicator, value: Decimal | None) -> str:
    """A number of people, unless they are fewer than five."""
    if value is not None and published(int(value)) is FEW:
        return str(FEW.words)
    return amount_of(indicator, value)


def amount(value: Decimal | None) -> str:
    return "" if value is None else figure(value, _places(value))


def level_of(one: Declaration) -> Any:
    return state(one.get_level_display(), TONES[one.level])


def former_of(indicator: Indicator, told: Told, is_insider: bool) -> Any:
    """What the value replaced: «5», or nothing."""
    if not told.former:
        return None
    words = [str(value_of(indicator, one, is_insider)) for one in told.former[:3]]
    return format_html("{}", ", ".join(words)) if indicator.counting != WORDS else len(told.former)


# Lists.


def list_table(indicators: Sequence[Indicator], caption: Any) -> Table:
    """Indicators of one result; each title leads to its sheet."""
    columns = (
        Column(
            "title",
            _("Indicator"),
            lambda one: format_html("<bdi>{}</bdi> {}", one.code, text(one.title)),
            href=lambda one: one.get_absolute_url(),
            is_row_name=True,
        ),
        Column("unit", _("Unit"), lambda one: text(one.unit) if one.unit else None),
        Column("counting", _("How it is counted"), lambda one: one.get_counting_display()),
        Column("origin", _("Where the number comes from"), lambda one: state(*origin_of(one))),
        Column("owner", _("Responsible"), lambda one: one.owner or None),
    )
    return _table(indicators, columns, caption)


def by_result(programme: Programme, indicators: Sequence[Indicator]) -> list[Table]:
    """One table for each result that has indicators, in the order of the indicators."""
    groups: dict[Any, list[Indicator]] = {}
    for one in indicators:
        one.programme = programme
        groups.setdefault(one.result, []).append(one)
    return [
        list_table(found, str(result) if result else _("Not tied to a result"))
        for result, found in groups.items()
    ]


def _table(rows: Sequence[Any], columns: Sequence[Column], caption: Any) -> Table:
    return Table(rows=rows, columns=columns, caption=caption, on_phone="cards")
