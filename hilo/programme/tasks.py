"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop

from hilo.core.tasks import background
from hilo.programme.services import counts, policies


@background(retries=1, title=gettext_noop("Ask what came of adopted policies"))
def remind_to_follow_up() -> None:
    """Every day: whoever reported or coordinates a policy whose day has come is asked what came of it."""
    policies.remind_to_follow_up()


@background(retries=1, title=gettext_noop("Count what indicators count"))
def recount() -> None:
    """Every minute: programmes in which something may have changed are counted anew."""
    counts.recount_where_due()


@background(retries=1, title=gettext_noop("Count what the indicators of a programme count"))
def recount_one(programme: UUID) -> None:
    """Right after its indicators, targets or regions changed, or when somebody asks."""
    counts.recount(programme)


@background(retries=1, title=gettext_noop("Publish the numbers of a quarter that is over"))
def publish_numbers() -> None:
    """Every hour: what strangers may see of a quarter that is over is worked out, once."""
    counts.publish_where_due()
