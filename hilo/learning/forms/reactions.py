"""What a learner says of the course when it ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hilo.learning.enums import Asked
from hilo.learning.models import Reaction
from hilo.ui.forms import Form
from hilo.ui.numerals import figure
from hilo.ui.widgets import Scale

LEAST, MOST = 1, 5
ENDS = {LEAST: _("not at all"), MOST: _("fully")}


class ReactionForm(Form):
    """Six statements from 1 to 5, and two open questions; nothing must be answered."""

    helped = forms.CharField(
        label=_("What helped you most?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    better = forms.CharField(
        label=_("What should be better?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, reaction: Reaction | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, scale = {}, scale_in_words()
        for value, label in Asked.choices:
            own[value] = forms.ChoiceField(label=label, choices=scale, required=False, widget=Scale)
        self.fields = {**own, **dict(self.fields)}
        if reaction is not None:
            said = {name: str(value) for name, value in reaction.answers.items()}
            self.initial = {**said, "helped": reaction.helped, "better": reaction.better}

    def given(self) -> dict[str, Any]:
        """What `services.reactions.react` takes."""
        told = self.cleaned_data
        answers = {name: int(told[name]) for name in Asked.values if told.get(name)}
        return {"answers": answers, "helped": told["helped"], "better": told["better"]}


def scale_in_words() -> list[tuple[str, Any]]:
    """The numbers of a statement, both ends said to those who do not see the page; and no answer."""
    numbers = range(LEAST, MOST + 1)
    return [*((str(n), _number(n)) for n in numbers), ("", _("No answer"))]


def _number(n: int) -> str:
    return format_html('{}<span class="unseen"> {}</span>', figure(n), ENDS.get(n, ""))
