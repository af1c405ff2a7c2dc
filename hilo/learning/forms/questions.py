"""The form of a question: what all kinds have, the rows of its kind, and how a question is made of both.

Rows are added by a button that sends the form (`more`), so nothing needs a script; empty rows are
left out. Fields that the form does not show (hints, tags, files, units) stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.learning.notices import in_words
from hilo.learning.rules import questions as rules
from hilo.learning.rules.questions import Question, gaps
from hilo.learning.rules.questions.amounts import HUNDRED, percentage
from hilo.learning.rules.questions.kinds import (
    Answer,
    Choice,
    Criterion,
    Level,
    NumericAnswer,
    Pair,
)
from hilo.ui.forms import Form

LONG, SHORT, MORE, MOST_ROWS = 20_000, 400, 3, 60
SHARE = _("Share of the marks, in per cent")


def _long(label: Any, rows: int = 3, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, widget=area, max_length=LONG, help_text=hint, required=False
    )


def _asked(label: Any, rows: int, hint: Any) -> forms.CharField:
    """A long text that must be there."""
    area = forms.Textarea(attrs={"rows": rows})
    missing = {"required": _("Write what is asked.")}
    return forms.CharField(
        label=label, widget=area, max_length=LONG, help_text=hint, error_messages=missing
    )


def _tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _share() -> forms.DecimalField:
    return forms.DecimalField(
        label=SHARE, required=False, min_value=-100, max_value=100, max_digits=9, decimal_places=5
    )


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
    text = _asked(_("What is asked"), 5, _("Markdown: **bold**, lists, tables."))
    feedback = _long(_("What everybody is told afterwards"), 2)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChoiceRow(Form):
    text = _long(_("Choice"), 2)
    weight = _share()
    feedback = _long(_("What is told to whoever takes it"), 2)


class AnswerRow(Form):
    text = forms.CharField(
        label=_("Answer"), max_length=SHORT, required=False, help_text=_("* stands for anything.")
    )
    weight = _share()
    feedback = _long(_("What is told to whoever writes it"), 2)


class NumberRow(Form):
    value = forms.DecimalField(
        label=pgettext_lazy("of an answer", "Number"), required=False, max_digits=30
    )
    tolerance = forms.DecimalField(
        label=_("May differ by"), required=False, max_digits=30, min_value=0
    )
    weight = _share()
    feedback = _long(_("What is told to whoever writes it"), 2)


class PairRow(Form):
    stem = _long(_("This"), 1)
    answer = forms.CharField(label=_("belongs to this"), max_length=SHORT, required=False)


class ItemRow(Form):
    text = _long(_("Item"), 1)


class CriterionRow(Form):
    name = forms.CharField(label=_("Criterion"), max_length=SHORT, required=False)
    levels = _long(
        _("Levels"),
        4,
        _("One in a line, the lowest first, its points in front: 2 Names two causes."),
    )


class Shuffled(QuestionForm):
    shuffle = _tick(_("In a new order each time"))


class TrueFalseForm(QuestionForm):
    answer = forms.ChoiceField(
        label=_("What is asked is"),
        choices=[("true", _("True")), ("false", _("False"))],
        widget=forms.RadioSelect,
    )
    true_feedback = _long(_("What is told to whoever says that it is true"), 2)
    false_feedback = _long(_("What is told to whoever says that it is false"), 2)


class ShortForm(QuestionForm):
    case_sensitive = _tick(_("Capital letters count"))
    ignores_accents = _tick(_("Accents do not count"))


class MatchingForm(Shuffled):
    distractors = _long(_("Answers that belong to nothing, one in a line"))


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
    text = _asked(
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
    template = _long(_("What stands in the field from the start"))
    notes = _long(_("For whoever reads the answers"))


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
# Kind -> the field of the question that holds its rows, the form of a row, what a new one is called.
ROWS: Mapping[str, tuple[str, type[Form], Any]] = {
    "single": ("choices", ChoiceRow, _("More choices")),
    "multiple": ("choices", ChoiceRow, _("More choices")),
    "short": ("answers", AnswerRow, _("More answers")),
    "numerical": ("answers", NumberRow, _("More answers")),
    "matching": ("pairs", PairRow, _("More pairs")),
    "ordering": ("items", ItemRow, _("More items")),
    "essay": ("rubric", CriterionRow, _("More criteria")),
}


class Written:
    """A question as it stands in its form: shown, or sent back.

    `base` is the question whose hidden fields are kept; without data it fills the form.
    """

    def __init__(self, kind: str, base: Question | None, data: Any = None, **initial: Any) -> None:
        self.kind = kind
        self.base = base or rules.KINDS[kind]()
        self.is_asking_for_more = data is not None and "more" in data
        if self.is_asking_for_more:
            data = with_more(data)
        first = {**(_initial(self.base) if base else {"shuffle": True}), **initial}
        self.form = FORMS[kind](data, initial=first)
        self.rows = self._rows(data) if kind in ROWS else None
        self.content: Question | None = None

    def _rows(self, data: Any) -> Any:
        _name, row, _more = ROWS[self.kind]
        held = _rows_of(self.base)
        made = formset_factory(row, extra=MORE if not held else 1, max_num=MOST_ROWS)
        return made(data, initial=held, prefix="rows")

    @property
    def more(self) -> Any:
        return ROWS[self.kind][2] if self.kind in ROWS else ""

    def is_valid(self) -> bool:
        """Whether a question can be made of it; what is wrong then stands on the form."""
        if self.is_asking_for_more:
            return False
        are_rows_well = self.rows is None or self.rows.is_valid()
        if not (self.form.is_valid() and are_rows_well):
            return False
        self.content = self._made()
        problems = (
            [one for one in rules.check(self.content) if one.is_refusal] if self.content else []
        )
        for problem in problems:
            self.form.add_error("text" if problem.at == "/text" else None, in_words(problem))
        return self.content is not None and not problems

    def _made(self) -> Question | None:
        said = self.form.cleaned_data
        fields = {name: said[name] for name in ("name", "text", "feedback")}
        fields |= _SCALARS.get(self.kind, lambda said: {})(said)
        if self.rows is not None:
            name, _row, _more = ROWS[self.kind]
            filled = [row.cleaned_data for row in self.rows if row.has_changed() or row.initial]
            fields[name] = _READ[self.kind](filled)
        if self.kind == "cloze":
            return self._cloze(fields)
        return replace(self.base, **fields)

    def _cloze(self, fields: dict[str, Any]) -> Question | None:
        found = gaps.find(fields["text"], str.strip)
        for problem in found.problems:
            self.form.add_error("text", in_words(problem))
        return (
            None
            if found.problems
            else replace(self.base, **(fields | {"text": found.text, "gaps": found.gaps}))
        )


def with_more(data: Any) -> Any:
    """What was sent, with a few more empty rows."""
    more = data.copy()
    text = more.get("rows-TOTAL_FORMS", "0")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    more["rows-TOTAL_FORMS"] = str(min(count + MORE, MOST_ROWS))
    return more


# Out of a question.


def _initial(question: Any) -> dict[str, Any]:
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


def _rows_of(question: Any) -> list[dict[str, Any]]:
    how = _ROWS_OF.get(question.kind)
    return how(question) if how else []


def _percent(weight: Fraction) -> Decimal:
    value = Decimal(round(weight * HUNDRED * 10**5)).scaleb(-5)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


def _weighed(rows: Any) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "weight": _percent(one.weight), "feedback": one.feedback} for one in rows
    ]


_ROWS_OF: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "single": lambda one: _weighed(one.choices),
    "multiple": lambda one: _weighed(one.choices),
    "short": lambda one: _weighed(one.answers),
    "numerical": lambda one: [
        {
            "value": answer.value,
            "tolerance": answer.tolerance,
            "weight": _percent(answer.weight),
            "feedback": answer.feedback,
        }
        for answer in one.answers
    ],
    "matching": lambda one: [{"stem": pair.stem, "answer": pair.answer} for pair in one.pairs],
    "ordering": lambda one: [{"text": item} for item in one.items],
    "essay": lambda one: [
        {
            "name": criterion.name,
            "levels": "\n".join(f"{level.points} {level.text}" for level in criterion.levels),
        }
        for criterion in one.rubric
    ],
}


# Into a question.


def _weight(row: Mapping[str, Any]) -> Fraction:
    """A share in per cent; 33.33333 is a third."""
    value = row.get("weight")
    return Fraction(0) if value is None else percentage(str(value)) or Fraction(0)


def _choices(rows: list[dict[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(row["text"], _weight(row), row["feedback"]) for row in rows if row.get("text")
    )


def _answers(rows: list[dict[str, Any]]) -> tuple[Answer, ...]:
    return tuple(
        Answer(row["text"], _weight(row), row["feedback"]) for row in rows if row.get("text")
    )


def _numbers(rows: list[dict[str, Any]]) -> tuple[NumericAnswer, ...]:
    return tuple(
        NumericAnswer(row["value"], row["tolerance"] or Decimal(0), _weight(row), row["feedback"])
        for row in rows
        if row.get("value") is not None
    )


def _rubric(rows: list[dict[str, Any]]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            row["name"], tuple(_level(line) for line in row["levels"].splitlines() if line.strip())
        )
        for row in rows
        if row.get("name")
    )


def _level(line: str) -> Level:
    """«2 Names two causes»; a line without a number is worth nothing."""
    first, _space, rest = line.strip().partition(" ")
    points = first.replace(",", ".")
    is_number = points.replace(".", "", 1).isdecimal() and points.isascii() and len(points) < 8
    return Level(rest.strip(), Fraction(points)) if is_number else Level(line.strip(), Fraction(0))


_READ: dict[str, Callable[[list[dict[str, Any]]], tuple[Any, ...]]] = {
    "single": _choices,
    "multiple": _choices,
    "short": _answers,
    "numerical": _numbers,
    "matching": lambda rows: tuple(
        Pair(row["stem"], row["answer"]) for row in rows if row.get("stem")
    ),
    "ordering": lambda rows: tuple(row["text"] for row in rows if row.get("text")),
    "essay": _rubric,
}
_SCALARS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
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
