"""The form that issues a snapshot."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hilo.programme.models import Programme
from hilo.programme.queries import indicators as reads
from hilo.programme.showing.periods import in_words
from hilo.ui import calendar
from hilo.ui.forms import Form


class SnapshotForm(Form):
    """What it is called, of which day it is, who signs, and who may see it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    as_of = forms.ChoiceField(label=gettext_lazy("As of"))
    signed = forms.CharField(
        label=gettext_lazy("Signed by"),
        max_length=200,
        help_text=gettext_lazy("The name of whoever answers for these numbers."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may see it"),
        required=False,
        help_text=gettext_lazy(
            "Strangers see the published numbers alone, none of fewer than five people."
        ),
    )
    is_final = forms.BooleanField(
        label=gettext_lazy("I know that it can never be changed or taken back"),
    )

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        today = reads.today_of(programme)
        now = _("today, %(day)s") % {"day": calendar.day(today)}
        past = [(str(one.ends_on), in_words(one)) for one in reads.closed_quarters(programme)]
        self.fields["as_of"].choices = [(str(today), now), *past]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        told = {name: self.cleaned_data[name] for name in ("title", "signed", "is_public")}
        return told | {"as_of": dt.date.fromisoformat(self.cleaned_data["as_of"])}
