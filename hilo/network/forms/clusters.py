"""Forms about clusters: map one, write its page, its members, its agent, its commission, its figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.text import MultilingualFormField
from hilo.core.time import today
from hilo.network import access
from hilo.network.enums import MONEY, ChainPlace, Measured, Stakeholder
from hilo.network.forms.named import NamedField, NamedOfRow, nothing, organisation_remark
from hilo.network.forms.organisations import OneLineField, SectorsField
from hilo.network.models import Cluster, ClusterFigure, Membership, Seat
from hilo.network.problems import LastDayFirst
from hilo.people import access as people
from hilo.places.forms import PlaceField
from hilo.ui.conflicts import once_more
from hilo.ui.forms import Form, VersionedForm

FIELDS = (
    *("kind", "name", "sectors", "place", "town", "story", "audience"),
    *("latitude", "longitude", "mapped_on", "mapped_from"),
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
NOT_CHOSEN = ("", _("Not stated"))
DAYS = {"starts_on": _("From"), "ends_on": _("To")}
LAST_DAY = _("The last day, if known.")


class ClusterForm(VersionedForm):
    """The whole page of a cluster, as its agent and coordinators write it."""

    kind = "cluster"
    sectors = SectorsField()
    place = PlaceField(
        label=_("Place"),
        help_text=_("Municipality, state or province in which most of its members work."),
    )
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("A point on the map"), ("latitude", "longitude")),
        (_("Where this is known from"), ("mapped_on", "mapped_from")),
    )

    class Meta:
        model = Cluster
        fields: tuple[str, ...] = FIELDS
        field_classes = {"town": OneLineField, "mapped_from": OneLineField}
        labels = {
            "kind": _("Kind"),
            "name": _("Name"),
            "town": _("Town or quarter"),
            "story": _("Its story"),
            "audience": _("Who may find this page"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
            "mapped_on": _("Mapped on"),
            "mapped_from": _("Source of the mapping"),
        }
        help_texts = {
            "name": _("What is made and where: «Tableware, Nabeul»."),
            "story": _(
                "How it began, what its people make, what they want. Headings, lists and links as in Markdown."
            ),
            "latitude": _("In degrees, to the north: 36.45. A province has no point of its own."),
            "longitude": _("In degrees, to the east: 10.73; to the west below zero."),
            "mapped_from": _("A study, a register, a visit: so that others can look it up."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, sectors = self.fields["place"], self.fields["sectors"]
        if self.instance.pk:
            place.keeps = self.instance.place  # type: ignore[attr-defined]
            sectors.keep(self.instance.sectors.all())  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


class NewClusterForm(ClusterForm):
    """The little that a page begins with."""

    groups = ()

    class Meta(ClusterForm.Meta):
        fields = ("kind", "name", "sectors", "place", "town", "mapped_on", "mapped_from")


class PictureForm(Form):
    """One picture, and what it shows."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("Work, places, people who agreed. We take out where it was made."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    alt = MultilingualFormField(
        label=_("What the picture shows"),
        max_length=160,
        help_text=_("For those who do not see it: «A potter glazes bowls»."),
    )


class DaysForm(Form):
    """Something that lasts from one day to another."""

    starts_on = forms.DateField(label=DAYS["starts_on"], required=False, widget=forms.DateInput)
    ends_on = forms.DateField(
        label=DAYS["ends_on"], required=False, widget=forms.DateInput, help_text=LAST_DAY
    )


