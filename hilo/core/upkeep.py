"""What core tidies up by itself."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop

from hilo.core import journal
from hilo.core.registries import Schedule, schedules
from hilo.core.tasks import background, queue


@background(retries=0, title=gettext_noop("Tidy up after work that has ended"))
def tidy() -> None:
    """Remove marks of old deliveries and traces of work that ended long ago."""
    journal.prune()
    queue.prune()


def register() -> None:
    """Enter core's schedules; called once, when the application is ready."""
    schedules.add(Schedule("core.tidy", tidy, dt.timedelta(days=1)))
