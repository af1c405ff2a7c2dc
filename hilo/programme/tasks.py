"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hilo.core.tasks import background
from hilo.programme.services import policies


@background(retries=1, title=gettext_noop("Ask what came of adopted policies"))
def remind_to_follow_up() -> None:
    """Every day: whoever reported or coordinates a policy whose day has come is asked what came of it."""
    policies.remind_to_follow_up()
