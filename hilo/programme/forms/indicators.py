"""Forms about indicators: the first lines of one, all of it, and the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.programme.forms.fields import CodeField, NumberedChoice
from hilo.programme.forms.values import plainly
from hilo.programme.forms.vocabularies import offer_tags, tags_field
from hilo.programme.models import Indicator, Programme, Result
from hilo.programme.services.indicators import PERCENTAGE, BaselineHasNoYear
from hilo.programme.showing.indicators import COUNTED
from hilo.programme.splits import RESTRICTING, UNITS, Divisions, label_of, splits_of
from hilo.ui.forms import Form, VersionedForm

FIRST_YEAR, LAST_YEAR = 1900, 2100
DECLARED = ("", _("Declared by people"))
NOTHING = ("", _("Nothing: it is not a percentage that Hilo counts"))
FIRST = (
    *("code", "title", "unit", "counting", "measure", "of_measure"),
    *("frequency", "result", "owner", "is_public"),
)
TEXTS = ("definition", "why", "source", "method")
BASELINE = ("baseline", "baseline_year", "baseline_note")


def counted_by_hilo() -> list[tuple[str, str]]:
    """The measures of the house by their labels, each with what it counts."""
    return [
        (one.name, f"{one.label} ({UNITS.get(one.unit, one.unit)})") for one in registries.measures
    ]


class IndicatorForm(VersionedForm):
    """All of an indicator, as whoever coordinates the programme writes it."""

    kind = "indicator"
    code = CodeField(label=_("Number"), help_text=_("As it stands in the logframe: 1.2"))
    result = NumberedChoice(
        Result.objects.none(), label=_("For the result"), required=False, empty_label=_("None yet")
    )
    measure = forms.ChoiceField(
        label=_("Where the number comes from"),
        required=False,
        help_text=_(
            "Hilo counts what is recorded here; anything else people declare, with evidence."
        ),
    )
    of_measure = forms.ChoiceField(
        label=_("Out of"),
        required=False,
        help_text=_("For a percentage that Hilo counts: the second number, of which it is a part."),
    )
    splits = forms.MultipleChoiceField(
        label=_("Split by"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    tags = tags_field()
    baseline_year = forms.IntegerField(
        label=_("Year of the baseline"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = (*FIRST, "splits", *TEXTS, "rises", *BASELINE, "tags")
        widgets = {"counting": forms.RadioSelect}
        labels = {
            "title": _("What is counted"),
            "unit": _("Unit"),
            "counting": _("How it is counted"),
            "frequency": _("How often"),
            "owner": _("Responsible"),
            "is_public": _("Strangers may see it"),
            "definition": _("Definition"),
            "why": _("Why it is counted"),
            "source": _("Source"),
            "method": _("Method"),
            "rises": _("More is better"),
            "baseline": _("Baseline"),
            "baseline_note": _("About the baseline"),
        }
        help_texts = {
            "title": _("«Directors of culture trained», «Policies adopted after the training»."),
            "unit": _("What one of them is: people, workshops, policies, Mexican pesos."),
            "owner": _("The one party that answers for the number; so totals never overlap."),
            "definition": _("What counts and what does not, so that two people count the same."),
            "source": _("Where the number comes from: lists, minutes, a survey."),
            "method": _("How it is gathered, by whom, and what can go wrong."),
            "baseline": _("Where it stood before the programme began."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.divisions = Divisions(programme)
        self.initial["baseline"] = plainly(self.instance.baseline)
        if "tags" in self.fields:
            offer_tags(self, programme)
        self._choose()
        self._add_restrictions()
        self._look()

    def _choose(self) -> None:
        """The choices of every list: of this programme, and of what Hilo counts today."""
        fields: Any = self.fields
        fields["result"].queryset = self.programme.results.all()
        fields["owner"].queryset = self.programme.parties.all()
        fields["owner"].empty_label = _("Nobody is named")
        counted = (_("Counted by Hilo"), counted_by_hilo())
        fields["measure"].choices = [DECLARED, counted]
        fields["of_measure"].choices = [NOTHING, *counted_by_hilo()]
        fields["counting"].choices = [
            (code, f"{label}. {COUNTED[code]}") for code, label in Indicator.Counting.choices
        ]
        if "splits" in fields:
            known = splits_of(self.instance.measure)
            fields["splits"].choices = [(one, label_of(one)) for one in known]

    def _add_restrictions(self) -> None:
        """What is counted alone: a field for each split by which the measure can be restricted."""
        if not self.instance.pk:
            return
        for name, measure, where in self._restricted():
            for split in RESTRICTING:
                choices = self.divisions.choices_of(split)
                if measure and choices and split in splits_of(measure):
                    field = _restriction(name, split, choices)
                    self.add_field(f"{name}_{split}", field)
                    self.initial[f"{name}_{split}"] = where.get(split, [])

    def _restricted(self) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
        row = self.instance
        yield "where", row.measure, row.where
        yield "of_where", row.of_measure, row.of_where

    @property
    def groups(self) -> tuple[tuple[Any, tuple[str, ...]], ...]:
        restrictions = tuple(name for name in self.fields if "where_" in name)
        counted = ("measure", "of_measure", *restrictions, "splits")
        return (
            (_("Where the number comes from"), counted),
            (_("So that others can trust it"), (*TEXTS, "frequency", "owner", "tags")),
            (_("Where it began"), (*BASELINE, "rises")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_baseline = cleaned.get("baseline") is not None
        if has_baseline and not cleaned.get("baseline_year") and "baseline_year" in self.fields:
            self.add_error("baseline_year", str(BaselineHasNoYear()))
        if cleaned.get("counting") != PERCENTAGE and "of_measure" in cleaned:
            cleaned["of_measure"] = ""
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the service takes; what the chosen measure cannot be split by is left out."""
        names = [name for name in self._meta.fields or () if name in self.cleaned_data]
        told = {name: self.cleaned_data[name] for name in names}
        measure, of_measure = told.get("measure", ""), told.get("of_measure", "")
        told["splits"] = [one for one in told.get("splits", ()) if one in splits_of(measure)]
        return told | {
            "where": self._chosen("where", measure),
            "of_where": self._chosen("of_where", of_measure),
        }

    def _chosen(self, name: str, measure: str) -> dict[str, list[str]]:
        kept = splits_of(measure) if measure else ()
        told = {split: self.cleaned_data.get(f"{name}_{split}") for split in RESTRICTING}
        return {split: codes for split, codes in told.items() if codes and split in kept}


def _restriction(name: str, split: str, choices: list[tuple[str, str]]) -> forms.Field:
    asked = _("Count only: %(what)s") if name == "where" else _("Out of only: %(what)s")
    return forms.MultipleChoiceField(
        label=asked % {"what": label_of(split)},
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("None ticked means all of them."),
    )


class NewIndicatorForm(IndicatorForm):
    """What an indicator begins with; the rest is written on its own page."""

    class Meta(IndicatorForm.Meta):
        fields = FIRST

    splits = None  # type: ignore[assignment]
    tags = None  # type: ignore[assignment]
    baseline_year = None  # type: ignore[assignment]
    groups = ()


class OrderForm(Form):
    """The place of each indicator of a programme, counted from one."""

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = list(indicators)
        for place, one in enumerate(self.indicators, start=1):
            field = forms.IntegerField(label=str(one), initial=place, min_value=0, max_value=9999)
            self.add_field(f"place-{one.uuid}", field)

    def codes(self) -> list[str]:
        """The numbers of the indicators in the order that was written; of two equal places the first stays first."""
        places = {one.code: self.cleaned_data[f"place-{one.uuid}"] for one in self.indicators}
        return sorted(places, key=lambda code: places[code])
