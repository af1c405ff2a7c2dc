"""The form of a lesson in one language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.core.text import Text, direction_of
from hilo.learning.models import Step
from hilo.ui.forms import VersionedForm

LONGEST = 100_000  # characters; the longest lesson that was seen has 12,000


class LessonForm(VersionedForm):
    """Title and text of a lesson in one language; its row is the step, which carries the version."""

    title = forms.CharField(label=_("Title"), max_length=160)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "data-ui-lesson-text": ""}),
        help_text=_(
            "Headings with ##, lists with hyphens, and more under “How to write”. Nothing you paste brings foreign "
            "colours or letters along."
        ),
    )

    class Meta:
        model = Step
        fields = ()

    def __init__(self, *args: Any, instance: Step, language: str, **kwargs: Any) -> None:
        self.language = language
        written = {"title": self._in(instance.title), "body": self._in(instance.lesson.body)}
        kwargs["initial"] = written | kwargs.get("initial", {})
        super().__init__(*args, instance=instance, **kwargs)
        for name in ("title", "body"):
            attrs = self.fields[name].widget.attrs
            attrs |= {"lang": language, "dir": direction_of(language)}
            self.fields[name].required = language == instance.title.original

    def _in(self, text: Text) -> str:
        return text.texts.get(self.language, "")

    def current(self, name: str) -> Any:
        """What stands in this language now; another one may change meanwhile."""
        step = self._now() if self.is_bound else self.instance
        return self._in(step.title if name == "title" else step.lesson.body)

    def _now(self) -> Step:
        """The row as it is: what was sent has been compared with it, and it may have moved on."""
        return Step.objects.select_related("lesson").get(pk=self.instance.pk)
