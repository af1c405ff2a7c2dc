"""The form in which a region is made and changed: its name, and which places it holds.

Places are searched and ticked, or pasted as a list of keys and names. Searching sends the form
too (`find`), so nothing typed is lost and no JavaScript is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.text import Text
from hilo.places import names, queries
from hilo.places.models import Place, Region
from hilo.places.services.regions import MOST_PLACES
from hilo.places.showing import remark
from hilo.ui import reader
from hilo.ui.forms import VersionedForm

MOST_FOUND = 40
MOST_TOLD = 8  # lines of a pasted list that are explained one by one
HELD = Prepared(
    lambda: (
        Place.objects.filter(regions=Given("region"))
        .select_related("parent__parent")
        .order_by("folded")
    )
)


class PlaceTicks(forms.Widget):
    """The places that the region holds, each with a tick; then those that a search found; the search."""

    template_name = "places/office/place_ticks.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.found: list[Place] = []
        self.looked, self.typed, self.inside = False, "", ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "ticked": lines(as_places(value)),
            "found": lines(self.found),
            "looked": self.looked,
            "typed": self.typed,
            "inside": self.inside,
            **kept(("where to look", reader.language()), where_to_look),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, ()))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # no tick at all says that none is wanted


def where_to_look() -> dict[str, list[tuple[str, str]]]:
    """The states of Mexico and the countries with divisions: codes and names."""
    states = Place.objects.divisions().filter(parent__code="MX")
    countries = queries.countries_with_divisions()
    return {
        "states": [(one.code, str(one)) for one in states],
        "countries": [(one.code, str(one)) for one in countries],
    }


def lines(places: Iterable[Place]) -> list[tuple[str, str, str]]:
    """(code, name, what it is and lies in) of places."""
    return [(place.code, str(place), remark(place)) for place in places]


def as_places(value: Any) -> list[Place]:
    """Places as they are, or those with these codes, by name."""
    if not value:
        return []
    if all(isinstance(one, Place) for one in value):
        return list(value)
    codes = [code for code in list(value)[: MOST_PLACES + 1] if "\0" not in code]
    found = Place.objects.filter(code__in=codes)
    return list(found.select_related("parent__parent").order_by("folded"))


class TickedPlaces(forms.Field):
    """Codes that were ticked, as places."""

    widget = PlaceTicks

    def to_python(self, value: Any) -> list[Place]:
        return as_places(value)

    def validate(self, value: list[Place]) -> None:
        """None ticked is well where a list was pasted; the service refuses a region of nothing."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {place.code for place in as_places(initial)} != set(data or ())


class PastedPlaces(forms.CharField):
    """One place per line: INEGI's key, an ISO code, or a name; what is unclear is told line by line."""

    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "false"})
    default_error_messages = {
        "unknown": _("Line %(line)s: we do not know «%(text)s». Did you mean: %(nearest)s?"),
        "unlike": _("Line %(line)s: we do not know «%(text)s»."),
        "several": _("Line %(line)s: several are called «%(text)s»: %(several)s."),
    }

    def clean(self, value: Any) -> list[Place]:
        text = super().clean(value)
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
        return self._read([(number, line) for number, line in lines if line])

    def _read(self, lines: list[tuple[int, str]]) -> list[Place]:
        index = names.index()
        found = [(number, line, index.exactly(line)) for number, line in lines]
        problems = [
            self._problem(number, line, some, index)
            for number, line, some in found
            if len(some) != 1
        ]
        if problems:
            raise ValidationError(self._shortened(problems))
        return index.places_of(some[0] for _number, _line, some in found)

    def _problem(
        self, number: int, line: str, some: list[names.Found], index: names.Index
    ) -> ValidationError:
        offered = " · ".join(index.full_name(one) for one in some[:6] or index.nearest(line))
        code = "several" if some else "unknown" if offered else "unlike"
        values = {"line": number, "text": line, "nearest": offered, "several": offered}
        return ValidationError(self.error_messages[code], code, values)

    def _shortened(self, problems: list[ValidationError]) -> list[ValidationError]:
        left = len(problems) - MOST_TOLD
        if left <= 0:
            return problems
        more = ngettext(
            "%(count)s more line is unclear.", "%(count)s more lines are unclear.", left
        )
        return [*problems[:MOST_TOLD], ValidationError(more, "more", {"count": left})]


class RegionForm(VersionedForm):
    """A region's name, its place in the order, and what it holds."""

    kind = "region"
    places = TickedPlaces(
        label=_("Places of the region"),
        help_text=_(
            "A state brings all its municipalities. Take the tick away to leave a place out."
        ),
    )
    pasted = PastedPlaces(
        label=_("Add a list"),
        required=False,
        help_text=_(
            "One place per line: INEGI key, ISO code or name, for example 19026, MX-OAX, Guadalupe, Nuevo León."
        ),
    )

    class Meta:
        model = Region
        fields = ["name", "order"]
        labels = {"name": _("Name of the region"), "order": _("Order in lists")}
        help_texts = {"order": _("1 stands before 2.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        if self.instance.pk:
            self.initial["places"] = self._current["places"]

    def current(self, name: str) -> Any:
        if name == "places" and self.instance.pk:
            return HELD.rows(region=self.instance.pk)
        return super().current(name)

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0

    def look(self) -> None:
        """Find what was typed in the search line; the form is shown again, unjudged."""
        self._errors = ErrorDict()
        widget: Any = self.fields["places"].widget
        widget.looked = True
        widget.typed = self.data.get("find", "").replace("\0", "").strip()
        widget.inside = self.data.get("find_in", "").replace("\0", "")
        data: Any = self.data
        ticked = set(data.getlist(self.add_prefix("places")))
        some = found_by(widget.typed, widget.inside)
        widget.found = [place for place in some if place.code not in ticked]

    @property
    def chosen(self) -> list[Place]:
        """What the region shall hold: ticked and pasted, once each."""
        both = [*self.cleaned_data["places"], *self.cleaned_data.get("pasted", [])]
        return list({place.pk: place for place in both}.values())


def found_by(typed: str, inside: str) -> list[Place]:
    """What bears the name inside a state or country; without a name, all that lies there."""
    within = Place.objects.filter(code=inside).first() if inside else None
    if typed:
        return queries.search_by_name(typed, within=within, limit=MOST_FOUND)
    if within is None:
        return []
    return [within, *queries.children_of(within).select_related("parent").order_by("folded")]


class NewRegionForm(RegionForm):
    """The same for a region that is not there yet, with the words of its address."""

    class Meta(RegionForm.Meta):
        fields = ["name", "slug", "order"]
        labels = RegionForm.Meta.labels | {"slug": _("Short name in the address")}
        help_texts = RegionForm.Meta.help_texts | {
            "slug": _("Letters without accents, digits and hyphens. Empty: made from the name.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = free_slug(cleaned.get("name"))
        return cleaned


def free_slug(name: Text | None) -> str:
    """A short name for the address, from the name in any language that has Latin letters."""
    texts = [name.shown(name.original).value, *name.texts.values()] if name else []
    stem = next((slug for text in texts if (slug := slugify(text)[:50])), "region")
    taken = set(Region.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)
