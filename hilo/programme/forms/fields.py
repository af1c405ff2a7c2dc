"""Fields that several forms of this chapter share: numbers of a logframe, currencies, time zones, days."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.programme.rules import codes

CURRENCY = 3


class CodeField(forms.CharField):
    """A short number such as 1.2 or A-3."""

    default_error_messages = {
        "odd": _("Write letters, digits, dots and hyphens, at most twelve, such as 1.2 or A-3."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 12)
        super().__init__(**options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not codes.is_code(value):
            raise forms.ValidationError(self.error_messages["odd"], "odd")


class CurrencyField(forms.CharField):
    """The three letters of a currency (ISO 4217)."""

    default_error_messages = {
        "odd": _("Write the three letters of the currency, such as MXN or EUR."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", CURRENCY)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").upper()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (value.isascii() and value.isalpha() and len(value) == CURRENCY):
            raise forms.ValidationError(self.error_messages["odd"], "odd")


class ZoneField(forms.CharField):
    """A time zone by its name (IANA)."""

    default_error_messages = {
        "odd": _("Nothing is called so. Write a zone such as America/Mexico_City or Africa/Tunis."),
    }

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and value not in available_timezones():
            raise forms.ValidationError(self.error_messages["odd"], "odd")


class DaysInOrder:
    """A form whose last day does not lie before its first."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day lies before the first day."))  # type: ignore[attr-defined]
        return cleaned


class OrderIsOptional:
    """A form in which an order that was left empty is 0."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NumberedChoice(forms.ModelChoiceField):
    """Results, activities: their number, then their title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.title}"
