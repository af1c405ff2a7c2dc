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
    by: Any,
) -> ClusterFigure:
    """Put a figure on record, or correct the one of that year; the same again changes nothing.

    `value` counts firms or people, or money in `currency` (ISO 4217). Raises `CurrencyIsMissing`.
    """
    if (measured in MONEY) != bool(currency):
        raise CurrencyIsMissing
    told = {"value": value, "currency": currency, "source": source}
    figure = ClusterFigure.objects.filter(cluster=cluster, measured=measured, year=year).first()
    if figure and all(getattr(figure, name) == new for name, new in told.items()):
        return figure
    figure, _is_new = ClusterFigure.objects.update_or_create(
        cluster=cluster, measured=measured, year=year, defaults=told
    )
    event = events.FigureRecorded(cluster.uuid, figure.uuid)
    publish(event, by=by, subject=("cluster", cluster.uuid))
    return figure


@transaction.atomic
def remove(figure: ClusterFigure, *, by: Any) -> None:
    """Take a figure off the record; the history keeps that there was one."""
    cluster = figure.cluster
    event = events.FigureRemoved(cluster.uuid, figure.uuid)
    figure.delete()
    publish(event, by=by, subject=("cluster", cluster.uuid))
