"""Fields that the forms of questions have again and again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONG, SHORT = 20_000, 400
SHARE = _("Share of the marks, in per cent")


def long_text(label: Any, rows: int = 3, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, widget=area, max_length=LONG, help_text=hint, required=False
    )


def asked_text(label: Any, rows: int, hint: Any) -> forms.CharField:
    """A long text that must be there."""
    area = forms.Textarea(attrs={"rows": rows})
    missing = {"required": _("Write what is asked.")}
    return forms.CharField(
        label=label, widget=area, max_length=LONG, help_text=hint, error_messages=missing
    )


def tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def share() -> forms.DecimalField:
    return forms.DecimalField(
        label=SHARE, required=False, min_value=-100, max_value=100, max_digits=9, decimal_places=5
    )
