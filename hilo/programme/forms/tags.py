"""The form in which a programme says what it serves: one group of boxes for each vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.programme import vocabularies
from hilo.programme.models import Programme
from hilo.programme.services.tags import Chosen
from hilo.programme.vocabularies import Vocabulary
from hilo.ui.forms import Form


class TagsForm(Form):
    """Terms to tick; of a marker, how much it weighs."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(programme.tags.all())
        self.vocabularies = [one for one in vocabularies.of(programme).values() if one.terms]
        for one in self.vocabularies:
            own = [tag for tag in held if tag.vocabulary == one.code]
            for name, field in _fields_of(one, own):
                self.fields[name] = field

    def chosen(self) -> list[Chosen]:
        """What was ticked, as the service takes it."""
        found: list[Chosen] = []
        for one in self.vocabularies:
            if one.weights:
                weights = ((code, self.cleaned_data[_name(one, code)]) for code in one.terms)
                found += [(one.code, code, int(w)) for code, w in weights if w != ""]
            else:
                found += [(one.code, code, None) for code in self.cleaned_data[_name(one)]]
        return found


def _fields_of(vocabulary: Vocabulary, held: list[Any]) -> Iterable[tuple[str, forms.Field]]:
    if vocabulary.weights:
        yield from (
            (_name(vocabulary, code), _marker(vocabulary, code, held)) for code in vocabulary.terms
        )
    else:
        yield _name(vocabulary), _ticks(vocabulary, held)


def _name(vocabulary: Vocabulary, code: str = "") -> str:
    return "-".join(filter(None, [vocabulary.code, code]))


def _ticks(vocabulary: Vocabulary, held: list[Any]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=str(vocabulary.name),
        choices=[(code, vocabulary.term(code)) for code in vocabulary.terms],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[tag.code for tag in held],
    )


def _marker(vocabulary: Vocabulary, code: str, held: list[Any]) -> forms.Field:
    weights = [(str(weight), str(words)) for weight, words in vocabulary.weights.items()]
    return forms.ChoiceField(
        label=str(vocabulary.name),
        choices=[("", _("Not assessed")), *weights],
        required=False,
        initial=next((str(tag.weight) for tag in held if tag.code == code), ""),
        help_text=_("What the programme aims at, as its documents say; not what came of it."),
    )
