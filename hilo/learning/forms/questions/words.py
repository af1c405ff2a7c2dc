"""The words of a question and how it is asked, in one form for each kind; and how they are read out of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.learning.forms.questions.fields import asked_text, long_text, tick
from hilo.learning.rules.questions import gaps
from hilo.ui.forms import Form


class QuestionForm(Form):
    """What every question has."""

    category = forms.CharField(
        label=_("Category"),
        max_length=250,
        help_text=_("A slash makes a part of a category: Culture/Rights. A new one is made."),
        widget=forms.TextInput(attrs={"list": "categories", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For those who keep the bank.")
    )
    text = asked_text(_("What is asked"), 5, _("Markdown: **bold**, lists, tables."))
    feedback = long_text(_("What everybody is told afterwards"), 2)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Shuffled(QuestionForm):
    shuffle = tick(_("In a new order each time"))


class TrueFalseForm(QuestionForm):
    answer = forms.ChoiceField(
        label=_("What is asked is"),
        choices=[("true", _("True")), ("false", _("False"))],
        widget=forms.RadioSelect,
    )
    true_feedback = long_text(_("What is told to whoever says that it is true"), 2)
    false_feedback = long_text(_("What is told to whoever says that it is false"), 2)


class ShortForm(QuestionForm):
    case_sensitive = tick(_("Capital letters count"))
    ignores_accents = tick(_("Accents do not count"))


class MatchingForm(Shuffled):
    distractors = long_text(_("Answers that belong to nothing, one in a line"))


class OrderingForm(QuestionForm):
    grading = forms.ChoiceField(
        label=pgettext_lazy("of an order", "What counts"),
        choices=[
            ("absolute_position", _("Each item in its place")),
            ("relative_next_include_last", _("Each item followed by the right one")),
            ("relative_one_previous_and_next", _("Right neighbours on both sides")),
            ("relative_all_previous_and_next", _("Each other item on its right side")),
            ("longest_ordered_subset", _("The longest chain in right order")),
            ("longest_contiguous_subset", _("The longest chain without a gap")),
            ("relative_to_correct", _("How near each item is to its place")),
            ("relative_next_exclude_last", _("Each item followed by the right one, not the last")),
            ("all_or_nothing", _("All or nothing")),
        ],
    )


class ClozeForm(QuestionForm):
    text = asked_text(
        _("The text with its gaps"),
        8,
        _(
            "A gap: {1:SHORTANSWER:=Paris~%50%Lyon#Almost}, {1:MULTICHOICE:=yes~no}, {2:NUMERICAL:=12:0.5}."
        ),
    )


class EssayForm(QuestionForm):
    lines = forms.IntegerField(
        label=_("Height of the field, in lines"), min_value=3, max_value=40, initial=10
    )
    least_words = forms.IntegerField(
        label=_("At least, in words"), required=False, min_value=1, max_value=5000
    )
    most_words = forms.IntegerField(
        label=_("At most, in words"), required=False, min_value=1, max_value=5000
    )
    template = long_text(_("What stands in the field from the start"))
    notes = long_text(_("For whoever reads the answers"))


FORMS: Mapping[str, type[QuestionForm]] = {
    "single": Shuffled,
    "multiple": Shuffled,
    "true_false": TrueFalseForm,
    "short": ShortForm,
    "numerical": QuestionForm,
    "matching": MatchingForm,
    "ordering": OrderingForm,
    "cloze": ClozeForm,
    "essay": EssayForm,
    "description": QuestionForm,
}


def initial_of(question: Any) -> dict[str, Any]:
    names = (
        *("name", "text", "feedback", "shuffle", "true_feedback", "false_feedback"),
        *("case_sensitive", "ignores_accents", "grading", "lines", "least_words"),
        *("most_words", "template", "notes"),
    )
    found = {name: getattr(question, name) for name in names if hasattr(question, name)}
    if question.kind == "true_false":
        found["answer"] = "true" if question.answer else "false"
    if question.kind == "matching":
        found["distractors"] = "\n".join(question.distractors)
    if question.kind == "cloze":
        found["text"] = _with_gaps(question)
    return found


def _with_gaps(question: Any) -> str:
    pieces = question.pieces()
    return "".join(
        gaps.written(question.gaps[one - 1], str) if isinstance(one, int) else one for one in pieces
    )


SCALARS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "single": lambda said: {"shuffle": said["shuffle"]},
    "multiple": lambda said: {"shuffle": said["shuffle"]},
    "true_false": lambda said: {
        "answer": said["answer"] == "true",
        "true_feedback": said["true_feedback"],
        "false_feedback": said["false_feedback"],
    },
    "short": lambda said: {
        "case_sensitive": said["case_sensitive"],
        "ignores_accents": said["ignores_accents"],
    },
    "matching": lambda said: {
        "shuffle": said["shuffle"],
        "distractors": tuple(
            line.strip() for line in said["distractors"].splitlines() if line.strip()
        ),
    },
    "ordering": lambda said: {"grading": said["grading"]},
    "essay": lambda said: {
        name: said[name] for name in ("lines", "least_words", "most_words", "template", "notes")
    },
}
