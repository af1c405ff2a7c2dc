"""Forms: label above, hint, control, error beside the field and in the summary on top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from hilo.ui.component import Example, component
from hilo.ui.examples import face
from hilo.ui.uploads import limit_in_words

TICK = forms.CheckboxInput


@component(
    "ui/components/form_fields.html",
    family="forms",
    examples=(
        Example("{% form_fields form %}", face.form),
        Example("{% form_fields form %}", face.wrong_form),
        Example("{% form_fields form %}", face.overtaken_form),
    ),
)
def form_fields(form: Any) -> dict[str, Any]:
    """A whole form without its `<form>`: summary of errors, choices of a conflict, fields.

    Works for every Django form; write `<form method="post">` and `{% csrf_token %}` around it.
    """
    conflict = _conflict(form)
    told = str(conflict.sentence) if conflict else ""
    errors = [error for error in _summary(form) if str(error["text"]) != told]
    return {"form": form, "errors": errors, "conflict": conflict}


def _summary(form: Any) -> Iterator[dict[str, Any]]:
    if not form.errors:
        return
    for error in form.non_field_errors():
        yield {"text": error}
    for field in form.visible_fields():
        for error in field.errors:
            yield {"text": error, "label": field.label, "target": _target(field)}
    for field in form.hidden_fields():
        for error in field.errors:
            yield {"text": error}


def _conflict(form: Any) -> Any:
    return getattr(form, "conflict", None)


@component(
    "ui/components/field.html",
    family="forms",
    examples=(
        Example("{% field form.email %}", face.one_field),
        Example("{% field form.title %}", face.multilingual_field),
    ),
)
def field(field: Any) -> dict[str, Any]:
    """One field of a form: its label, hint, control and errors; a choice where two people wrote."""
    widget = field.field.widget
    conflict = _conflict(field.form)
    return {
        "field": field,
        "target": _target(field),
        "hint": field.help_text or _hint(field.field),
        "is_tick": isinstance(widget, TICK),
        "is_group": widget.use_fieldset,
        "is_optional": not field.field.required and not isinstance(widget, TICK),
        "described": _described(field),
        "difference": conflict.of(field.name) if conflict else None,
        "control": field.as_widget(attrs=_attributes(field)),
    }


def _target(field: Any) -> str:
    """The id that a link in the summary leads to: the control, or the group of controls."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_group"
    return field.id_for_label or field.auto_id


def _hint(field: forms.Field) -> str:
    return limit_in_words(field) if isinstance(field, forms.FileField) else ""


def _described(field: Any) -> str:
    """The ids of what is said about a field: its hint, its errors, the choice."""
    has_hint = bool(field.help_text or _hint(field.field))
    said = ((has_hint, "helptext"), (bool(field.errors), "error"))
    return " ".join(f"{field.auto_id}_{part}" for there, part in said if there)


def _attributes(field: Any) -> dict[str, str]:
    if field.field.widget.use_fieldset or not _described(field):
        return {}
    return {"aria-describedby": _described(field)}


@component(
    "ui/components/draft_offer.html",
    family="forms",
    examples=(Example('<form method="post" data-ui-draft="gallery">{% draft_offer %}</form>'),),
)
def draft_offer() -> None:
    """Gives back what was typed on this device and never sent; first inside a form that keeps it.

    The form bears `data-ui-draft="a name of its own"`; without scripts nothing is offered.
    """
