"""The forms of a programme: its page, and to whom it passes when it is archived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.programme.forms.fields import CurrencyField, DaysInOrder, OrderIsOptional, ZoneField
from hilo.programme.models import Programme
from hilo.ui.forms import Form, VersionedForm

ORDER_HINT = _("10 stands before 20.")


class ProgrammeForm(OrderIsOptional, DaysInOrder, VersionedForm):
    """The whole page of a programme."""

    kind = "programme"
    summary = Programme._meta.get_field("summary").formfield(
        is_long=True, help_text=_("One or two sentences: for whom, where, to what end.")
    )
    about = Programme._meta.get_field("about").formfield(
        is_long=True, help_text=_("Headings, lists and links as in Markdown.")
    )
    currency = CurrencyField(
        label=_("Currency"), required=False, help_text=_("Three letters, such as USD or EUR.")
    )
    zone = ZoneField(
        label=_("Time zone"),
        max_length=40,
        required=False,
        help_text=_(
            "In which its days begin at midnight, such as America/Mexico_City. Empty: that of the house."
        ),
    )
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Time and money"), ("starts_on", "ends_on", "amount", "currency", "zone")),
        (_("What it is part of"), ("convention", "label")),
        (_("In lists"), ("order",)),
    )

    class Meta:
        model = Programme
        fields: tuple[str, ...] = (
            *("name", "acronym", "summary", "about", "starts_on", "ends_on"),
            *("amount", "currency", "zone", "convention", "label", "order"),
        )
        labels = {"order": _("Order in lists")}
        help_texts = {
            "ends_on": _("The last day. Empty: not known yet."),
            "amount": _("What the donors granted, without thousands separators."),
            "convention": _("What the programme does for the Convention of 2005, in your words."),
            "label": _("A label or award that it bears."),
            "order": ORDER_HINT,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("amount") is not None and cleaned.get("currency") == "":
            self.add_error("currency", _("Say in which currency the money is."))
        return cleaned


class NewProgrammeForm(ProgrammeForm):
    """The little that a programme begins with; its address stays."""

    groups = ()

    class Meta(ProgrammeForm.Meta):
        fields = (
            *("name", "acronym", "slug", "summary", "about"),
            *("starts_on", "ends_on", "amount", "currency", "zone", "label", "order"),
        )
        help_texts = {
            **ProgrammeForm.Meta.help_texts,
            "slug": _("Small letters, digits and hyphens, such as paralelo-9. It stays."),
        }


class ArchiveForm(Form):
    """To whom a programme is handed over."""

    handed_to = forms.CharField(
        label=_("Handed over to"),
        max_length=200,
        required=False,
        help_text=_("The institution that keeps it from now on. It is told on the page."),
    )
