"""The boxes of a text in several languages as HTML, written in Python: its templates cost more than two queries."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Box = dict[str, Any]


def draw(widget: dict[str, Any]) -> SafeString:
    """What is written already stands open; the other languages unfold."""
    shown = "".join(_box(box, widget) for box in widget["boxes"] if box["is_open"])
    folded = "".join(_box(box, widget) for box in widget["boxes"] if not box["is_open"])
    # Texts stand outside of the f-strings, where the extraction finds them.
    others, language = escape(_("Other languages")), escape(_("Language of the original"))
    name, id = escape(widget["name"]), escape(f"{widget['attrs'].get('id', '')}_original")
    return mark_safe(  # every value is escaped where it is written
        f'<div class="languages" data-ui-languages>'
        f'<input type="hidden" name="{name}-seen" value="{escape(widget["seen"])}">'
        f"{shown}<details><summary>{others}</summary>{folded}"
        f'<p><label for="{id}">{language}</label>\n'
        f'<select name="{name}-original" id="{id}">{"".join(map(_option, widget["boxes"]))}</select>'
        f"</p></details></div>"
    )


def _box(box: Box, widget: dict[str, Any]) -> str:
    stale = " data-stale" if box["is_stale"] else ""
    original = escape(_("original"))
    own = f" · {original}" if box["is_original"] else ""
    label = f'<bdi lang="{box["language"]}">{escape(box["label"])}</bdi>{own}'
    confirm = _confirm(box) if box["is_stale"] else ""
    return (
        f'<p class="language"{stale}><label for="{escape(box["id"])}">{label}</label>\n'
        f"{_control(box, widget)}{confirm}</p>"
    )


def _control(box: Box, widget: dict[str, Any]) -> str:
    most = widget["attrs"].get("maxlength")
    about = f'name="{escape(box["name"])}" id="{escape(box["id"])}"'
    about += f' lang="{box["language"]}" dir="{box["direction"]}"'
    about += f' maxlength="{escape(most)}"' if most else ""
    value = escape(box["value"])
    if widget["is_long"]:
        return f'<textarea {about} rows="8">\n{value}</textarea>'
    return f'<input type="text" {about} value="{value}">'


def _confirm(box: Box) -> str:
    words = escape(_("The original has changed since. This text is still right."))
    tick = f'<input type="checkbox" name="{escape(box["name"])}-confirmed" value="1">'
    return f"<label>{tick} {words}</label>"


def _option(box: Box) -> str:
    chosen = " selected" if box["is_original"] else ""
    language = box["language"]
    return f'<option value="{language}" lang="{language}"{chosen}>{escape(box["label"])}</option>'
