"""Summaries as tables and files: one line per competence, with what is not answered beside each mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.competences.enums import LEAST, MOST
from hilo.competences.models import Competence, Occasion, PeopleGroup
from hilo.competences.queries import Comparison, Summary
from hilo.competences.rules.gain import PairedGain
from hilo.competences.rules.summaries import Gain, Scale
from hilo.competences.sentences import p_in_table, size_of
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


@dataclass(frozen=True)
class GroupRow(Row):
    """One competence in one group of people."""

    group: PeopleGroup


def table_by_group(
    named: Sequence[PeopleGroup], gains: Mapping[str, Sequence[tuple[Competence, Gain]]]
) -> Table:
    """By how much ability changed in each group of people, group beside group in each competence."""
    lines = zip(*(gains[group.slug] for group in named), strict=True)
    rows = [
        GroupRow(one, gain, group)
        for line in lines
        for group, (one, gain) in zip(named, line, strict=True)
    ]
    first, *rest = _changes()
    group = Column("group", _("Group of people"), lambda row: row.group.label)
    columns = [first, group, *rest, _size_of_effect()]
    return Table(rows=rows, columns=columns, caption=_("Change by group"), on_phone="cards")


def table_of_tests(comparison: Comparison) -> Table:
    """Everything that is told of what changed, number by number."""
    rows = [Row(one, gain) for one, gain in comparison.lines]
    columns = [*_changes(), *_tests()]
    return Table(rows=rows, columns=columns, caption=_("All figures"), on_phone="cards")


def gains_to_take_home() -> list[Column]:
    """The columns of a file of gains."""
    code = Column("code", _("Short name"), lambda row: row.competence.code)
    return [code, *_changes(), *_tests()]


def _tests() -> list[Column]:
    """Tests and effect; empty where they are not told, or only as a class (five to nine people)."""
    t, ranks, g = _("paired t"), _("Wilcoxon"), _("Hedges g")
    exact: list[tuple[str, str, int, Callable[[PairedGain], Any]]] = [
        ("low", _("Change from (95 %)"), 2, lambda told: told.t and told.t.interval.low),
        ("high", _("Change to (95 %)"), 2, lambda told: told.t and told.t.interval.high),
        ("t", t, 2, lambda told: told.t and told.t.t),
        ("p_t", f"p ({t})", 3, lambda told: told.t and p_in_table(told.t.p)),
        ("v", f"V ({ranks})", 1, lambda told: told.wilcoxon and told.wilcoxon.v),
        ("p_v", f"p ({ranks})", 3, lambda told: told.wilcoxon and p_in_table(told.wilcoxon.p)),
        ("g", g, 2, lambda told: told.effect and told.effect.g),
        (
            "g_low",
            _("Hedges g from (95 %)"),
            2,
            lambda told: told.effect and told.effect.interval.low,
        ),
        (
            "g_high",
            _("Hedges g to (95 %)"),
            2,
            lambda told: told.effect and told.effect.interval.high,
        ),
    ]
    numbers = [_exact(name, label, decimals, value) for name, label, decimals, value in exact]
    return [*numbers, _size_of_effect()]


def _exact(name: str, label: str, decimals: int, value: Callable[[PairedGain], Any]) -> Column:
    def shown(row: Row) -> Any:
        told = row.told.told
        found = None if told is None or told.is_coarse else value(told)
        return round(found, decimals) if isinstance(found, float) else found  # in files, too

    return Column(name, label, shown, is_numeric=True, decimals=decimals)


def _size_of_effect() -> Column:
    def size(row: Row) -> Any:
        return size_of(row.told.told) if row.told.told else None

    return Column("size", _("Size of the effect"), size)
