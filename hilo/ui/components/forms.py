"""Forms: label above, hint, control, error beside the field and in the summary on top."""

from __future__ import annotations

from typing import Any

from hilo.ui.component import component


@component("ui/components/form_fields.html", family="forms")
def form_fields(form: Any) -> None:
    """A whole form without its `<form>`: summary of errors, differences of a conflict, fields."""


@component("ui/components/field.html", family="forms")
def field(field: Any) -> None:
    """One field of a form: its label, hint, control and errors."""
