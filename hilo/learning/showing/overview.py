"""Those who learn as charts, each with its table: by region, by audience, women and men; and the steps of a cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.learning.models import Cohort
from hilo.learning.queries.overview import StepLine
from hilo.places.models import Region
from hilo.programme.models import Audience
from hilo.ui.charts import Bar, Bars, Dots, Pair, Shares, published
from hilo.ui.tables import Column, Table

Counts = Mapping[Any, tuple[int, int]]


def by_region(regions: Sequence[Region], counts: Counts) -> Dots | None:
    """Who takes part and who has completed, region by region."""
    named = [(str(one.name), one.pk) for one in regions] + [(_("No region"), None)]
    pairs = [
        Pair(name, published(counts[pk][0]), published(counts[pk][1]))
        for name, pk in named
        if pk in counts
    ]
    if len(pairs) < 2:
        return None
    return Dots(
        title=_("By region"),
        unit=pgettext("unit of a figure", "people"),
        counted=_("Each person once."),
        pairs=pairs,
        series=(_("Take part"), _("Have completed")),
    )


def by_audience(audiences: Sequence[Audience], counts: Counts) -> Bars | None:
    """Who takes part in each audience, with its target as a mark."""
    bars = [
        Bar(str(one.name), published(counts.get(one.pk, (0, 0))[0]), target=one.target)
        for one in audiences
    ]
    if not bars:
        return None
    return Bars(
        title=_("By audience"),
        unit=pgettext("unit of a figure", "people"),
        counted=_("Each person once; the mark is the target."),
        bars=bars,
    )


def by_gender(counts: Counts) -> Shares | None:
    """Women and men of those who take part and of those who have completed."""
    taking = {gender: people for gender, (people, _done) in counts.items()}
    completed = {gender: done for gender, (_people, done) in counts.items()}
    if not any(taking.values()):
        return None
    wholes = {_("Take part"): taking}
    if any(completed.values()):
        wholes[_("Have completed")] = completed
    return Shares.by_gender(
        wholes,
        title=_("Women and men"),
        unit=pgettext("unit of a figure", "people"),
        counted=_("As stated by themselves."),
    )


def steps_table(lines: Sequence[StepLine]) -> Table:
    """The steps of the course: where people are, and where they have stopped."""
    columns = (
        Column("title", _("Step"), lambda one: one.page.title, is_row_name=True),
        Column("kind", _("Kind"), lambda one: one.page.get_kind_display()),
        Column("done", _("Have done it"), lambda one: one.done, is_numeric=True),
        Column("waiting", _("Are at it"), lambda one: one.waiting, is_numeric=True),
        Column("quiet", _("Of these stuck or vanished"), lambda one: one.quiet, is_numeric=True),
    )
    return Table(
        rows=lines,
        columns=columns,
        caption=_("Steps"),
        tone=lambda one: "warn" if one.quiet >= 3 else "",
    )


def filtered_url(cohort: Cohort, standing: str) -> str:
    """The list of a cohort's people, narrowed to how it goes for them."""
    return f"{reverse('learning:office_cohort', args=[cohort.slug])}?standing={standing}"
