"""The form that takes a sheet in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.ui.forms import Form


class SheetField(forms.FileField):
    """A spreadsheet; whether it is one, its content tells (`core.storage`)."""

    kinds_in_words = _("Excel (XLSX) or CSV")

    def __init__(self) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"})
        super().__init__(label=_("Your sheet"), max_length=255, widget=widget)


class SendForm(Form):
    """One file."""

    file = SheetField()
