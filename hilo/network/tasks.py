"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop

from hilo.core.tasks import Progress, background
from hilo.network.services import affiliations, following, handover, review, sectors


@background(
    retries=1, title=gettext_noop("Pass offices on and end affiliations whose day has come")
)
def turn_of_the_day() -> None:
    """Every hour: offices whose day has come pass on; affiliations whose last day has passed end."""
    handover.take_effect_where_due()
    affiliations.end_what_ran_out()


@background(retries=1, title=gettext_noop("Ask whether pages are still true"))
def ask_for_confirmation() -> None:
    """Every day: pages that turn stale within a month ask their people whether they are still true."""
    review.remind_of_confirming()


@background(retries=1, title=gettext_noop("Tell people of what they follow"))
def tell_of_followed_searches() -> None:
    """Every hour: whoever follows a search hears of what entered the directory and matches."""
    following.tell_everybody()


@background(retries=3, title=gettext_noop("The directory learns what “%(sector)s” is called"))
def refresh_sector(sector: UUID, progress: Progress) -> None:
    """Let the pages of a sector say its new name: some hundred at a time, each time anew."""
    sectors.refresh_pages(sector, progress)
