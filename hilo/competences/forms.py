"""Forms of the list, kept by hand; and what came back from the page on which people rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.competences.enums import LEAST, MOST
from hilo.competences.models import Competence, CompetenceGroup, Occasion, Rating
from hilo.competences.services import Answer
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.ui.forms import VersionedForm

CODE_HINT = _(
    "Letters without accents, digits and hyphens. It stands in addresses and never changes."
)


class CompetenceForm(VersionedForm):
    """A competence: its name, what it means, and where it stands in the list."""

    kind = "competence"

    class Meta:
        model = Competence
        fields = ["name", "about", "group", "order"]
        labels = {
            "name": _("Name of the competence"),
            "about": _("What someone can do who has it"),
            "group": pgettext_lazy("of competences", "Group"),
            "order": _("Order in lists"),
        }
        help_texts = {
            "about": _("One sentence that begins with a verb."),
            "order": _("1 stands before 2."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False
        if "group" in self.fields:
            field: Any = self.fields["group"]
            field.choices = kept(("groups to choose", get_language()), self._groups, is_small=True)

    def _groups(self) -> list[tuple[Any, str]]:
        field: Any = self.fields["group"]
        return [(value, str(label)) for value, label in field.choices]

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NewCompetenceForm(CompetenceForm):
    """The same for a competence that is not there yet, with the word of its address."""

    class Meta(CompetenceForm.Meta):
        fields = ["name", "about", "group", "code"]
        labels = CompetenceForm.Meta.labels | {"code": _("Short name in the address")}
        help_texts = CompetenceForm.Meta.help_texts | {"code": CODE_HINT}


class CompetenceGroupForm(VersionedForm):
    """A group of the list: its name and its place."""

    kind = "competence_group"

    class Meta:
        model = CompetenceGroup
        fields = ["name", "order"]
        labels = {"name": _("Name of the group"), "order": _("Order in lists")}
        help_texts = {"order": _("1 stands before 2.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NewCompetenceGroupForm(CompetenceGroupForm):
    """The same for a group that is not there yet."""

    class Meta(CompetenceGroupForm.Meta):
        fields = ["name", "code"]
        labels = CompetenceGroupForm.Meta.labels | {"code": _("Short name in the address")}
        help_texts = CompetenceGroupForm.Meta.help_texts | {"code": CODE_HINT}


class RatingForm:
    """What stands on the page on which people rate, and what came back from it.

    Not one of Django's forms: a hundred and forty choices all alike, none of which must be made,
    are read in one line each. `errors` are by field name (`ability-brand`).
    """

    def __init__(self, occasion: Occasion, rated: Mapping[str, Rating], data: Any = None) -> None:
        self.occasion = occasion
        self.problem: Problem | None = None
        self.values = {
            (code, scale): _typed(data, scale, code) if data is not None else _kept(row, scale)
            for code, row in ((one.code, rated.get(one.code)) for one in occasion.asked)
            for scale in occasion.scales
        }
        self.errors = {
            f"{scale}-{code}": _("Choose a number from 1 to 5.")
            for (code, scale), value in self.values.items()
            if value not in ALLOWED
        }

    def is_valid(self) -> bool:
        return not self.errors

    @property
    def answers(self) -> dict[str, Answer]:
        """What was sent, by competence."""
        return {
            one.code: Answer(**{scale: self._number(one, scale) for scale in self.occasion.scales})
            for one in self.occasion.asked
        }

    @property
    def missing(self) -> list[Competence]:
        """The competences of which something was left open."""
        scales = self.occasion.scales
        return [
            one
            for one in self.occasion.asked
            if any(self._number(one, scale) is None for scale in scales)
        ]

    def _number(self, one: Competence, scale: str) -> int | None:
        value = self.values[one.code, scale]
        return int(value) if value else None


ALLOWED = {"", *(str(value) for value in range(LEAST, MOST + 1))}


def _typed(data: Any, scale: str, code: str) -> str:
    return str(data.get(f"{scale}-{code}", ""))


def _kept(row: Rating | None, scale: str) -> str:
    value = getattr(row, scale) if row else None
    return "" if value is None else str(value)
