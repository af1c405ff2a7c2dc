"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hilo.attendance.services import reminders
from hilo.core.tasks import background


@background(retries=1, title=gettext_noop("Remind people of their sessions"))
def remind_of_sessions() -> None:
    """Every day: whoever is expected the next day hears of it."""
    reminders.remind()
