"""The signs: one sprite, drawn by hand, referred to by name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"
ICONS: tuple[str, ...] = tuple(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text("utf-8")))


# These point somewhere, so they turn round where the page runs from right to left.
TURNING = {"onward", "back", "enter", "leave", "undo"}


def icon_markup(name: str, label: str = "") -> SafeString:
    """The sign `name`; silent for screen readers unless it has a label."""
    return _markup(name, str(label))


@lru_cache(maxsize=512)
def _markup(name: str, label: str) -> SafeString:
    address = f"{static('ui/icons.svg')}#{name}"
    turns = mark_safe(" data-turns") if name in TURNING else ""
    if not label:
        return format_html(
            '<svg class="icon"{} aria-hidden="true"><use href="{}"/></svg>', turns, address
        )
    return format_html(
        '<svg class="icon"{} role="img" aria-label="{}"><use href="{}"/></svg>',
        turns,
        label,
        address,
    )
