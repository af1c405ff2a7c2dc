"""Numbers about a cluster: a year, a unit, a source; the baseline against which it is seen later."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from hilo.core.events import publish
from hilo.network import events
from hilo.network.enums import MONEY
from hilo.network.models import Cluster, ClusterFigure
from hilo.network.problems import CurrencyIsMissing


@transaction.atomic
def record(
    cluster: Cluster,
    measured: str,
    *,
    year: int,
    value: Decimal,
    source: str,
    currency: str = "",
    expected: int | None = None,
    by: Any,
) -> ClusterFigure:
    """Put a figure on record, or correct the one of that year; the same again changes nothing.

    `value` counts firms or people, or money in `currency` (ISO 4217). Raises `CurrencyIsMissing`, and
    `Overtaken` where another figure of that year stands there than the one of version `expected`
    (0: none; without it, whatever stands there is corrected).
    """
    if (measured in MONEY) != bool(currency):
        raise CurrencyIsMissing
    told = {"value": value, "currency": currency, "source": source}
    figure = of_year(cluster, measured, year)
    if figure and all(getattr(figure, name) == new for name, new in told.items()):
        return figure
    figure = figure or ClusterFigure(cluster=cluster, measured=measured, year=year, version=0)
    for name, new in told.items():
        setattr(figure, name, new)
    _save(figure, figure.version if expected is None else expected)
    event = events.FigureRecorded(cluster.uuid, figure.uuid)
    publish(event, by=by, subject=("cluster", cluster.uuid))
    return figure


def of_year(cluster: Cluster, measured: str, year: int) -> ClusterFigure | None:
    """What is on record of a year."""
    return ClusterFigure.objects.filter(cluster=cluster, measured=measured, year=year).first()


def _save(figure: ClusterFigure, expected: int) -> None:
    if figure.pk:
        figure.save_version(expected=expected)
        return
    figure.version = 1
    figure.save()


@transaction.atomic
def remove(figure: ClusterFigure, *, by: Any) -> None:
    """Take a figure off the record; the history keeps that there was one."""
    cluster = figure.cluster
    event = events.FigureRemoved(cluster.uuid, figure.uuid)
    figure.delete()
    publish(event, by=by, subject=("cluster", cluster.uuid))
