"""What one can do: buttons, links that look like them, confirmation."""

from __future__ import annotations

from typing import Literal

from hilo.ui.component import component
from hilo.ui.icons import ICONS

Look = Literal["main", "quiet", "danger", "plain"]


@component(
    "ui/components/button.html",
    family="actions",
    example='{% actions %}{% button "Enrol 38 people" %}{% button "Download" href="#" look="quiet" icon="download" %}{% button "Erase" look="danger" %}{% endactions %}',
    choices={"icon": ("", *ICONS)},
)
def button(
    text: str,
    href: str = "",
    look: Look = "main",
    name: str = "",
    value: str = "",
    icon: str = "",
    form: str = "",
) -> None:
    """A button that says what it does. With `href` it is a link; otherwise it sends its form."""


@component(
    block=True,
    family="actions",
    template="ui/components/actions.html",
    example='{% actions %}{% button "Save" %}{% button "Back" href="#" look="quiet" %}{% endactions %}',
)
def actions(content: str) -> None:
    """A row of buttons: the main one first."""
