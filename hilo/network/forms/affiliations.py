"""Forms about who works where: ask, invite, answer, change, hand over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.time import today
from hilo.network.forms.named import NamedField, nothing
from hilo.network.forms.organisations import OneLineField
from hilo.network.models import Affiliation
from hilo.people import access as people
from hilo.ui.forms import Form, VersionedForm

ROLE = _("As it is called there: «Director of culture», «Weaver», «Accountant».")


class AskForm(Form):
    """What a person says of their own work in an organisation."""

    role = OneLineField(label=pgettext_lazy("work", "Role"), max_length=120, help_text=ROLE)
    starts_on = forms.DateField(
        label=_("Since"), required=False, help_text=_("Leave it empty if you do not remember.")
    )
    is_shown = forms.BooleanField(
        label=_("Show me on the page of the organisation"), required=False, initial=True
    )
    words = forms.CharField(
        label=_("A few words for whoever answers"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class InviteForm(Form):
    """Whom an organisation names as part of it, by the address under which they are in the network."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("If somebody with this address is in the network, they are asked and answer."),
    )
    role = OneLineField(
        label=pgettext_lazy("work", "Role"), max_length=120, required=False, help_text=ROLE
    )
    is_steward = forms.BooleanField(
        label=_("May change the page and answer requests"), required=False
    )


class AnswerForm(Form):
    """The answer to a request or an invitation; a no may carry a reason."""

    answer = forms.CharField(
        label=_("Reason, if you say no"),
        max_length=300,
        required=False,
        help_text=_("Only the person who asked reads it."),
    )


class AffiliationForm(VersionedForm):
    """What is said of somebody in an organisation; who may choose what depends on who reads."""

    kind = "affiliation"

    class Meta:
        model = Affiliation
        fields = ("role", "starts_on", "is_shown", "is_steward", "is_office")
        field_classes = {"role": OneLineField}
        labels = {
            "role": pgettext_lazy("work", "Role"),
            "starts_on": _("Since"),
            "is_shown": _("Stands on the page of the organisation"),
            "is_steward": _("May change the page and answer requests"),
            "is_office": _("Holds an office that passes to a successor"),
        }
        help_texts = {"role": ROLE}

    def __init__(self, *args: Any, is_own: bool, may_settle: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            self.leave_out(["is_shown"])
        if not may_settle:
            self.leave_out(["is_steward", "is_office"])


class HandOverForm(Form):
    """To whom an office passes, and from which day."""

    successor = NamedField(
        label=_("Who takes over"),
        remark=nothing,
        help_text=_(
            "The full name, as in the profile. Somebody who is not in the network yet must be invited first."
        ),
    )
    on = forms.DateField(label=_("From"), initial=today)
    role = OneLineField(
        label=pgettext_lazy("work", "Role"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty if it stays the same."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].rows = people.visible_to(viewer)  # type: ignore[attr-defined]
