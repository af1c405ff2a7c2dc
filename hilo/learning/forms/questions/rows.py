"""The rows of a question (choices, answers, pairs, items, criteria): their forms, and how a question is read into
them and made of them. Rows that stay empty are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.learning.forms.questions.fields import SHORT, long_text, share
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

MORE, MOST_ROWS = 3, 60


class ChoiceRow(Form):
    text = long_text(_("Choice"), 2)
    weight = share()
    feedback = long_text(_("What is told to whoever takes it"), 2)


class AnswerRow(Form):
    text = forms.CharField(
        label=_("Answer"), max_length=SHORT, required=False, help_text=_("* stands for anything.")
    )
    weight = share()
    feedback = long_text(_("What is told to whoever writes it"), 2)


class NumberRow(Form):
    value = forms.DecimalField(
        label=pgettext_lazy("of an answer", "Number"), required=False, max_digits=30
    )
    tolerance = forms.DecimalField(
        label=_("May differ by"), required=False, max_digits=30, min_value=0
    )
    weight = share()
    feedback = long_text(_("What is told to whoever writes it"), 2)


class PairRow(Form):
    stem = long_text(_("This"), 1)
    answer = forms.CharField(label=_("belongs to this"), max_length=SHORT, required=False)


class ItemRow(Form):
    text = long_text(_("Item"), 1)


class CriterionRow(Form):
    name = forms.CharField(label=_("Criterion"), max_length=SHORT, required=False)
    levels = long_text(
        _("Levels"),
        4,
        _("One in a line, the lowest first, its points in front: 2 Names two causes."),
    )


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


def with_more(data: Any) -> Any:
    """What was sent, with a few more empty rows."""
    more = data.copy()
    text = more.get("rows-TOTAL_FORMS", "0")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    more["rows-TOTAL_FORMS"] = str(min(count + MORE, MOST_ROWS))
    return more


# Out of a question.


def rows_of(question: Any) -> list[dict[str, Any]]:
    how = _ROWS_OF.get(question.kind)
    return how(question) if how else []


def percent(weight: Fraction) -> Decimal:
    value = Decimal(round(weight * HUNDRED * 10**5)).scaleb(-5)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


def _weighed(rows: Any) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "weight": percent(one.weight), "feedback": one.feedback} for one in rows
    ]


_ROWS_OF: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "single": lambda one: _weighed(one.choices),
    "multiple": lambda one: _weighed(one.choices),
    "short": lambda one: _weighed(one.answers),
    "numerical": lambda one: [
        {
            "value": answer.value,
            "tolerance": answer.tolerance,
            "weight": percent(answer.weight),
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


READ: dict[str, Callable[[list[dict[str, Any]]], tuple[Any, ...]]] = {
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
