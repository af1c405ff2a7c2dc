"""Lines of the menu of the office: shown to whoever may go there in a staff session, on duty or not."""

from __future__ import annotations

from typing import Any

from hilo.core import registries
from hilo.core.registries import MenuEntry
from hilo.people import access as people


def office_line(
    name: str, label: Any, verb: str, order: int, *, is_of_all: bool = False, url_name: str = ""
) -> None:
    """Add the line that leads to `network:<name>`; the page itself leads to the staff session.

    `is_of_all`: only for who may do `verb` in the whole installation, as the page asks.
    """

    def shown_to(viewer: Any) -> bool:
        held = people.scopes_held(viewer, verb)
        return held.is_everywhere if is_of_all else bool(held)

    address = f"network:{url_name or name}"
    registries.menu.add(MenuEntry(f"network.{name}", "office", label, address, shown_to, order))
