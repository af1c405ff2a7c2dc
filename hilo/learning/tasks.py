"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hilo.core.tasks import background
from hilo.learning.services import attempts, evaluation


@background(retries=1, title=gettext_noop("End the attempts whose time is over"))
def end_attempts() -> None:
    """Every five minutes: what was saved in time counts, also for whoever never came back."""
    attempts.expire()


@background(retries=1, title=gettext_noop("Ask people before and after their courses"))
def open_ratings() -> None:
    """Every day: the ratings that the dates of a cohort call for; who was enrolled since is asked too."""
    evaluation.open_due()
