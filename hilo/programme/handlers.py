"""What programmes do when earlier chapters have something to tell. Hearing a thing twice does it once."""

from __future__ import annotations

from hilo.core.events import handles
from hilo.network.events import OfficePassed
from hilo.people.models import Person
from hilo.programme.services import policies


@handles(OfficePassed)
def pass_reports_on(event: OfficePassed) -> None:
    """Whoever follows in an office answers for what was reported from it and is not finished."""
    successor = Person.objects.present().filter(uuid=event.successor).first()
    if successor is not None:
        policies.pass_on(event.organisation, event.predecessor, successor)
