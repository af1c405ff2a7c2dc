"""What stands beside the words of a question: its tags, its hints, and the units of a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.learning.forms.questions.fields import SHORT, long_text
from hilo.learning.forms.questions.rows import percent
from hilo.learning.rules.questions import Question, numbers
from hilo.learning.rules.questions.amounts import percentage
from hilo.learning.rules.questions.kinds import Hint, Numerical, Unit
from hilo.ui.forms import Form

_BETWEEN_HINTS = re.compile(r"\n[ \t]*\n\s*")


class BesideForm(Form):
    """What every question may have beside its words."""

    tags = forms.CharField(
        label=_("Tags"),
        max_length=SHORT,
        required=False,
        help_text=_("With commas between them: rights, money."),
    )
    hints = long_text(
        _("Hints"),
        3,
        _(
            "What is told after a wrong try, with an empty line between two. Quizzes here have one try; hints travel "
            "along to systems that give several."
        ),
    )


class UnitsForm(BesideForm):
    """What a number may have, too."""

    units = long_text(
        _("Units"),
        3,
        _(
            "One in a line, the first is the one of the answer: m = 1, then cm = 100 for 100 cm in a metre."
        ),
    )
    unit_rule = forms.ChoiceField(
        label=_("A missing or wrong unit"),
        choices=[
            ("free", _("costs nothing")),
            ("of_answer", _("costs a share of what the number earned")),
            ("of_question", _("costs a share of the whole mark")),
        ],
    )
    unit_penalty = forms.DecimalField(
        label=_("That share, in per cent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=8,
        decimal_places=5,
    )

    def clean_units(self) -> tuple[Unit, ...]:
        lines = [line for line in self.cleaned_data["units"].splitlines() if line.strip()]
        return tuple(_unit(line) for line in lines)


def _unit(line: str) -> Unit:
    """«cm = 100»; a name alone is one of the first."""
    name, sign, size = line.rpartition("=")
    value = numbers.value_of(size.strip()) if sign else Decimal(1)
    if value is None or value <= 0 or not (name.strip() or not sign):
        said = _("“%(line)s” is no unit: write its name, = and a number above 0.")
        raise forms.ValidationError(said, params={"line": line.strip()})
    return Unit(name.strip() if sign else line.strip(), value)


def form_for(kind: str) -> type[BesideForm]:
    return UnitsForm if kind == Numerical.kind else BesideForm


def initial_of(question: Question) -> dict[str, Any]:
    """What the form says of a question that is there."""
    found: dict[str, Any] = {"tags": ", ".join(question.tags), "hints": _joined(question.hints)}
    if isinstance(question, Numerical):
        found["units"] = "\n".join(
            f"{one.name} = {numbers.shown(one.multiplier)}" for one in question.units
        )
        found["unit_rule"] = question.unit_rule
        found["unit_penalty"] = percent(question.unit_penalty)
    return found


def fields_of(form: BesideForm, base: Question) -> dict[str, Any]:
    """What was said, by the names that a question has; what nobody touched is as it was."""
    said, touched = form.cleaned_data, set(form.changed_data)
    found: dict[str, Any] = {}
    if "tags" in touched:
        found["tags"] = tuple(one.strip() for one in said["tags"].split(",") if one.strip())
    if "hints" in touched:
        found["hints"] = _hints(said["hints"], base.hints)
    for name in {"units", "unit_rule"} & touched:
        found[name] = said[name]
    if "unit_penalty" in touched:
        found["unit_penalty"] = percentage(str(said["unit_penalty"] or 0)) or Fraction(0)
    return found


def _joined(hints: Sequence[Hint]) -> str:
    return "\n\n".join(one.text for one in hints)


def _hints(text: str, before: Sequence[Hint]) -> tuple[Hint, ...]:
    """Hints of these words; what a hint at this place does to an answer stays."""
    texts = [one.strip() for one in _BETWEEN_HINTS.split(text.replace("\r\n", "\n")) if one.strip()]
    kept = [*before[: len(texts)], *[Hint("")] * (len(texts) - len(before))]
    return tuple(replace(hint, text=one) for hint, one in zip(kept, texts, strict=True))
