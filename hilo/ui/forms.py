"""The bases of every form: kind messages, hints in words, and a version so that nobody overwrites.

`Form` and `ModelForm` settle their widgets (dates, autocomplete, direction); `VersionedForm` also
notices that somebody else saved the row meanwhile and lets the second person choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hilo.core.models.base import Versioned
from hilo.core.sheets.cells import CellProblem, number
from hilo.ui import conflicts

# What browsers may fill in for people, by the names that our fields bear (WCAG 1.3.5).
AUTOCOMPLETE = {
    "email": "email",
    "given_name": "given-name",
    "family_name": "family-name",
    "name": "name",
    "phone": "tel",
    "birth_year": "bday-year",
    "organisation": "organization",
    "country": "country-name",
    "website": "url",
    "street": "street-address",
    "postcode": "postal-code",
    "code": "one-time-code",
    "password": "current-password",
    "language": "language",
}
# Addresses, numbers and keys run from left to right in every language; what people write decides
# for itself.
LTR_INPUTS = (forms.EmailInput, forms.URLInput, forms.NumberInput)

LONG_ENOUGH = _("Write at least %(limit_value)d characters; now there are %(show_value)d.")
SHORT_ENOUGH = _("Keep this to %(limit_value)d characters; now there are %(show_value)d.")

MESSAGES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.FileField, {"required": _("Choose a file."), "empty": _("This file is empty.")}),
    (
        forms.ChoiceField,
        {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    ),
    (
        forms.ModelChoiceField,
        {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    ),
    (
        forms.EmailField,
        {
            "required": _("Write an e-mail address."),
            "invalid": _("An e-mail address looks like amal@hilo.example."),
        },
    ),
    (
        forms.URLField,
        {"invalid": _("A web address looks like https://hilo.example.")},
    ),
    (
        forms.DateField,
        {"required": _("Choose a day."), "invalid": _("Write a day that exists.")},
    ),
    (
        forms.IntegerField,
        {
            "invalid": _("Write a whole number."),
            "min_value": _("Write %(limit_value)s or more."),
            "max_value": _("Write %(limit_value)s or less."),
        },
    ),
    (
        forms.DecimalField,
        {
            "invalid": _("Write a number."),
            "max_digits": _("This number is too long. At most %(max)s digits have room."),
            "max_whole_digits": _("This number is too large. At most %(max)s digits have room."),
            "max_decimal_places": ngettext_lazy(
                "Round it: at most %(max)s digit stands after the decimal point.",
                "Round it: at most %(max)s digits stand after the decimal point.",
                "max",
            ),
        },
    ),
    (forms.BooleanField, {"required": _("Tick this box to go on.")}),
)
MESSAGES_OF_ALL = {
    "required": _("Fill this in."),
    "max_length": SHORT_ENOUGH,
    "min_length": LONG_ENOUGH,
}
WRITTEN_BY_US = object()
USUAL_NOTHING, NOTHING_CHOSEN = "---------", "–"
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?", re.ASCII)
ANY_LANGUAGE = ""  # whose marks between thousands are not taken for granted


class NumberInput(forms.NumberInput):
    """A control for a number, which also reads what people type where the browser has none.

    «1,5», «1 500,50» and «١٥٠٠٫٥» are read; what can be meant in two ways («1,500») stays as it was typed,
    and is refused. A single point always stands before the decimals: so browsers send it.
    """

    @classmethod
    def like(cls, widget: forms.NumberInput) -> NumberInput:
        """The same control, as ours."""
        ours = cls(widget.attrs)
        ours.is_required, ours.is_localized = widget.is_required, widget.is_localized
        return ours

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        if not isinstance(typed, str) or not typed.strip() or PLAIN_NUMBER.fullmatch(typed):
            return typed
        try:
            return f"{number(typed, ANY_LANGUAGE):f}"
        except CellProblem:
            return typed


class Settled:
    """A form whose fields speak like the rest of Hilo and tell browsers what they hold."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _settle(name, field)

    def add_field(self, name: str, field: forms.Field) -> None:
        """Put a field behind the others that is only known once the form is made."""
        _settle(name, field)
        self.fields[name] = field


def _settle(name: str, field: forms.Field) -> None:
    _settle_widget(name, field)
    _settle_messages(field)
    if getattr(field, "empty_label", None) == USUAL_NOTHING:
        field.empty_label = NOTHING_CHOSEN  # type: ignore[attr-defined]


