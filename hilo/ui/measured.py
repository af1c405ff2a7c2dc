"""Every kind of page of the face, for `bin/hilo bench`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hilo.core.models import Batch
from hilo.core.registries import measured
from hilo.ui.doors import DOORS


def measured_pages() -> None:
    """Enter them; called once, when the application starts."""
    for door in DOORS:
        measured(f"door: {door.name}", f"ui:{door.name}", "member", order=15)
    measured("door of a stranger", "ui:network", order=15)
    measured("work in the background", "ui:work", "coordinator", order=60)
    sheets()
    measured("gallery", "ui:gallery", "operator", order=70)
    measured("gallery: table", "ui:gallery_piece", "operator", args=lambda: ["table"], order=70)


def sheets() -> None:
    """The sheet of people is for those who coordinate the whole installation."""
    for name, url_name, args in (
        ("office: sheets", "ui:sheets", tuple),
        ("office: sheet of people", "ui:sheet", lambda: ["people"]),
        ("office: batch", "ui:batch", latest_batch),
    ):
        measured(name, url_name, "coordinator", args=args, is_whole=True, order=60)


def latest_batch() -> Sequence[Any]:
    """The batch that was sent last: the bench sends one of everybody (`hilo.site.bench`)."""
    return [Batch.objects.order_by("-pk").values_list("uuid", flat=True)[0]]
