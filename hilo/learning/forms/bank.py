"""Small forms of the bank: a category, a file of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hilo.competences.models import Competence
from hilo.core.text.values import own_name_of
from hilo.ui.forms import Form


class CategoryForm(Form):
    """How a category is called, and of which competence its questions are."""

    path = forms.CharField(
        label=_("Category"),
        max_length=250,
        help_text=_("A slash makes a part of a category: Culture/Rights."),
    )
    competence = forms.ModelChoiceField(
        label=_("Competence"), queryset=Competence.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.current().in_order()  # type: ignore[attr-defined]


class ImportForm(Form):
    """A file with questions."""

    file = forms.FileField(label=_("File of questions"))
    category = forms.CharField(
        label=_("Category of those whose file names none"), max_length=250, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the questions"),
        choices=[(code, own_name_of(code)) for code, _name in settings.LANGUAGES],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["file"]
        field.kinds_in_words = _("Moodle XML, GIFT or Aiken")
        field.limit_mb = 10
