"""The picture of a question: taken with its form, and put under the words with what it shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hilo.core import storage
from hilo.core.storage import FileRefused
from hilo.learning.rules.questions import Question
from hilo.learning.rules.questions.kinds import Attachment
from hilo.learning.rules.questions.markup.marks import inside
from hilo.ui.forms import Form


class PictureField(forms.FileField):
    """A picture, looked at before it is kept."""

    kinds = ("picture",)
    kinds_in_words = _("JPEG, PNG, GIF, WebP or AVIF")

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            try:
                storage.check(upload, kinds=self.kinds)
            except FileRefused as problem:
                raise forms.ValidationError(str(problem)) from problem
        return upload


class PictureForm(Form):
    """One more picture, and what it shows to those who do not see it."""

    picture = PictureField(label=_("Picture"), required=False)
    shows = forms.CharField(
        label=_("What the picture shows"),
        max_length=400,
        required=False,
        help_text=_(
            "One sentence for those who do not see it. It must not give the answer away. The picture is made smaller "
            "and stands below the words; move its line ![…](file:…) where you like, into a choice, too."
        ),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("picture") and not said.get("shows", "").strip():
            self.add_error("shows", asks_for_words())
        return said


def asks_for_words() -> Any:
    return _("Say in one sentence what the picture shows, for those who do not see it.")


def with_picture(question: Question, said: dict[str, Any]) -> Question:
    """The question with the picture that was sent, if there is one."""
    upload = said.get("picture")
    if not upload:
        return question
    name = _free_name(str(upload.name), {one.name for one in question.attachments})
    upload.seek(0)
    attachments = (*question.attachments, Attachment(name, upload.read()))
    words = " ".join(said["shows"].split())
    text = f"{question.text}\n\n![{inside(words)}](file:{name})"
    ordered = tuple(sorted(attachments, key=lambda one: one.name))
    return replace(question, text=text, attachments=ordered)


def _free_name(name: str, taken: Collection[str]) -> str:
    """«Mi plaza.PNG» as «mi-plaza.png», or with a number where that is taken."""
    path = PurePosixPath(name)
    stem, ending = slugify(path.stem)[:60] or "picture", slugify(path.suffix)[:8]
    tails = ("" if number == 1 else f"-{number}" for number in range(1, len(taken) + 2))
    names = (f"{stem}{tail}.{ending}" if ending else f"{stem}{tail}" for tail in tails)
    return next(one for one in names if one not in taken)
