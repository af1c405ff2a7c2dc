"""Forms about organisations: begin a page, write it, give it a logo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hilo.core.keeping import kept
from hilo.network.enums import OrganisationKind
from hilo.network.models import Organisation, Sector
from hilo.network.models.organisation import MOST_OTHER_PLACES
from hilo.network.rules import contact
from hilo.network.services.organisations import chosen
from hilo.people.models.person import one_line
from hilo.places import names
from hilo.places.forms import PlaceField
from hilo.places.models import Place
from hilo.places.regionforms import PastedPlaces
from hilo.ui.forms import Form, VersionedForm

LEVELS = (
    ("public", _("Everybody")),
    ("members", _("Members of the network")),
    ("own", _("Its own people and coordinators")),
)


class OneLineField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class SectorsOffered(forms.models.ModelChoiceIterator):
    """The sectors to tick, read once by each process until anything happens."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        current = kept("sectors to tick", lambda: list(Sector.objects.current()))
        gone = self.field.gone  # type: ignore[attr-defined]
        for one in sorted([*current, *gone], key=lambda one: (one.order, one.slug)):
            yield self.choice(one)


class SectorsField(forms.ModelMultipleChoiceField):
    """Sectors to tick, side by side; one that can be chosen no more stays where it is ticked."""

    iterator = SectorsOffered
    gone: Iterable[Sector] = ()
    default_error_messages = {"invalid_choice": _("Choose among these sectors.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Sectors"))
        options.setdefault("required", False)
        widget = forms.CheckboxSelectMultiple(attrs={"class": "columns"})
        super().__init__(Sector.objects.current(), widget=widget, **options)

    def keep(self, ticked: Iterable[Sector]) -> None:
        """Offer also what is `ticked` already."""
        self.gone = [one for one in ticked if not one.is_current]
        if self.gone:
            keys = [one.pk for one in self.gone]
            self.queryset = Sector.objects.current() | Sector.objects.filter(pk__in=keys)


class PlacesField(PastedPlaces):
    """Several places, one a line, as people write them."""

    default_error_messages = {"too_many": _("Write at most %(most)s places.")}

    def prepare_value(self, value: Any) -> Any:
        """Places as lines that lead back to them."""
        if isinstance(value, list):
            index = names.index()
            known = [index.found.get(place.pk) for place in value]
            return "\n".join(index.full_name(one) for one in known if one)
        return value

    def clean(self, value: Any) -> list[Place]:
        places = list(dict.fromkeys(super().clean(value)))
        if len(places) > MOST_OTHER_PLACES:
            told = {"most": MOST_OTHER_PLACES}
            raise forms.ValidationError(self.error_messages["too_many"], "too_many", told)
        return places


