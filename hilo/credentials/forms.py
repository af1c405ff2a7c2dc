"""Forms of this chapter: verify, keep templates and achievements, issue, end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.competences.models import Competence
from hilo.core.keeping import kept
from hilo.core.text import MultilingualFormField
from hilo.credentials.enums import Kind
from hilo.credentials.models import Achievement, Template
from hilo.ui import reader
from hilo.ui.forms import Form, VersionedForm

PLACES = _(
    "Named places are filled for each person: {name}, {achievement}, {hours}, {day}, {issuer}."
)
LONGEST_SAID = 200_000
LARGEST_FILE_MB = 5
MOST_ADDRESSES = 1_000


class VerifyForm(Form):
    """Whatever somebody has of a certificate: its code, its link, its text or its file."""

    unsent = _("Nothing was checked yet. What you typed is still here.")
    said = forms.CharField(
        label=_("Code, link, or the text of a badge"),
        required=False,
        max_length=LONGEST_SAID,
        widget=forms.Textarea(
            attrs={"rows": 3, "dir": "ltr", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        help_text=_("Twelve signs such as 7K3M-9PQ2-XV4H. Spaces and small letters do not matter."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_(
            "The PDF of a certificate of ours, or an Open Badge from anywhere: JSON, a token, PNG or SVG."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].limit_mb = LARGEST_FILE_MB  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST_FILE_MB * 1024 * 1024:
            raise forms.ValidationError(_("This file is larger than 5 MB; no badge is."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("said", "").strip() and not cleaned.get("file"):
            raise forms.ValidationError(_("Write a code, paste a text, or choose a file."))
        return cleaned


class TemplateForm(VersionedForm):
    """The words of a template, and what it is printed on."""

    kind = "credential_template"
    issuer_url = forms.URLField(
        label=_("Web page of the issuer"), max_length=300, required=False, assume_scheme="https"
    )

    class Meta:
        model = Template
        fields = [
            *("name", "kind", "title", "lead", "text", "issuer", "issuer_url", "letterhead"),
            *("place", "prefix", "paper"),
        ]
        labels = {
            "name": _("Name in lists"),
            "kind": _("What it certifies"),
            "title": _("Title"),
            "lead": _("Line above the name"),
            "text": _("Text below the name"),
            "issuer": _("Who issues it"),
            "letterhead": _("Line below the issuer"),
            "place": _("Place"),
            "prefix": _("Beginning of its numbers"),
            "paper": _("Paper"),
        }
        help_texts = {
            "title": _("One or two words: Certificate, Proof of attendance."),
            "lead": _("Awarded to …"),
            "text": PLACES,
            "letterhead": _("The programme, who funds it."),
            "place": _("Stands before the day, as on a letter."),
            "prefix": _(
                "Numbers look like P9-2026-000123: without gaps for each beginning and year. Templates of "
                "one issuer share theirs."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *Kind.choices]  # type: ignore[attr-defined]

    def clean_prefix(self) -> str:
        return self.cleaned_data["prefix"].upper()

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SignatoryForm(Form):
    """One more who signs."""

    name = forms.CharField(label=_("Name of who signs"), max_length=120)
    role = MultilingualFormField(
        label=pgettext_lazy("of who signs", "Office"), max_length=160, required=False
    )
    signature = forms.FileField(
        label=_("Signature"),
        required=False,
        help_text=_("A picture of it on white, at least 300 pixels wide. It can be left out."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class LogoForm(Form):
    """One picture for the head of the certificate."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("A picture on a light ground, at least 320 pixels wide."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class CompetencesOffered(forms.models.ModelChoiceIterator):
    """The competences to tick, read once by each process until anything happens."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        rows = Competence.objects.current().in_order()
        for one in kept(("competences to tick", reader.language()), lambda: list(rows)):
            yield self.choice(one)


class CompetencesField(forms.ModelMultipleChoiceField):
    """Competences to tick; one that is retired stays where it was ticked."""

    iterator = CompetencesOffered

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "columns"})
        super().__init__(Competence.objects.all(), widget=widget, required=False, **options)


class AchievementForm(VersionedForm):
    """What is certified."""

    kind = "achievement"
    competences = CompetencesField(label=_("Competences that it certifies"))
    hours = forms.IntegerField(
        label=_("Hours"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
    )
    valid_months = forms.IntegerField(
        label=_("Valid for so many months"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Leave it empty where it holds for good."),
    )

    class Meta:
        model = Achievement
        fields = [
            *("template", "name", "description", "criteria", "hours", "valid_months"),
            "competences",
        ]
        labels = {
            "template": _("Template"),
            "name": _("What it is called"),
            "description": _("What was learnt or done"),
            "criteria": _("What it takes"),
        }
        help_texts = {
            "name": _("As it stands on the certificate: the name of the course or workshop."),
            "criteria": _("Whoever verifies reads it: attendance of 80 %, a project, a test."),
        }

    def __init__(self, *args: Any, templates: Iterable[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["template"].empty_label = _("Choose")  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class LanguageField(forms.ChoiceField):
    """In which language certificates are issued."""

    def __init__(self, first: Any, **options: Any) -> None:
        choices = [("", first), *settings.LANGUAGES]
        options.setdefault("label", _("Language of the certificate"))
        super().__init__(choices=choices, required=False, **options)


class IssueForm(Form):
    """To whom certificates are issued, and in which language."""

    language = LanguageField(_("Each person’s own"))
    waiting = forms.BooleanField(
        label=_("To everybody who has earned it and does not hold it yet"), required=False
    )
    addresses = forms.CharField(
        label=_("And to these people, by e-mail address"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("One on each line. Whoever holds it already is left out."),
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if count:
            self.initial["waiting"] = True
        else:
            del self.fields["waiting"]

    def clean_addresses(self) -> list[str]:
        found = re.split(r"[\s,;]+", self.cleaned_data["addresses"].replace("\0", ""))
        listed = list(dict.fromkeys(one.lower() for one in found if one))
        if len(listed) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Write at most 1,000 addresses at once."))
        return listed


class ReasonForm(Form):
    """Why a certificate ends."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever verifies the certificate reads it, and so does its holder."),
    )


class ReissueForm(ReasonForm):
    """Why another takes its place, and in which language."""

    language = LanguageField(pgettext_lazy("language of a certificate", "As before"))