class DaysInOrder:
    """A form over a row whose last day does not lie before its first."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            LastDayFirst().put_on(self)  # type: ignore[arg-type]
        return cleaned


def chain_place() -> forms.ChoiceField:
    """Where a member works in the value chain, where that is known."""
    return forms.ChoiceField(
        label=_("Place in the value chain"),
        choices=[NOT_CHOSEN, *ChainPlace.choices],
        required=False,
    )


class MemberForm(DaysInOrder, VersionedForm):
    """What is known of a member."""

    chain_place = chain_place()

    class Meta:
        model = Membership
        fields = ("chain_place", "starts_on", "ends_on")
        labels = DAYS
        help_texts = {"ends_on": LAST_DAY}


class AddMemberForm(DaysForm):
    """One more member, by name."""

    chain_place = chain_place()
    field_order = ("organisation", "chain_place")
    organisation = NamedField(
        label=_("Organisation"),
        remark=organisation_remark,
        help_text=_("Its name, as it stands in the directory."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = access.organisations_visible_to(viewer).select_related("place")
        self.fields["organisation"].rows = rows  # type: ignore[attr-defined]


class PersonMixin:
    """A form with a person, chosen by name among those whom the reader may find."""

    fields: dict[str, forms.Field]

    def look_among_people(self, viewer: Any) -> None:
        self.fields["person"].rows = people.visible_to(viewer)  # type: ignore[attr-defined]


class AppointForm(PersonMixin, DaysForm):
    """A person who accompanies the cluster for some days."""

    person = NamedField(
        label=_("Person"), remark=nothing, help_text=_("The full name, as in the profile.")
    )
    field_order = ("person", "starts_on", "ends_on")

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": today()})
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].required = True
        self.fields["ends_on"].help_text = _("The last day. Empty: until somebody ends the term.")
        self.look_among_people(viewer)


class SeatForm(DaysInOrder, PersonMixin, NamedOfRow, VersionedForm):
    """A seat on the commission, with or without somebody on it."""

    named = ("person", "organisation")
    stakeholder = forms.ChoiceField(label=_("Kind of stakeholder"), choices=Stakeholder.choices)
    person = NamedField(
        label=_("Person"),
        required=False,
        remark=nothing,
        help_text=_(
            "The full name, as in the profile. Empty: the seat is vacant, and is shown so."
        ),
    )
    organisation = NamedField(
        label=_("For which organisation"), required=False, remark=organisation_remark
    )
    task = OneLineField(
        label=pgettext_lazy("on a commission", "Task"),
        max_length=80,
        required=False,
        help_text=_("Chairs it, keeps its minutes…"),
    )

    class Meta:
        model = Seat
        fields = ("stakeholder", "person", "organisation", "task", "starts_on", "ends_on")
        labels = DAYS
        help_texts = {"ends_on": LAST_DAY}

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = access.organisations_visible_to(viewer).select_related("place")
        self.fields["organisation"].rows = rows  # type: ignore[attr-defined]
        self.look_among_people(viewer)
        # Whoever sits there stays until the seat is vacated; who named somebody meanwhile is told.
        if self.instance.person_id and not self.data.get("person"):
            self.leave_out(["person"])


class FigureForm(Form):
    """A number about the cluster; never without its source."""

    measured = forms.ChoiceField(label=_("What is counted"), choices=Measured.choices)
    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("A figure of the same year is corrected."),
    )
    value = forms.DecimalField(
        label=_("Value"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("Firms and people as a whole number, money without thousands separators."),
    )
    currency = OneLineField(
        label=_("Currency"),
        max_length=3,
        required=False,
        help_text=_("For money alone: three letters such as MAD or TND."),
    )
    source = OneLineField(
        label=_("Source"),
        max_length=200,
        help_text=_("Who counted it, and where it can be looked up."),
    )
    # Which figure of that year the reader has seen and corrects; none at first.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if currency and not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            raise forms.ValidationError(_("Write the three letters of the currency, such as TND."))
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        measured, value = cleaned.get("measured"), cleaned.get("value")
        if measured and measured not in MONEY and value is not None and value % 1:
            self.add_error("value", _("Firms and people are counted in whole numbers."))
        return cleaned

    def meets(self, figure: ClusterFigure | None) -> None:
        """Another figure of that year stands there: it is shown, and corrected when sent again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = figure.version if figure else ""
        self.data = data
        if figure is None:
            self.add_error(None, once_more())
            return
        value = f"{figure.value.normalize():f} {figure.currency}".strip()
        sentence = _(
            "On record for that year: %(value)s, from %(source)s. Record yours again to correct it."
        )
        self.add_error("value", sentence % {"value": value, "source": figure.source})
