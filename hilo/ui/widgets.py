"""Django's controls, written in Python: a choice of fifty costs 0.2 ms, which its templates do not reach.

The same HTML as `django/forms/widgets/*.html` of Django 5.2 (tests/ui/test_widgets.py compares them);
any other template of a control is rendered as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from django.forms import RadioSelect
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeData, SafeString, mark_safe

Widget = dict[str, Any]


class Renderer(TemplatesSetting):
    """Writes what is known here; asks the templates for everything else."""

    def render(
        self, template_name: str, context: dict[str, Any], request: Any = None
    ) -> SafeString:
        write = WRITTEN.get(template_name)
        if write is None:
            return mark_safe(super().render(template_name, context, request))
        return mark_safe(write(context["widget"]))  # every value is escaped where it is written


def written(value: Any) -> str:
    """A value as HTML: as it is where it is safe, otherwise escaped."""
    text = value if isinstance(value, str) else str(value)
    return text if isinstance(text, SafeData) else escape(text)


def attributes(widget: Widget) -> str:
    """Those of a control; False leaves one out, True needs no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{written(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def control(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{written(value)}"'
    name = written(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{shown}{attributes(widget)}>'


def textarea(widget: Widget) -> str:
    value = written(widget["value"]) if widget["value"] else ""
    name = written(widget["name"])
    return f'<textarea name="{name}"{attributes(widget)}>\n{value}</textarea>'


def select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    name = written(widget["name"])
    return f'<select name="{name}"{attributes(widget)}>{groups}\n</select>'


def _group(name: Any, options: list[Widget]) -> str:
    inner = "".join(f"\n  {option(one)}" for one in options)
    return f'\n  <optgroup label="{written(name)}">{inner}\n  </optgroup>' if name else inner


def option(widget: Widget) -> str:
    value, label = written(widget["value"]), written(widget["label"])
    return f'<option value="{value}"{attributes(widget)}>{label}</option>'


def choices(widget: Widget) -> str:
    """Ticks and radio buttons."""
    id, look = widget["attrs"].get("id"), widget["attrs"].get("class")
    about = f' id="{written(id)}"' if id else ""
    about += f' class="{written(look)}"' if look else ""
    groups = "".join(_ticks(name, options) for name, options, _index in widget["optgroups"])
    return f"<div{about}>{groups}\n</div>"


def _ticks(name: Any, options: list[Widget]) -> str:
    inner = "".join(f"<div>\n    {tick(one)}</div>" for one in options)
    return f"\n  <div><label>{written(name)}</label>{inner}\n  </div>" if name else inner


def tick(widget: Widget) -> str:
    if not widget.get("wrap_label"):
        return control(widget)
    id = widget["attrs"].get("id")
    target = f' for="{written(id)}"' if id else ""
    return f"<label{target}>{control(widget)} {written(widget['label'])}</label>"


class Scale(RadioSelect):
    """Numbers to choose from in one row, with a place for no answer: it need not be called optional."""

    is_plainly_optional = True

    def __init__(self, attrs: Widget | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "numbers", **(attrs or {})}, choices)


FOLDER = "django/forms/widgets/"
INPUTS = ("input", "text", "email", "number", "password", "hidden", "url", "date", "checkbox")
WRITTEN: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}{name}.html": control for name in INPUTS},
    f"{FOLDER}textarea.html": textarea,
    f"{FOLDER}select.html": select,
    f"{FOLDER}select_option.html": option,
    f"{FOLDER}radio.html": choices,
    f"{FOLDER}checkbox_select.html": choices,
    f"{FOLDER}multiple_input.html": choices,
    f"{FOLDER}radio_option.html": tick,
    f"{FOLDER}checkbox_option.html": tick,
}
