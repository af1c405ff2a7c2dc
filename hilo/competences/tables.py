"""Summaries as tables and files: one line per competence, with what is not answered beside each mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.competences.enums import LEAST, MOST
from hilo.competences.models import Competence, Occasion
from hilo.competences.queries import Comparison, Summary
from hilo.competences.rules.summaries import Scale
from hilo.competences.words import scale_label
from hilo.ui.charts.small import Hidden
from hilo.ui.tables import Column, Table


def said(value: Any) -> Any:
    """A value as a table and a file take it: words where it is kept back."""
    return value.words if isinstance(value, Hidden) else value


@dataclass(frozen=True)
class Row:
    """One line of a table: a competence and what is told of it."""

    competence: Competence
    told: Any


def rows_of(summary: Summary) -> list[Row]:
    return [Row(one, line) for one, line in summary.lines]


def table_of(summary: Summary) -> Table:
    """The figures of an occasion as its page shows them."""
    columns = [_competence(), *_scales(summary.occasion, with_counts=False)]
    return Table(rows=rows_of(summary), columns=columns, caption=_("All competences"))


def to_take_home(occasion: Occasion) -> list[Column]:
    """The columns of a file: code and group too, and how often each value was chosen."""
    first = [
        Column("code", _("Short name"), lambda row: row.competence.code),
        _competence(),
        Column("group", pgettext("of competences", "Group"), lambda row: row.competence.group.name),
    ]
    return [*first, *_scales(occasion, with_counts=True)]


def _competence() -> Column:
    return Column(
        "competence",
        _("Competence"),
        lambda row: row.competence.name,
        href=lambda row: row.competence.get_absolute_url(),
        is_row_name=True,
    )


def _scales(occasion: Occasion, *, with_counts: bool) -> Sequence[Column]:
    found: list[Column] = []
    for scale in occasion.scales:
        found += _of_scale(scale)
        found += _counts(scale) if with_counts else []
    if len(occasion.scales) == 2:
        gap = pgettext("importance less ability", "Gap")
        found.append(
            Column("gap", gap, lambda row: said(row.told.gap), is_numeric=True, decimals=1)
        )
    return found


def _of_scale(scale: str) -> list[Column]:
    """Mean, answers, and what was left open."""

    def told(row: Row) -> Scale:
        return getattr(row.told, scale)

    label = scale_label(scale)
    return [
        Column(scale, label, lambda row: said(told(row).mean), is_numeric=True, decimals=1),
        Column(f"{scale}_n", _("Answers"), lambda row: told(row).n, is_numeric=True),
        Column(
            f"{scale}_open", _("Not answered"), lambda row: told(row).not_answered, is_numeric=True
        ),
    ]


def _counts(scale: str) -> list[Column]:
    """How many chose each value, where that may be told."""
    return [_count(scale, value) for value in range(LEAST, MOST + 1)]


def _count(scale: str, value: int) -> Column:
    def count(row: Row) -> Any:
        counts = getattr(row.told, scale).counts
        return said(counts) if isinstance(counts, Hidden) else counts[value - LEAST]

    label = _("%(scale)s: chose %(value)s") % {"scale": scale_label(scale), "value": value}
    return Column(f"{scale}_{value}", label, count, is_numeric=True)


def table_of_changes(comparison: Comparison) -> Table:
    """Before and after as a table; what is kept back says so."""
    rows = [Row(one, gain) for one, gain in comparison.lines]
    return Table(rows=rows, columns=_changes(), caption=_("Before and after"))


def _changes() -> list[Column]:
    def told(name: str) -> Any:
        return lambda row: said(getattr(row.told, name))

    change = pgettext("difference between before and after", "Change")
    return [
        _competence(),
        Column("pairs", _("Rated twice"), told("pairs"), is_numeric=True),
        Column("before", _("Before"), told("before"), is_numeric=True, decimals=1),
        Column("after", _("After"), told("after"), is_numeric=True, decimals=1),
        Column("change", change, told("gain"), is_numeric=True, decimals=1),
    ]