class BeginForm(Form):
    """The little that a page begins with."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[("", _("Choose")), *OrganisationKind.choices]
    )
    legal_name = OneLineField(
        label=_("Legal name"),
        max_length=200,
        help_text=_("As it stands on its papers, in its own script."),
    )
    short_name = OneLineField(
        label=_("Short name"),
        max_length=80,
        required=False,
        help_text=_("What people call it. It stands on top of the page."),
    )
    place = PlaceField(
        label=_("Place"),
        help_text=_("Municipality, or state or country where it is at work in the whole of it."),
    )
    sectors = SectorsField()
    role = OneLineField(
        label=_("What you do there"),
        max_length=120,
        required=False,
        help_text=_("In your own words: director, potter, head of sales."),
    )
    whose = forms.ChoiceField(
        label=_("Whose page this is"),
        choices=[
            ("other", _("Somebody else’s: I put it on record as a coordinator.")),
            ("own", _("My own: I work there and will keep the page.")),
        ],
        initial="other",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, may_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_record:
            del self.fields["whose"]

    @property
    def is_own(self) -> bool:
        return self.cleaned_data.get("whose", "own") == "own"

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "whose"}


FIELDS = (
    *("kind", "legal_name", "short_name", "other_names", "audience"),
    *("presentation", "sectors", "stage"),
    *("place", "other_places", "web", "email", "phone", "address"),
    *("size", "women_owned", "women_led", "founded_year"),
)


class OrganisationForm(VersionedForm):
    """The whole page, as its stewards and coordinators write it."""

    kind = "organisation"
    legal_name = OneLineField(label=_("Legal name"), max_length=200)
    short_name = OneLineField(
        label=_("Short name"),
        max_length=80,
        required=False,
        help_text=_("What people call it. It stands on top of the page."),
    )
    sectors = SectorsField()
    place = PlaceField(label=_("Place"))
    other_places = PlacesField(
        label=_("Also at work in"),
        required=False,
        help_text=_("One place a line: Guadalupe, Nuevo León."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    web = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    sees_email = forms.ChoiceField(label=_("Who sees the e-mail"), choices=LEVELS)
    sees_phone = forms.ChoiceField(label=_("Who sees the phone"), choices=LEVELS)
    sees_address = forms.ChoiceField(label=_("Who sees the street address"), choices=LEVELS)

    groups = (
        (_("What it does"), ("presentation", "sectors", "stage")),
        (_("Where it is"), ("place", "other_places")),
        (
            _("How to reach it"),
            ("web", *(name for field in contact.FIELDS for name in (field, f"sees_{field}"))),
        ),
        (_("Who stands behind it"), ("size", "women_owned", "women_led", "founded_year")),
        (_("Who finds the page"), ("audience",)),
    )

    class Meta:
        model = Organisation
        fields = FIELDS
        labels = {
            "kind": _("What it is"),
            "other_names": _("Other names"),
            "presentation": _("Presentation"),
            "stage": _("Main stage of the culture cycle"),
            "size": _("Size"),
            "women_owned": _("Owned by women"),
            "women_led": _("Led by women"),
            "founded_year": _("Founded in"),
            "email": _("E-mail"),
            "phone": _("Phone"),
            "address": _("Street address"),
            "audience": _("Who may find this page"),
        }
        help_texts = {
            "other_names": _(
                "One a line: former names, short forms, other scripts. Search finds them."
            ),
            "presentation": _("What you make, for whom, what makes it yours."),
            "women_owned": _("Women hold at least half of it. “Not stated” is a full answer."),
            "women_led": _("A woman decides day by day. “Not stated” is a full answer."),
            "founded_year": _("Four digits: 1987."),
            "phone": _("With the code of the country: +52 222 123 4567."),
            "audience": _("It holds once the page is in the directory."),
        }
        widgets = {
            "other_names": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            # These are the organisation's: a browser would fill in those of whoever writes.
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
            "address": forms.TextInput(attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, instance: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {**_levels_of(instance), **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["place"].keeps = instance.place  # type: ignore[attr-defined]
        self.fields["sectors"].keep(self.initial.get("sectors", ()))  # type: ignore[attr-defined]

    def overtaken(self) -> None:
        self.instance.refresh_from_db()
        self.initial.update(_levels_of(self.instance))
        super().overtaken()

    def clean_other_names(self) -> str:
        lines = map(one_line, self.cleaned_data["other_names"].splitlines())
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def changes(self) -> dict[str, Any]:
        """What the service takes; who sees the contact among it."""
        values = self.cleaned_data
        levels = {name: values[f"sees_{name}"] for name in contact.FIELDS}
        given = {name: values[name] for name in FIELDS}
        return {**given, "visibility": chosen(self.instance.visibility, levels)}


def _levels_of(organisation: Organisation) -> dict[str, str]:
    """Who sees each contact field, as the form asks it."""
    levels = organisation.visibility
    return {f"sees_{name}": contact.level_of(levels, name) for name in contact.FIELDS}


class LogoForm(Form):
    """One picture."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("A picture on a light ground, at least 320 pixels wide."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )


def label_of(field: str) -> str:
    """What a field is called, on the form and wherever its values are compared."""
    declared = OrganisationForm.base_fields[field]
    return str(capfirst(declared.label or field))
