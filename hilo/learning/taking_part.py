"""What cohorts and those who take part tell the rest of the house about themselves."""

from __future__ import annotations

from hilo.learning import certifying, handlers, messages, rosters

HEARD = (handlers, messages)  # they enter themselves when they are imported


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    rosters.enter()
    certifying.enter()
