"""A place in a form: plain text that finds its place, with up to three to choose from where it does not.

    territory = PlaceField(label=_("Where do you live?"), kind="municipality", within="MX")

Without JavaScript: the name is typed; one that names exactly one place is taken. Otherwise the form
comes back with what was typed and the likely places to choose from. A small module
(`ui/place-field.js`) offers names while typing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from hilo.places import names
from hilo.places.models import Place

MOST_SAME = 12  # of one name, all are offered: «Benito Juárez» is in seven states


@dataclass(frozen=True)
class Typed:
    """What came back: the text, and which of the offered places was chosen for which text."""

    text: str = ""
    choice: str = ""
    offered_for: str = ""

    @property
    def means(self) -> str:
        """The code that was chosen, unless the text was changed afterwards; else the text."""
        is_for_this = self.text.strip() == self.offered_for.strip()
        return self.choice if self.choice and is_for_this else self.text.strip()

    def __bool__(self) -> bool:
        return bool(self.means)


@dataclass(frozen=True)
class Finder:
    """Which places a field takes."""

    within: str = ""
    kind: str = ""

    def index(self) -> names.Index:
        country = Place.objects.filter(code=self.within).first() if self.within else None
        return names.index(country, self.kind)

    def found(self, text: str) -> list[names.Found]:
        """What `text` names: one, several, or none."""
        return self.index().exactly(text)

    def offered(self, text: str) -> list[tuple[str, str, str]]:
        """(code, full name, what it is) of the places that `text` may mean."""
        index = self.index()
        likely = index.exactly(text)[:MOST_SAME] or index.nearest(text)
        places = {place.pk: place for place in index.places_of(likely)}
        return [(one.code, index.full_name(one), places[one.pk].title) for one in likely]

    def address(self) -> str:
        """Where names are offered while typing; nothing where this installation has no such page."""
        asked = {"within": self.within, "kind": self.kind}
        query = urlencode({key: value for key, value in asked.items() if value})
        try:
            return reverse("places:suggest") + (f"?{query}" if query else "")
        except NoReverseMatch:
            return ""


class PlaceInput(forms.Widget):
    """A line of text, below it the places to choose from where the text names no single one."""

    template_name = "places/place_input.html"
    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.finder = Finder()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed(context["widget"]["value"] or "")
        context["widget"] |= {
            "text": typed.text,
            "choice": typed.choice,
            "offers": self._offers(value),
            "address": self.finder.address(),
        }
        return context

    def _offers(self, value: Any) -> list[tuple[str, str, str]]:
        """Nothing to choose where nothing was sent, or what was sent names one place."""
        if not isinstance(value, Typed) or not value.text.strip():
            return []
        return [] if len(self.finder.found(value.text)) == 1 else self.finder.offered(value.text)

    def format_value(self, value: Any) -> str | None:
        """The full name of a place (given as itself or by its primary key); text as it is."""
        if isinstance(value, Place | int):
            pk = value.pk if isinstance(value, Place) else value
            index = self.finder.index()
            found = index.found.get(pk)
            if found is not None:
                return index.full_name(found)
            # A place that has ended, or lies outside of what is asked for: its name still shows.
            value = Place.objects.filter(pk=pk).first() or ""
        return str(value) if value else None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return Typed(
            data.get(name, "")[:200], data.get(f"{name}-choice", ""), data.get(f"{name}-for", "")
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class PlaceField(forms.ModelChoiceField):
    """Answers a `Place`, or None where it is not required and nothing was typed.

    `within` is the code of a country or state (`"MX"`), `kind` one of `Place.Kind`. `keeps` is a
    place that stays allowed though it has ended or lies elsewhere: what the row holds now.
    """

    widget = PlaceInput
    empty_values = [None, "", Typed()]
    default_error_messages = {
        "required": _("Write the name of a place."),
        "several": _("Several places are called «%(text)s». Choose the right one."),
        "unknown": _(
            "We do not know «%(text)s». Choose one of these, or write the name differently."
        ),
        "unlike": _(
            "We do not know «%(text)s». Write the place and what it lies in: «Guadalupe, Nuevo León»."
        ),
    }

    def __init__(
        self, *, within: str = "", kind: str = "", keeps: Place | None = None, **options: Any
    ) -> None:
        super().__init__(Place.objects.all(), **options)
        self.keeps = keeps
        self.finder = Finder(within, kind)

    @property
    def _input(self) -> PlaceInput:
        assert isinstance(self.widget, PlaceInput)
        return self.widget

    @property
    def finder(self) -> Finder:
        return self._finder

    @finder.setter
    def finder(self, finder: Finder) -> None:
        self._finder = finder
        self._input.finder = finder

    def narrow(self, within: str) -> None:
        """Take only places inside the one with this code from now on, such as a chosen country."""
        self.finder = Finder(within, self.finder.kind)

    def __deepcopy__(self, memo: dict[int, Any]) -> PlaceField:
        copied = super().__deepcopy__(memo)
        copied.finder = self._finder
        return copied

    def to_python(self, value: Any) -> Place | None:
        if isinstance(value, Place) or value in self.empty_values:
            return value or None
        if isinstance(value, int):
            return Place.objects.filter(pk=value).first()
        text = value.means if isinstance(value, Typed) else str(value).strip()
        found = self.finder.found(text)
        if len(found) == 1:
            return self.finder.index().place_of(found[0])
        if self.keeps is not None and text == self._shown(self.keeps):
            return self.keeps
        raise self._unclear(text, len(found))

    def _shown(self, value: Any) -> str:
        return self._input.format_value(value) or ""

    def _unclear(self, text: str, count: int) -> ValidationError:
        code = "several" if count else "unknown" if self.finder.offered(text) else "unlike"
        return ValidationError(self.error_messages[code], code, {"text": text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, Typed):
            return data.means != self._shown(initial)
        return bool(super().has_changed(initial, data))
