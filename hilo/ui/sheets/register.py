"""The sheets' line in the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.registries import MenuEntry, menu
from hilo.core.sheets import access


def enter_menu() -> None:
    """Enter the line; called once, when the application is ready."""
    menu.add(
        MenuEntry(
            "sheets",
            "office",
            _("Sheets"),
            "ui:sheets",
            shown_to=access.concerns,
            order=60,
        )
    )
