"""A field of a form as HTML, written in Python: its template cost as much as a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.ui.icons import icon_markup
from hilo.ui.uploads import limit_in_words

TICK = forms.CheckboxInput


def draw(field: Any, choice: str = "") -> SafeString:
    """`field` (bound to its form): label, hint, errors, control; `choice` stands where two people wrote."""
    is_tick = isinstance(field.field.widget, TICK)
    errors, hint = field.errors, field.help_text or _hint(field.field)
    described = _described(field, bool(hint), bool(errors))
    is_group = field.field.widget.use_fieldset
    control = field.as_widget(attrs=_attributes(is_group, described))
    inside = _label(field, control, described, is_group, is_tick)
    inside += _hint_shown(field, hint) if hint else ""
    inside += _errors(field, errors) if errors else ""
    inside += "" if is_tick else f"{control}\n"
    inside += "</fieldset>\n" if is_group else ""
    marks = (' data-tone="error"' if errors else "") + (" data-tick" if is_tick else "")
    return mark_safe(f'<div class="field"{marks}>\n{inside}{choice}</div>\n')  # escaped above


def cell(field: Any) -> SafeString:
    """The control of `field` and its errors alone, as they stand in a table (`{% form_grid %}`)."""
    errors = field.errors
    shown = _errors(field, errors) if errors else ""
    control = field.as_widget(attrs=_attributes(False, _described(field, False, bool(errors))))
    mark = ' data-tone="error"' if errors else ""
    return mark_safe(f'<div class="field"{mark}>{control}{shown}</div>')  # escaped by both


def options(pairs: Iterable[tuple[str, Any]], chosen: str = "") -> SafeString:
    """The lines of a `<select>`: value and words, one of them chosen."""
    lines = (
        f'<option value="{conditional_escape(value)}"{" selected" if value == chosen else ""}>'
        f"{conditional_escape(words)}</option>"
        for value, words in pairs
    )
    return mark_safe("".join(lines))


def choice(difference: Any) -> str:
    """Where two people wrote: which one shall stay."""
    return render_to_string("ui/components/choice_of_two.html", {"difference": difference})


def target_of(field: Any) -> str:
    """The id that a link in the summary leads to: the control, or the group of controls."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_group"
    return field.id_for_label or field.auto_id


def _label(field: Any, control: str, described: str, is_group: bool, is_tick: bool) -> str:
    label: str = conditional_escape(field.label)
    target = conditional_escape(target_of(field))
    if is_tick:
        return f'{control}<label for="{target}">{label}</label>\n'
    is_plain = getattr(field.field.widget, "is_plainly_optional", False)
    if not (field.field.required or is_plain):
        optional = conditional_escape(_("(optional)"))
        label = f'{label} <span class="optional">{optional}</span>'
    if not is_group:
        return f'<label for="{target}">{label}</label>\n'
    about = f' aria-describedby="{described}"' if described else ""
    return f'<fieldset id="{target}" tabindex="-1"{about}><legend>{label}</legend>\n'


def _hint(field: forms.Field) -> str:
    return limit_in_words(field) if isinstance(field, forms.FileField) else ""


def _hint_shown(field: Any, hint: Any) -> str:
    id = conditional_escape(field.auto_id)
    return f'<p class="hint" id="{id}_helptext">{conditional_escape(hint)}</p>\n'


def _errors(field: Any, errors: Any) -> str:
    sign = icon_markup("error")
    lines = "".join(f"<li>{sign} {conditional_escape(error)}</li>" for error in errors)
    return f'<ul class="errors" id="{conditional_escape(field.auto_id)}_error">{lines}</ul>\n'


def _described(field: Any, has_hint: bool, has_errors: bool) -> str:
    """The ids of what is said about a field: its hint, its errors."""
    said = ((has_hint, "helptext"), (has_errors, "error"))
    return " ".join(f"{field.auto_id}_{part}" for there, part in said if there)


def _attributes(is_group: bool, described: str) -> dict[str, str]:
    return {"aria-describedby": described} if described and not is_group else {}
