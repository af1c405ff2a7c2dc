"""The form in which a sector is added or changed: its words, its place in the list, what it is mapped to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.network.models import Classification, Sector
from hilo.ui.forms import VersionedForm


class BySchemeAndDomain(forms.models.ModelChoiceIterator):
    """Classes under the domain or family in which they lie, in the order of their schemes."""

    def __iter__(self) -> Iterator[Any]:
        rows = self.queryset.select_related("parent")
        for title, some in groupby(rows, key=group_of):
            yield title, [self.choice(one) for one in some]


def group_of(one: Classification) -> str:
    """«UNESCO framework for cultural statistics: Visual arts and crafts»."""
    return f"{one.get_scheme_display()}: {one.parent or one}"


class ClassesField(forms.ModelMultipleChoiceField):
    """Any number of classes of both schemes."""

    iterator = BySchemeAndDomain
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj}"


class SectorForm(VersionedForm):
    """A sector's name, what belongs to it, where it stands in lists, and its classes."""

    kind = "sector"
    about = Sector._meta.get_field("about").formfield(
        is_long=True, label=_("What belongs to it"), help_text=_("One line in each language.")
    )
    classes = ClassesField(
        Classification.objects.all(),
        label=_("Classes"),
        required=False,
        help_text=_("Choose the finest class that fits; what it lies in comes along."),
    )

    class Meta:
        model = Sector
        fields = ["name", "about", "order", "classes"]
        labels = {"name": _("Name of the sector"), "order": _("Order in lists")}
        help_texts = {"order": _("10 stands before 20.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NewSectorForm(SectorForm):
    """The same, with the short name in its address, which stays."""

    class Meta(SectorForm.Meta):
        fields = ["name", "slug", "about", "order", "classes"]
        help_texts = {
            **SectorForm.Meta.help_texts,
            "slug": _("Small letters, digits and hyphens, such as textile-fashion. It stays."),
        }
