"""What the face does by itself: it lets go of drafts that nobody came back to."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hilo.core.tasks import background
from hilo.ui import drafts


@background(title=gettext_noop("Forget drafts that nobody came back to"))
def forget_drafts() -> None:
    """Once a day."""
    drafts.prune()
