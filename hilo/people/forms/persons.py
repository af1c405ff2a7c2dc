"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hilo.people import visibility
from hilo.people.models import Gender, Person, Visibility
from hilo.people.models.person import one_line
from hilo.places.forms import PlaceField
from hilo.ui.forms import Form, VersionedForm

FIELDS = [
    "given_name",
    "family_name",
    "name_order",
    "language",
    "territory",
    "gender",
    "birth_year",
    "phone",
]


class NameField(forms.CharField):
    """A name, on one line."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class PersonForm(VersionedForm):
    """What a person, or who coordinates them, may correct."""

    kind = "person"
    territory = PlaceField(
        label=_("Place"),
        required=False,
        help_text=_(
            "Municipality, state or country. It also decides how you read dates and numbers."
        ),
    )

    class Meta:
        model = Person
        fields = FIELDS
        field_classes = {"given_name": NameField, "family_name": NameField}
        labels = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "name_order": _("Order of the name"),
            "language": _("Language"),
            "gender": _("Gender"),
            "birth_year": _("Year of birth"),
            "phone": _("Phone"),
        }
        help_texts = {
            "gender": _("We count women and men in every step. “Not stated” is a full answer."),
            "birth_year": _("It is counted in groups of ages only."),
            "phone": _("With the code of the country: +52 222 123 4567."),
        }

    def changes(self) -> dict[str, Any]:
        """The values of the form's own fields."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}


class VisibilityForm(Form):
    """Who may find the profile, and who sees what on it."""

    shown_to = forms.ChoiceField(
        label=_("Who may find you in the network"), choices=Visibility.choices
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        chosen = {field: visibility.chosen_for(person, field) for field in visibility.FIELDS}
        kwargs["initial"] = {"shown_to": person.shown_to, **chosen}
        super().__init__(*args, **kwargs)
        for name, label in visibility.FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Who sees: %(field)s") % {"field": label},
                choices=visibility.choices_for(name),
            )

    def chosen(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in visibility.FIELDS}


class PhotoForm(Form):
    """One photograph."""

    photo = forms.FileField(
        label=_("Photograph"),
        help_text=_("A picture in which your face can be seen. We take out where it was made."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )


class InviteForm(Form):
    """One invitation."""

    given_name = NameField(label=_("Given name"), max_length=120)
    family_name = NameField(label=_("Family name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("The language of the letter"), choices=settings.LANGUAGES)
    territory = PlaceField(label=_("Place"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, initial=Gender.NOT_STATED)
    words = forms.CharField(
        label=_("A few words of your own"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They stand in the letter as you write them."),
    )
    scope = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_scope(self, "scope", scopes)


class SendAgainForm(Form):
    """An invitation that is sent once more, to another address where the first was wrong."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Correct it here if it was wrong."),
    )


def choose_scope(form: forms.Form, name: str, scopes: list[tuple[str, Any]]) -> None:
    """Offer `scopes`; a single one needs no question."""
    field: Any = form.fields[name]
    field.choices = scopes
    field.required = True
    if len(scopes) == 1:
        field.initial = scopes[0][0]
        field.widget = forms.HiddenInput()
