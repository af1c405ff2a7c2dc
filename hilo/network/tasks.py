"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from uuid import UUID

from hilo.core.tasks import Progress, background
from hilo.network.services import affiliations, following, handover, review, sectors


@background(retries=1)
def turn_of_the_day() -> None:
    """Every hour: offices whose day has come pass on; affiliations whose last day has passed end."""
    handover.take_effect_where_due()
    affiliations.end_what_ran_out()


@background(retries=1)
def ask_for_confirmation() -> None:
    """Every day: pages that turn stale within a month ask their people whether they are still true."""
    review.remind_of_confirming()


@background(retries=1)
def tell_of_followed_searches() -> None:
    """Every hour: whoever follows a search hears of what entered the directory and matches."""
    following.tell_everybody()


@background(retries=3)
def refresh_sector(sector: UUID, progress: Progress) -> None:
    """Let the pages of a sector say its new name: some hundred at a time, each time anew."""
    sectors.refresh_pages(sector, progress)
