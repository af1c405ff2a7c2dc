"""What one can do: buttons, links that look like them, confirmation."""

from __future__ import annotations

from typing import Literal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from hilo.ui.component import Example, component
from hilo.ui.icons import ICONS, icon_markup

Look = Literal["main", "quiet", "danger", "plain"]


@component(
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
) -> SafeString:
    """A button that says what it does. With `href` it is a link; otherwise it sends its form.

    `unchecked` sends even what is not filled in yet (a draft); `form` is the id of a form elsewhere.
    """
    inner = f"{icon_markup(icon) if icon else ''}<span>{conditional_escape(text)}</span>"
    look_shown = conditional_escape(look)
    if href:
        link = conditional_escape(href)
        return mark_safe(f'<a class="button" data-look="{look_shown}" href="{link}">{inner}</a>')
    about = (
        f' name="{conditional_escape(name)}" value="{conditional_escape(value)}"' if name else ""
    )
    about += f' form="{conditional_escape(form)}"' if form else ""
    about += " formnovalidate" if unchecked else ""
    return mark_safe(
        f'<button class="button" data-look="{look_shown}" type="submit"{about}>{inner}</button>'
    )


@component(
    block=True,
    family="actions",
    examples=(Example("ui/gallery/actions.html"),),
)
def actions(content: str) -> SafeString:
    """A row of buttons: the main one first."""
    return mark_safe(f'<div class="actions">{conditional_escape(content)}</div>')
