"""Small forms: the code on a phone, an absence, its answer, evidence, the window of a code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.attendance.problems import CodeIsEmpty
from hilo.attendance.services.codes import MOST_MINUTES, USUAL_MINUTES
from hilo.ui.forms import Form


class CodeForm(Form):
    """The six digits on the screen."""

    unsent = _("You are not on the list yet. What you typed is still here.")
    code = forms.CharField(
        label=pgettext_lazy("of a session", "Code"),
        max_length=20,
        error_messages={"required": CodeIsEmpty.sentence},
        help_text=_("Six digits; they stand on the screen in the room, or in the call."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "big-code"}
        ),
    )


class AbsenceForm(Form):
    """That one cannot come, and why."""

    reason = forms.CharField(
        label=_("Why you cannot come"),
        max_length=500,
        help_text=_("Read by those who keep the list, and by nobody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExcuseForm(Form):
    """The answer to an announced absence."""

    answer = forms.CharField(
        label=_("A word to them"),
        max_length=300,
        required=False,
        help_text=_("Sent to the person."),
    )


class EvidenceForm(Form):
    """A scan or a photograph of the signed sheet."""

    file = forms.FileField(label=_("Scan or photograph of the signed sheet"))
    note = forms.CharField(label=_("What it shows"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].kinds_in_words = _("PDF or picture")  # type: ignore[attr-defined]


class ScanForm(EvidenceForm):
    """The same, found by the code at the foot of the sheet."""

    sheet_code = forms.CharField(
        label=_("Code of the sheet"), max_length=20, help_text=_("Seven signs, at its foot.")
    )
    field_order = ("sheet_code", "file", "note")


class WindowForm(Form):
    """For how long the code can be typed."""

    minutes = forms.IntegerField(
        label=_("For how many minutes"),
        initial=USUAL_MINUTES,
        min_value=1,
        max_value=MOST_MINUTES,
    )
