"""The signs: one sprite, drawn by hand, referred to by name."""

from __future__ import annotations

import re
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"
ICONS: tuple[str, ...] = tuple(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text("utf-8")))


def icon_markup(name: str, label: str = "") -> SafeString:
    """The sign `name`; silent for screen readers unless it has a label."""
    address = static("ui/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            address,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', address, name
    )
