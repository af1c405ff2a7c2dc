"""The forms of a quiz that is being written: its rules, and what is put into it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.learning.models import Category, Quiz
from hilo.ui.forms import Form

SHARE = {"max_digits": 6, "decimal_places": 2, "min_value": 0, "max_value": 1000}


class QuizForm(Form):
    """The rules of a quiz. `version` is that of its step, so that nobody overwrites somebody else."""

    attempts_allowed = forms.IntegerField(
        label=_("Attempts"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Empty: as many as people like."),
    )
    counts = forms.ChoiceField(label=_("Which attempt counts"), choices=Quiz.Counts.choices)
    minutes_allowed = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty: no limit. The clock is the server’s and goes on without a signal."),
    )
    pass_percent = forms.IntegerField(
        label=_("To pass, in per cent of the marks"), min_value=0, max_value=100
    )
    tells = forms.ChoiceField(label=_("When answers are told"), choices=Quiz.Tells.choices)
    is_shuffled = forms.BooleanField(label=_("Questions in a new order each time"), required=False)
    intro = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read before the quiz begins, in the language of this page."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def overtaken(self, quiz: Quiz, version: int) -> None:
        """Somebody was faster: say what stands now, keep what was typed, let it be sent again."""
        names = [name for name in self.fields if name not in ("version", "intro")]
        for name in names:
            now = getattr(quiz, name)
            if self.cleaned_data.get(name) != now:
                shown = dict(getattr(self.fields[name], "choices", ())).get(now, now)
                self.add_error(
                    name, _("Somebody saved this meanwhile: %(now)s") % {"now": _shown(shown)}
                )
        self.add_error(
            None, _("Somebody changed this quiz while you did. Save again to make yours stand.")
        )
        put(self, "version", version)


def put(form: Any, name: str, value: Any) -> None:
    """Let a hidden field of a form that was sent say something else when it is shown again."""
    form.data = form.data.copy()
    form.data[name] = str(value)


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return pgettext_lazy("of a number", "none") if value is None else value


class SlotForm(Form):
    """What one place is worth, and how many questions it draws."""

    marks = forms.DecimalField(label=_("Marks"), **SHARE)  # type: ignore[arg-type]
    draws = forms.IntegerField(label=_("Draws"), min_value=1, max_value=100, required=False)


class DrawForm(Form):
    """Questions at random from a category."""

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), to_field_name="uuid"
    )
    draws = forms.IntegerField(label=_("How many"), min_value=1, max_value=100, initial=1)
    marks = forms.DecimalField(label=_("Marks for each"), initial=1, **SHARE)  # type: ignore[arg-type]

    def __init__(self, categories: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
