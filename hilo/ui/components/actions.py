"""What one can do: buttons, links that look like them, confirmation."""

from __future__ import annotations

from typing import Literal

from hilo.ui.component import Example, component
from hilo.ui.icons import ICONS

Look = Literal["main", "quiet", "danger", "plain"]


@component(
    "ui/components/button.html",
    family="actions",
    examples=(Example("ui/gallery/button.html"),),
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
    unchecked: bool = False,
) -> None:
    """A button that says what it does. With `href` it is a link; otherwise it sends its form.

    `unchecked` sends even what is not filled in yet (a draft); `form` is the id of a form elsewhere.
    """


@component(
    "ui/components/actions.html",
    block=True,
    family="actions",
    examples=(Example("ui/gallery/actions.html"),),
)
def actions(content: str) -> None:
    """A row of buttons: the main one first."""
