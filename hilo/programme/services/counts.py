"""Counting in the background: what changed is counted anew, what is over is published."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Min, QuerySet, Sum

from hilo.core.time import now
from hilo.programme.counting import publishing, tallies
from hilo.programme.models import Programme

# A count that took a second is not repeated within ten: the house stays responsive.
REST = 10


def recount_where_due() -> int:
    """Count every programme whose counts may be old; answers how many programmes were counted."""
    through, moment = tallies.last_lines(), now()
    due = [one for one in counted_programmes() if is_due(one, through, moment)]
    for programme in due:
        _count(programme)
    return len(due)


def recount(uuid: UUID) -> None:
    """Count one programme now, whether anything is due or not."""
    for programme in counted_programmes().filter(uuid=uuid):
        _count(programme)


def _count(programme: Programme) -> None:
    """Count everything anew; what is counted in confidence is told once a month."""
    tallies.recount(programme)
    publishing.tell_inside(programme)


def counted_programmes() -> QuerySet[Programme]:
    """Those that have something to count and may still change."""
    running = Programme.objects.exclude(state=Programme.State.ARCHIVED)
    return running.filter(indicators__measure__gt="").distinct()


def is_due(programme: Programme, through: str, moment: dt.datetime) -> bool:
    """Whether something happened since the last count, and the house has rested from it."""
    measured = programme.indicators.exclude(measure="")
    if measured.filter(tally__isnull=True).exists():
        return True
    if not measured.exclude(tally__through=through).exists():
        return False
    told = measured.aggregate(last=Min("tally__counted_at"), took=Sum("tally__milliseconds"))
    return bool(told["last"] + dt.timedelta(milliseconds=REST * told["took"]) <= moment)


def publish_where_due() -> int:
    """Publish the last quarter of each public programme of which it is not published yet.

    The network's numbers come last: what programmes need not hide is worth more to their donors.
    """
    public = [one for one in Programme.objects.public() if publishing.is_due(one)]
    for programme in public:
        publishing.publish(programme)
    if publishing.is_network_due():
        publishing.publish_network()
    return len(public)
