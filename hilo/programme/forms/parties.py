"""The forms of who stands behind a programme, for whom it is, and under which numbers it is known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.text import MultilingualFormField
from hilo.network import access as network
from hilo.network.forms.named import NamedField, NamedOfRow, organisation_remark
from hilo.programme.models import Audience, Party
from hilo.ui.forms import Form, VersionedForm

MOST_PEOPLE = 10_000_000


class PartyForm(NamedOfRow, VersionedForm):
    """An organisation of the directory, or a name, in a role."""

    named = ("organisation",)
    role = forms.ChoiceField(label=_("Role"), choices=Party.Role.choices)
    organisation = NamedField(
        label=_("Organisation"),
        required=False,
        remark=organisation_remark,
        help_text=_("Its name as it stands in the directory; then its page is linked."),
    )
    name = MultilingualFormField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("For whoever is not in the directory, or as it shall be written here."),
    )

    class Meta:
        model = Party
        fields = ("role", "organisation", "name")

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = network.organisations_visible_to(viewer).select_related("place")
        self.fields["organisation"].rows = rows


def people_to_reach() -> forms.IntegerField:
    """The target of an audience."""
    return forms.IntegerField(
        label=_("How many people it means to reach"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("Empty: no number was promised."),
    )


class AudienceForm(VersionedForm):
    """A group for whom the programme is made."""

    name = MultilingualFormField(label=_("Name"), max_length=120)
    target = people_to_reach()

    class Meta:
        model = Audience
        fields = ("name", "target")


class NewAudienceForm(Form):
    """The same, with the short name that stands in addresses and sheets."""

    name = MultilingualFormField(label=_("Name"), max_length=120)
    target = people_to_reach()
    slug = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens, such as directors. It stays."),
    )
    field_order = ("name", "slug", "target")


class IdentifierForm(Form):
    """A number, and who gave it."""

    scheme = forms.CharField(
        label=pgettext_lazy("identifier of a programme", "Given by"),
        max_length=60,
        help_text=_("Such as IATI, the donor, the ministry."),
    )
    value = forms.CharField(label=_("Number"), max_length=120)
