"""What the face does by itself: it lets go of drafts that nobody came back to."""

from __future__ import annotations

from hilo.core.tasks import background
from hilo.ui import drafts


@background()
def forget_drafts() -> None:
    """Once a day."""
    drafts.prune()
