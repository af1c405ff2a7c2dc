"""What programmes do when something has happened, here or in earlier chapters. Hearing a thing twice does it once."""

from __future__ import annotations

from uuid import UUID

from hilo.core.events import handles
from hilo.core.tasks import start
from hilo.network.events import OfficePassed
from hilo.people.models import Person
from hilo.places.events import RegionChanged
from hilo.places.models import Region
from hilo.programme import events, tasks
from hilo.programme.services import policies


@handles(OfficePassed)
def pass_reports_on(event: OfficePassed) -> None:
    """Whoever follows in an office answers for what was reported from it and is not finished."""
    successor = Person.objects.present().filter(uuid=event.successor).first()
    if successor is not None:
        policies.pass_on(event.organisation, event.predecessor, successor)


# A new indicator is counted at once, not at the next minute.


@handles(events.IndicatorAdded)
def count_the_new_indicator(event: events.IndicatorAdded) -> None:
    """A new indicator has a number right away."""
    _count(event.programme)


@handles(events.IndicatorChanged)
def count_what_changed(event: events.IndicatorChanged) -> None:
    """So has one that counts something else now."""
    _count(event.programme)


@handles(events.TargetsSet)
def count_towards_the_targets(event: events.TargetsSet) -> None:
    """A target may name days that were not counted yet."""
    _count(event.programme)


@handles(RegionChanged)
def count_by_the_new_regions(event: RegionChanged) -> None:
    """Places that moved to another region move their numbers along."""
    for region in Region.objects.filter(uuid=event.region, owner_kind="programme"):
        if region.owner is not None:
            _count(region.owner)


def _count(programme: UUID) -> None:
    start(tasks.recount_one, programme=programme)
