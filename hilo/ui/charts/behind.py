"""The table behind each figure: the same amounts, exact, with the way to the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.ui.charts import figures
from hilo.ui.charts.figures import Figure, Label, known
from hilo.ui.charts.reading import amount, per_cent
from hilo.ui.charts.shares import total_of


@dataclass(frozen=True)
class Line:
    """One row: its name, its amounts as text, where its records are, and an id to be led to."""

    label: Label
    amounts: tuple[str, ...]
    href: str = ""
    id: str = ""


@dataclass(frozen=True)
class Behind:
    """A small table: the heads of its columns (the first names the rows) and its lines."""

    heads: tuple[Label, ...]
    lines: tuple[Line, ...]


def table_behind(figure: Figure) -> Behind:
    """The amounts of `figure` as a table."""
    return _TABLES[type(figure)](figure)


def _bars(figure: figures.Bars) -> Behind:
    targets = [bar.target if bar.target is not None else figure.target for bar in figure.bars]
    lines = _lines(figure, [(bar, [bar.value]) for bar in figure.bars])
    if all(target is None for target in targets):
        return Behind(("", figure.unit), tuple(lines))
    with_targets = (
        Line(line.label, (*line.amounts, amount(target, figure.decimals)), line.href)
        for line, target in zip(lines, targets, strict=True)
    )
    return Behind(("", figure.unit, _("Target")), tuple(with_targets))


def _dots(figure: figures.Dots) -> Behind:
    heads = tuple(f"{name} ({figure.unit})" for name in figure.series)
    rows = [(pair, [pair.first, pair.second]) for pair in figure.pairs]
    return Behind(("", *heads), tuple(_lines(figure, rows)))


def _slope(figure: figures.Slope) -> Behind:
    rows = [(c, [c.before, c.after, _difference(c)]) for c in figure.changes]
    heads = (*figure.moments, pgettext("difference between before and after", "Change"))
    return Behind(("", *(f"{head} ({figure.unit})" for head in heads)), tuple(_lines(figure, rows)))


def _difference(change: figures.Change) -> figures.Value:
    if not (known(change.before) and known(change.after)):
        return None
    return change.after - change.before  # type: ignore[operator]


def _moments(figure: figures.Moments) -> Behind:
    heads = tuple(f"{moment} ({figure.unit})" for moment in figure.moments)
    rows = [(run, list(run.amounts)) for run in figure.runs]
    return Behind(("", *heads), tuple(_lines(figure, rows)))


def _shares(figure: figures.Shares) -> Behind:
    heads = ("", _("All (%(unit)s)") % {"unit": figure.unit}, *figure.parts)
    return Behind(heads, tuple(_share_line(figure, whole) for whole in figure.wholes))


def _share_line(figure: figures.Shares, whole: figures.Whole) -> Line:
    total = total_of(whole)
    parts = (_with_share(figure, value, total) for value in whole.amounts)
    return Line(whole.label or figure.title, (amount(total, figure.decimals), *parts), whole.href)


def _with_share(figure: figures.Shares, value: figures.Value, total: figures.Value) -> str:
    text = amount(value, figure.decimals)
    if not (known(value) and known(total) and total):
        return text
    return f"{text} ({per_cent(float(value), float(total))})"  # type: ignore[arg-type]


def _progress(figure: figures.Progress) -> Behind:
    lines = [(_("So far"), figure.value), (_("Planned by now"), figure.planned)]
    lines = [*lines, (_("Target"), figure.target)]
    rows = (Line(label, (amount(v, figure.decimals),)) for label, v in lines if v is not None)
    return Behind(("", figure.unit), tuple(rows))


def _spark(figure: figures.Spark) -> Behind:
    labels = figure.labels or [amount(n + 1) for n in range(len(figure.amounts))]
    pairs = zip(labels, figure.amounts, strict=True)
    rows = (Line(label, (amount(value, figure.decimals),)) for label, value in pairs)
    return Behind(("", figure.unit), tuple(rows))


def _gantt(figure: figures.Gantt) -> Behind:
    rows = (Line(one.label, (str(one.days), str(one.remark)), one.href) for one in figure.spans)
    return Behind(("", *figure.heads), tuple(rows))


def _lines(figure: Figure, rows: Iterable[tuple[Any, list[figures.Value]]]) -> list[Line]:
    return [
        Line(row.label, tuple(amount(value, figure.decimals) for value in values), row.href)
        for row, values in rows
    ]


_TABLES: dict[type[Figure], Callable[[Any], Behind]] = {
    figures.Bars: _bars,
    figures.Dots: _dots,
    figures.Slope: _slope,
    figures.Moments: _moments,
    figures.Shares: _shares,
    figures.Progress: _progress,
    figures.Spark: _spark,
    figures.Gantt: _gantt,
}
