"""The forms of the plan: results, activities, milestones, budget lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.text import MultilingualFormField
from hilo.programme.forms.fields import (
    CodeField,
    CurrencyField,
    DaysInOrder,
    NumberedChoice,
    OrderIsOptional,
)
from hilo.programme.forms.programmes import ORDER_HINT
from hilo.programme.forms.vocabularies import offer_tags, tags_field
from hilo.programme.models import Activity, BudgetLine, Milestone, Programme, Result
from hilo.programme.queries import plan
from hilo.ui.forms import Form, VersionedForm

NOBODY = _("Nobody is named")


class ResultForm(OrderIsOptional, VersionedForm):
    """An objective, an outcome or an output, and what it leads to."""

    code = CodeField(label=_("Number"), help_text=_("As in the logframe: 1, 1.2, 1.2.1."))
    above = NumberedChoice(
        Result.objects.none(),
        label=_("Leads to"),
        required=False,
        empty_label=_("Nothing yet"),
        help_text=_(
            "An output leads to an outcome, an outcome to an objective. Another choice moves it, with "
            "everything below it."
        ),
    )

    class Meta:
        model = Result
        fields = (
            *("level", "above", "code", "title", "about"),
            *("assumptions", "risks", "order"),
        )
        labels = {"order": _("Order among its like")}
        help_texts = {
            "title": _("What will be so, not what is done: «Craftswomen sell in three new towns»."),
            "assumptions": _("What must hold so that it leads further up."),
            "risks": _("What may hinder it, and what is done about that."),
            "order": ORDER_HINT,
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = plan.results_above(programme).exclude(pk=self.instance.pk)
        self.fields["above"].queryset = rows  # type: ignore[attr-defined]


class ActivityForm(OrderIsOptional, DaysInOrder, VersionedForm):
    """What is done: for which result, when, where, by whom."""

    code = CodeField(label=_("Number"), help_text=_("As in the plan: A1, 1.2.1."))
    result = NumberedChoice(
        Result.objects.none(), label=_("For the result"), required=False, empty_label=_("None yet")
    )
    tags = tags_field()

    class Meta:
        model = Activity
        fields = (
            *("code", "title", "result", "about", "starts_on", "ends_on"),
            *("regions", "responsible", "tags", "note", "order"),
        )
        widgets = {"regions": forms.CheckboxSelectMultiple}
        labels = {"order": _("Order in the plan")}
        help_texts = {
            "ends_on": _("The last day."),
            "regions": _("None ticked: all of them."),
            "responsible": _("One of those who stand behind the programme."),
            "note": _("Once it is over, or was called off."),
            "order": ORDER_HINT,
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["result"].queryset = programme.results.all()
        fields["responsible"].queryset = programme.parties.all()
        fields["responsible"].empty_label = NOBODY
        fields["regions"].queryset = plan.regions_of(programme)
        offer_tags(self, programme)


class TurnForm(Form):
    """What came of an activity, or why it is not done."""

    note = MultilingualFormField(
        label=_("What came of it, or why not"), required=False, is_long=True
    )


class MilestoneForm(VersionedForm):
    """A day by which something must be there, and when it was."""

    activity = NumberedChoice(
        Activity.objects.none(),
        label=_("Belongs to the activity"),
        required=False,
        empty_label=_("The programme as a whole"),
    )

    class Meta:
        model = Milestone
        fields = ("title", "due_on", "reached_on", "activity")
        help_texts = {
            "title": _("What must be there: «The list of participants is agreed»."),
            "reached_on": _("Empty: not yet."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = programme.activities.defer("about", "note")
        self.fields["activity"].queryset = rows  # type: ignore[attr-defined]


class BudgetLineForm(OrderIsOptional, VersionedForm):
    """Money planned and spent, in one currency."""

    code = CodeField(label=_("Number"), help_text=_("As in the budget: 1.1, B-3."))
    activity = NumberedChoice(
        Activity.objects.none(),
        label=_("For the activity"),
        required=False,
        empty_label=_("None: the programme as a whole"),
    )
    currency = CurrencyField(
        label=_("Currency"),
        help_text=_("Three letters, such as USD or EUR; never added to others."),
    )

    class Meta:
        model = BudgetLine
        fields = ("code", "title", "activity", "donor", "currency", "planned", "spent", "order")
        labels = {"order": _("Order in the budget")}
        help_texts = {"spent": _("So far. Empty: nothing."), "order": ORDER_HINT}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["activity"].queryset = programme.activities.defer("about", "note")
        fields["donor"].queryset = programme.parties.all()
        fields["donor"].empty_label = NOBODY
        fields["spent"].required = False

    def clean_spent(self) -> Any:
        return self.cleaned_data["spent"] or 0
