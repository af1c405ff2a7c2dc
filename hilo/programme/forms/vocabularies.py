"""The forms of a programme's own vocabularies, and the boxes by which activities and indicators are sorted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.text import MultilingualFormField
from hilo.programme import vocabularies
from hilo.programme.forms.fields import CodeField
from hilo.programme.models import OwnTerm, OwnVocabulary, Programme
from hilo.ui.forms import Form, VersionedForm

NAME = {"name": _("Name"), "label": _("Name")}


class VocabularyForm(VersionedForm):
    """What a vocabulary is called."""

    class Meta:
        model = OwnVocabulary
        fields = ("name",)
        labels = NAME


class NewVocabularyForm(Form):
    """The same, with the short name that stands in addresses and files."""

    name = MultilingualFormField(label=NAME["name"], max_length=120)
    code = forms.SlugField(
        label=_("Short name"),
        max_length=20,
        help_text=_("Small letters, digits and hyphens, such as themes. It stays."),
    )


class TermForm(VersionedForm):
    """What a term is called."""

    class Meta:
        model = OwnTerm
        fields = ("label",)
        labels = NAME


class NewTermForm(Form):
    """The same, with its code."""

    code = CodeField(label=_("Code"), help_text=_("Short, such as T1. It stays."))
    label = MultilingualFormField(label=NAME["label"], max_length=200)


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
