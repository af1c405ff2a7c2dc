"""Forms of the list, kept by hand; and what came back from the page on which people rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.competences.enums import SCALES
from hilo.competences.models import Competence, CompetenceGroup, Occasion, Rating
from hilo.competences.services import Answer
from hilo.ui.forms import Form, VersionedForm

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
            "group": _("Group"),
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


class RatingForm(Form):
    """One choice from 1 to 5 for each scale of each competence; none of them must be made."""

    def __init__(
        self, occasion: Occasion, rated: Mapping[str, Rating], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.occasion = occasion
        for competence in occasion.asked:
            row = rated.get(competence.code)
            for scale in occasion.scales:
                name = f"{scale}-{competence.code}"
                self.fields[name] = _choice(scale)
                self.initial[name] = getattr(row, scale) if row else None

    @property
    def answers(self) -> dict[str, Answer]:
        """What was sent, by competence."""
        return {
            one.code: Answer(
                **{
                    scale: self.cleaned_data[f"{scale}-{one.code}"]
                    for scale in self.occasion.scales
                }
            )
            for one in self.occasion.asked
        }

    @property
    def missing(self) -> list[Competence]:
        """The competences of which something was left open."""
        return [one for one in self.occasion.asked if self._is_open(self.answers[one.code])]

    def _is_open(self, said: Answer) -> bool:
        return any(getattr(said, scale) is None for scale in self.occasion.scales)


def _choice(scale: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=SCALES[scale].__name__,
        choices=SCALES[scale].choices,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose a number from 1 to 5.")},
    )
