"""Forms of coordinators: roles and requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.time import today
from hilo.people.forms.persons import choose_scope
from hilo.people.models import DataRequest
from hilo.ui.forms import Form


class GrantForm(Form):
    """A role for a person, somewhere, for a time."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=_("Where"))
    starts_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput,
        help_text=_("The last day. Empty: until somebody takes the role back."),
    )

    def __init__(
        self, *args: Any, roles: list[Any], scopes: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(role.name, f"{role.label}: {role.sentence}") for role in roles]
        choose_scope(self, "scope", scopes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return cleaned


class AnswerForm(Form):
    """The answer to a request about personal data."""

    words = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It goes to the person by e-mail. A refusal needs its reason."),
    )


class OwnRequestForm(Form):
    """A request about one's own data, in one's own words."""

    kind = forms.ChoiceField(
        label=_("What you ask"),
        choices=[(kind, label) for kind, label in DataRequest.Kind.choices if kind != "erasure"],
    )
    words = forms.CharField(
        label=_("In your own words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RecordedRequestForm(Form):
    """A request that came by letter or by word of mouth."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=DataRequest.Kind.choices)
    received_on = forms.DateField(label=_("Received on"), widget=forms.DateInput)
    words = forms.CharField(
        label=_("In the person's own words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_received_on(self) -> Any:
        received = self.cleaned_data["received_on"]
        if received > today():
            raise forms.ValidationError(_("This day is still to come."))
        return received
