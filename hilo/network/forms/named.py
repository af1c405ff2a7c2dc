"""Choosing an organisation or a person by name: plain text that finds its row, with the nearest to choose from.

Without JavaScript: one that names exactly one is taken. Otherwise the form comes back with what was typed
and the likely ones to choose from. Only what the reader may find is ever offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold

LONGEST = 200
MOST_OFFERED = 8
MOST_WEIGHED = 200
SHORTEST_PIECE = 3  # letters of a word that are enough to look for its like


@dataclass(frozen=True)
class Typed:
    """What came back: the text, and which of the offered rows was chosen for which text."""

    text: str = ""
    choice: str = ""
    offered_for: str = ""

    @property
    def chosen(self) -> UUID | None:
        """The row that was chosen, unless the text was changed afterwards."""
        if self.text.strip() != self.offered_for.strip():
            return None
        try:
            return UUID(self.choice)
        except ValueError:
            return None

    def __bool__(self) -> bool:
        return bool(self.text.strip())


class NameInput(forms.Widget):
    """A line of text, below it what it may mean."""

    template_name = "network/name_input.html"
    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.offers: Sequence[tuple[str, Any, Any]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        context["widget"] |= {"text": typed.text, "choice": typed.choice, "offers": self.offers}
        return context

    def format_value(self, value: Any) -> str:
        return str(value or "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text = data.get(name, "").replace("\0", "")[:LONGEST]
        return Typed(text, data.get(f"{name}-choice", ""), data.get(f"{name}-for", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class NamedField(forms.Field):
    """Answers the row that was named, or None where nothing was typed.

    `rows` are those the reader may find: models with `folded` and `uuid`. `remark(row)` tells rows of
    one name apart.
    """

    widget = NameInput
    empty_values = [None, "", Typed()]
    default_error_messages = {
        "several": _("Several are called so. Choose the right one."),
        "unknown": _("Nothing is called so. Choose one of these, or write the name differently."),
        "unlike": _("Nothing in the network is called so. Write the name differently."),
    }

    def __init__(self, *, remark: Callable[[Any], Any] = str, **options: Any) -> None:
        super().__init__(**options)
        self.remark = remark
        self.rows: QuerySet[Any] | None = None
        self.keeps: Any = None  # what the row holds now, also where this reader may not find it

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, Typed) or not value:
            return None
        rows = self.rows
        assert rows is not None, "the form says among which rows"
        if self.keeps is not None and value.text.strip() == str(self.keeps):
            return self.keeps
        if value.chosen is not None:
            found = rows.filter(uuid=value.chosen).first()
            if found is not None:
                return found
        return self._meant(rows, value.text)

    def _meant(self, rows: QuerySet[Any], text: str) -> Any:
        """The only row that bears this name; raises with the likely ones on offer."""
        same = self._same(rows, text)
        if len(same) == 1:
            return same[0]
        likely = same or nearest(rows, text)
        self.widget.offers = [(str(one.uuid), one, self.remark(one)) for one in likely]
        code = "several" if same else "unknown" if likely else "unlike"
        raise ValidationError(self.error_messages[code], code)

    def _same(self, rows: QuerySet[Any], text: str) -> list[Any]:
        """Rows of which a whole name is `text`; the index of names narrows, Python decides."""
        wanted = fold(text).strip()
        if not wanted:
            return []
        likely = rows.filter(folded__contains=wanted)[: MOST_OFFERED * 4]
        return [one for one in likely if wanted in map(fold, names_of(one))][:MOST_OFFERED]


class NamedOfRow:
    """A `VersionedForm` in which fields that are `named` hold rows, not their keys."""

    named: tuple[str, ...] = ()
    fields: dict[str, Any]
    initial: Any
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.named:
            self.initial[name] = self.fields[name].keeps = getattr(self.instance, name)

    def current(self, name: str) -> Any:
        """What the row holds now."""
        if name in self.named:
            return getattr(self.instance, name)
        return super().current(name)  # type: ignore[misc]


def names_of(row: Any) -> Iterable[str]:
    """Every name that a row bears: an organisation several, a person one, and an address."""
    names = getattr(row, "names", None)
    return [*names] if isinstance(names, list) else [str(row)]


def nearest(rows: QuerySet[Any], text: str) -> list[Any]:
    """The rows whose names hold most of what was typed, best first."""
    words = [word for word in fold(text).split() if len(word) >= SHORTEST_PIECE][:6]
    pieces = [word[: max(SHORTEST_PIECE, len(word) - 2)] for word in words]
    if not pieces:
        return []
    wanted = reduce(or_, (Q(folded__contains=piece) for piece in pieces))
    likeness = {one: _likeness(one, pieces) for one in rows.filter(wanted)[:MOST_WEIGHED]}
    # The column also holds addresses of people; what only they hold must not be told.
    found = [one for one in likeness if likeness[one]]
    return sorted(found, key=lambda one: -likeness[one])[:MOST_OFFERED]


def _likeness(row: Any, pieces: Sequence[str]) -> int:
    """How many letters of what was typed stand in the names of `row`."""
    name = fold(" ".join(names_of(row)))
    return sum(len(piece) for piece in pieces if piece in name)


def organisation_remark(organisation: Any) -> str:
    """«Craft workshop · Nabeul»."""
    place = str(organisation.place) if organisation.place else ""
    return " · ".join(filter(None, [str(organisation.get_kind_display()), place]))


def nothing(row: Any) -> str:
    """People of one name are told apart on their pages; nothing of theirs stands in an offer."""
    return ""
