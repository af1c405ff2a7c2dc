"""The forms of a programme's own vocabularies, and the boxes by which activities and indicators are sorted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.text import MultilingualFormField
from hilo.programme import vocabularies
from hilo.programme.forms.fields import CodeField
from hilo.programme.models import Programme
from hilo.ui.forms import Form


class VocabularyForm(Form):
    """What a vocabulary is called."""

    name = MultilingualFormField(label=_("Name"), max_length=120)


class NewVocabularyForm(VocabularyForm):
    """The same, with the short name that stands in addresses and files."""

    code = forms.SlugField(
        label=_("Short name"),
        max_length=20,
        help_text=_("Small letters, digits and hyphens, such as themes. It stays."),
    )


class TermForm(Form):
    """What a term is called."""

    label = MultilingualFormField(label=_("Name"), max_length=200)


class NewTermForm(TermForm):
    """The same, with its code."""

    code = CodeField(label=_("Code"), help_text=_("Short, such as T1. It stays."))
    field_order = ("code", "label")


def tags_field() -> forms.MultipleChoiceField:
    """The terms of a programme's own vocabularies, to tick."""
    return forms.MultipleChoiceField(
        label=_("Sorted by the programme’s own words"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def offer_tags(form: Any, programme: Programme) -> None:
    """Let `form` offer the terms of the programme; nothing where it has none."""
    own = vocabularies.own(programme)
    choices = [
        (str(one.name), [(vocabularies.key(one.code, code), one.term(code)) for code in one.terms])
        for one in own.values()
        if one.terms
    ]
    if choices:
        form.fields["tags"].choices = choices
    else:
        del form.fields["tags"]