def _settle_widget(name: str, field: forms.Field) -> None:
    widget = field.widget
    if type(widget) is forms.NumberInput:
        widget = field.widget = NumberInput.like(widget)
    if isinstance(widget, forms.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.TimeInput) and widget.input_type == "text":
        widget.input_type, widget.format = "time", "%H:%M"
    elif isinstance(widget, forms.DateTimeInput) and widget.input_type == "text":
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(widget, LTR_INPUTS) or name in {"phone", "code"}:
        widget.attrs.setdefault("dir", "ltr")
    elif isinstance(widget, forms.TextInput | forms.Textarea):
        widget.attrs.setdefault("dir", "auto")
    if name in AUTOCOMPLETE:
        widget.attrs.setdefault("autocomplete", AUTOCOMPLETE[name])


def _settle_messages(field: forms.Field) -> None:
    kind: Any = type(field)
    for code, usual, ours in _replaced(kind):
        if field.error_messages.get(code) is usual:
            field.error_messages[code] = ours


@cache
def _replaced(kind: type[forms.Field]) -> tuple[tuple[str, Any, Any], ...]:
    """What Django says in fields of `kind`, by code, and what we say instead."""
    said = dict(MESSAGES_OF_ALL)
    for known, messages in MESSAGES:
        if issubclass(kind, known):
            said |= messages
    return tuple((code, _usual(kind, code), ours) for code, ours in said.items())


def _usual(kind: type[forms.Field], code: str) -> Any:
    """Django's message for `code`, or None; where somebody of Hilo wrote one, what no field holds."""
    for base in kind.__mro__:
        known = base.__dict__.get("default_error_messages", {})
        if code in known:
            return known[code] if base.__module__.startswith("django.") else WRITTEN_BY_US
    return None


class Form(Settled, forms.Form):
    """A form whose errors stand beside their fields, in the reader's words."""


class ModelForm(Settled, forms.ModelForm):
    """A form over one row; it is saved by a service, not by the form."""


class VersionedForm(ModelForm):
    """A form over a row that somebody else may save meanwhile.

    The page carries the version that its reader saw (`version`) and a short print of each value
    (`seen`). When the row has moved on, values that only one of the two changed are kept apart from
    those that both changed; for the latter the reader chooses, and nothing typed is lost. A view
    hands `form.cleaned_data["version"]` to its service and, where the service still raises
    `Overtaken`, calls `form.overtaken()` and shows the form again.

    `kind` is the name of the row's object kind; with it the journal tells who changed the row.
    """

    kind = ""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._read_many(kwargs.get("instance"))
        super().__init__(*args, **kwargs)
        self.conflict: conflicts.Conflict | None = None
        if isinstance(self.instance, Versioned):
            self.initial["version"] = self.instance.version
        self._look()

    def _read_many(self, row: Any) -> None:
        """Read what `row` points to in several once: it is shown, and it is printed."""
        if row is not None and row.pk:
            asked = self._meta.fields or ()
            many = [one.name for one in row._meta.many_to_many if one.name in asked]
            prefetch_related_objects([row], *many)

    def _look(self) -> None:
        """Read the row as it is now, and print what the reader is about to see of it."""
        self._current = conflicts.current_values(self)
        if isinstance(self.instance, Versioned):
            self.initial["seen"] = conflicts.prints_of(self._current)

    def current(self, name: str) -> Any:
        """What the row says now in the field `name`."""
        return conflicts.current(self, name)

    def leave_out(self, names: Iterable[str]) -> None:
        """Take fields away that this reader may not see; they are neither shown nor compared."""
        left_out = [name for name in names if self.fields.pop(name, None)]
        if left_out:
            self._look()

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        conflicts.settle_choices(self, self._current)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._compare()
            cleaned["version"] = self.instance.version
        return cleaned

    def _compare(self) -> None:
        if self.cleaned_data.get("version") == self.instance.version:
            return
        self.conflict = conflicts.compare(self, self._current)
        if self.conflict:
            self.add_error(None, self.conflict.sentence)
            conflicts.bring_up_to_date(self)

    def overtaken(self) -> None:
        """Somebody saved the row between this form's check and its saving: compare once more."""
        self.instance.refresh_from_db()
        self._current = conflicts.current_values(self)
        self.conflict = conflicts.compare(self, self._current)
        sentence = self.conflict.sentence if self.conflict else conflicts.once_more()
        self.add_error(None, sentence)
        conflicts.bring_up_to_date(self)
