"""The forms of what lessons speak of: words of the glossary, files."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.learning.models import CourseFile, Term
from hilo.learning.services.files import KINDS
from hilo.ui.forms import VersionedForm

SLUG_HINT = _("Small letters, digits and hyphens; lessons speak of it by this name. It stays.")


class TermForm(VersionedForm):
    """A word and its meaning."""

    class Meta:
        model = Term
        fields: tuple[str, ...] = ("word", "meaning")


class NewTermForm(TermForm):
    """A word that comes into the glossary."""

    class Meta(TermForm.Meta):
        fields = ("slug", "word", "meaning")
        help_texts = {"slug": SLUG_HINT}


class UploadField(forms.FileField):
    """A picture, sound, film or document."""

    kinds = KINDS
    kinds_in_words = _("Picture, sound, film, PDF, Word, slides or spreadsheet")


class FileForm(VersionedForm):
    """What is said of a file; another one may take its place."""

    upload = UploadField(label=_("Another file in its place"), required=False)

    class Meta:
        model = CourseFile
        fields: tuple[str, ...] = ("name", "alt", "transcript")
        help_texts = {
            "alt": _("Needed for pictures: one sentence for those who do not see it."),
            "transcript": _(
                "Needed for sounds and films: what is said, for those who do not hear it."
            ),
        }


class NewFileForm(VersionedForm):
    """A file that comes into the course, or a film that lies elsewhere."""

    upload = UploadField(label=_("File"), required=False)
    link = forms.URLField(
        label=_("Or the address of a film or sound elsewhere"),
        max_length=400,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = CourseFile
        fields = ("slug", "name", "alt", "transcript")
        help_texts = {**FileForm.Meta.help_texts, "slug": SLUG_HINT}

    field_order = ("upload", "link", "slug", "name", "alt", "transcript")

    def _post_clean(self) -> None:
        """Whether there is a file or a link is asked by the service, which knows both."""
        self.instance.link = self.cleaned_data.get("link") or "https://hilo.example"
        super()._post_clean()  # type: ignore[misc]
        self.instance.link = ""
