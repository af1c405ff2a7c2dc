"""The form of a declared value: what, for which days and whom, and what proves it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.text import MultilingualFormField
from hilo.places.models import Region
from hilo.programme.models import Declaration, Indicator
from hilo.programme.queries import indicators as queries
from hilo.programme.rules.periods import Period
from hilo.programme.services.declarations import Said
from hilo.programme.services.indicators import PERCENTAGE, WORDS
from hilo.programme.services.periods import PeriodIsMissing
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions
from hilo.ui.forms import Form

OTHER = "other"
EVERYBODY = ("everybody", _("Everybody"))
WHOLE = ("all", _("Whole programme"))
DIGITS: Any = {"max_digits": 16, "decimal_places": 4}


def plainly(value: Any) -> Any:
    """A number without needless zeros, as people write it; anything else as it is."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def key_of(period: Period) -> str:
    """A period as a form names it."""
    return f"{period.starts_on}/{period.ends_on}"


class ValueForm(Form):
    """What is declared, for which days and for whom, and what proves it."""

    period = forms.ChoiceField(label=_("For which days"))
    starts_on = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput,
    )
    ends_on = forms.DateField(label=_("To"), required=False, widget=forms.DateInput)
    region = forms.ChoiceField(label=_("Where"))
    group = forms.ChoiceField(label=_("Of whom"))
    value = forms.DecimalField(label=_("Value"), **DIGITS)
    numerator = forms.DecimalField(label=_("Of these"), min_value=0, **DIGITS)
    denominator = forms.DecimalField(
        label=_("Out of"),
        min_value=0,
        help_text=_("Hilo works out the percentage, and keeps both numbers."),
        **DIGITS,
    )
    words = MultilingualFormField(label=_("In words"), is_long=True)
    evidence = forms.URLField(
        label=_("Address of the evidence"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("A page that those who work on the programme can open."),
    )
    file = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("A list, minutes, a report. Only those who work on the programme can open it."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=400,
        help_text=_("What whoever verifies this should know."),
    )
    groups = (
        (_("What proves it"), ("evidence", "file", "note")),
        (_("Other days than those of the list"), ("starts_on", "ends_on")),
    )

    def __init__(
        self, *args: Any, indicator: Indicator, old: Declaration | None = None, **kwargs: Any
    ) -> None:
        self.indicator, self.old = indicator, old
        self.divisions = Divisions(indicator.programme)
        kwargs["initial"] = self._known() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._leave_out()
        fields: Any = self.fields
        fields["period"].choices = self._periods()
        fields["region"].choices = [WHOLE, *self.divisions.choices_of("region")]
        fields["group"].choices = [EVERYBODY, *self._groups()]
        if len(fields["region"].choices) == 1:
            del fields["region"]
        if len(fields["group"].choices) == 1:
            del fields["group"]

    def _leave_out(self) -> None:
        """A number, two numbers or words: what the way of counting asks for."""
        shapes = {PERCENTAGE: {"numerator", "denominator"}, WORDS: {"words"}}
        asked = shapes.get(self.indicator.counting, {"value"})
        for name in {"value", "numerator", "denominator", "words"} - asked:
            del self.fields[name]

    def _periods(self) -> list[tuple[str, Any]]:
        """The periods that have begun, newest first; the value that is corrected keeps its own."""
        day = queries.today_of(self.indicator.programme)
        begun = [one for one in queries.periods(self.indicator) if one.starts_on <= day]
        listed = [(key_of(one), in_words(one)) for one in reversed(begun)]
        return [*listed, (OTHER, _("Other days"))]

    def _groups(self) -> list[tuple[str, str]]:
        asked = tuple(f"{split}=" for split in self.indicator.splits)
        return [pair for pair in self.divisions.groups() if pair[0].startswith(asked)]

    def _known(self) -> dict[str, Any]:
        """What the value that is corrected says now."""
        if self.old is None:
            return {}
        period = Period(self.old.starts_on, self.old.ends_on)
        is_listed = period in queries.periods(self.indicator)
        plain = ("value", "numerator", "denominator", "words", "evidence", "note")
        return {name: plainly(getattr(self.old, name)) for name in plain} | {
            "period": key_of(period) if is_listed else OTHER,
            "starts_on": None if is_listed else period.starts_on,
            "ends_on": None if is_listed else period.ends_on,
            "region": self.old.region.slug if self.old.region else WHOLE[0],
            "group": self.old.split_key or EVERYBODY[0],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("period") == OTHER:
            for name in ("starts_on", "ends_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, str(PeriodIsMissing()))
        return cleaned

    def said(self, **more: Any) -> Said:
        """What the service takes; `more` is what the view has kept: the file."""
        told = self.cleaned_data
        split, _sign, code = told.get("group", EVERYBODY[0]).partition("=")
        plain = ("value", "numerator", "denominator", "evidence", "note")
        starts_on, ends_on = self._days()
        return Said(
            starts_on,
            ends_on,
            self._region(),
            {split: code} if code else {},
            **{name: told[name] for name in plain if name in told},
            **({"words": told["words"]} if "words" in told else {}),
            **more,
        )

    def _days(self) -> tuple[dt.date | None, dt.date | None]:
        told = self.cleaned_data
        if told["period"] == OTHER:
            return told.get("starts_on"), told.get("ends_on")
        first, last = (dt.date.fromisoformat(day) for day in told["period"].split("/"))
        return first, last

    def _region(self) -> Region | None:
        slug = self.cleaned_data.get("region")
        return next((one for one in self.divisions.regions if one.slug == slug), None)
