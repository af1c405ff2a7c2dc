"""Forms about cohorts: a new one, its dates and ways in, a move, a withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.learning.models import Cohort, Course
from hilo.places.models import Region
from hilo.ui.forms import Form, VersionedForm

FIELDS: tuple[str, ...] = ("name", "region", "audience", "starts_on", "ends_on", "way_in", "places")


class CohortForm(VersionedForm):
    """A cohort that stands already."""

    kind = "cohort"

    class Meta:
        model = Cohort
        fields = FIELDS
        labels = {"region": _("Region"), "audience": _("Audience")}
        widgets = {"way_in": forms.RadioSelect}
        help_texts = {
            "name": _("As people speak of it: «Noroeste: dirección municipal de cultura»."),
            "region": _("Cohorts of the same region and different audiences are twins."),
            "starts_on": _("Day, month, year."),
            "ends_on": _("Empty: it has no end yet."),
            "places": _("Empty: as many as come."),
        }

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = course.programme
        fields: Any = self.fields
        fields["region"].queryset = Region.objects.filter(
            owner_kind="programme", owner=programme.uuid
        )
        fields["audience"].queryset = programme.audiences.all()

    def changes(self) -> dict[str, Any]:
        """The fields of the cohort that were typed."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewCohortForm(CohortForm):
    """The same, with the short name that its address keeps."""

    field_order = ("name", "slug")

    class Meta(CohortForm.Meta):
        fields = (*FIELDS, "slug")
        help_texts = {
            **CohortForm.Meta.help_texts,
            "slug": _("Small letters, digits and hyphens: noroeste-2026."),
        }

    def given(self) -> dict[str, Any]:
        """What `services.cohorts.open_cohort` takes."""
        return {**self.changes(), "slug": self.cleaned_data["slug"]}


class CourseChoiceForm(Form):
    """Which course a new cohort takes."""

    course = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [(one.slug, str(one.name)) for one in courses]  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why something is done to an enrolment."""

    reason = forms.CharField(
        label=_("Why"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class LeaveForm(Form):
    """Why somebody leaves: without it nobody could say later what courses lose people to."""

    reason = forms.CharField(
        label=_("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class MoveForm(ReasonForm):
    """To which other cohort of the same course, and why."""

    to = forms.ChoiceField(label=_("To which cohort"))
    field_order = ("to", "reason")

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {one.slug: one for one in targets}
        self.fields["to"].choices = [(slug, str(one.name)) for slug, one in self.targets.items()]  # type: ignore[attr-defined]

    @property
    def target(self) -> Cohort:
        """The cohort that was chosen."""
        return self.targets[self.cleaned_data["to"]]


class CodeForm(Form):
    """The code of a group."""

    unsent = _("You are not in the cohort yet. What you typed is still here.")
    code = forms.CharField(
        label=_("Code of the cohort"),
        max_length=40,
        help_text=_("Eight letters and digits. Whoever teaches or coordinates the cohort has it."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "big-code"}
        ),
    )


class AskForm(Form):
    """Why somebody wants to take part."""

    reason = forms.CharField(
        label=_("A word to the coordinator"),
        max_length=400,
        required=False,
        help_text=_("Who you are and what you do; read by those who decide, and by nobody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
