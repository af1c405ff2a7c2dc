"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from hilo.core.tasks import background
from hilo.network.services import affiliations, handover


@background(retries=1)
def turn_of_the_day() -> None:
    """Every hour: offices whose day has come pass on; affiliations whose last day has passed end."""
    handover.take_effect_where_due()
    affiliations.end_what_ran_out()
