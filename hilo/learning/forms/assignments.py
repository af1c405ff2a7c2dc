"""The forms of an assignment: handed in by a learner, judged by a trainer or a peer, written by an author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from hilo.core.text import Text
from hilo.learning.forms.questions import CriterionRow
from hilo.learning.models import Assignment
from hilo.learning.rules.rubrics import Criterion
from hilo.ui import numerals, reader
from hilo.ui.forms import Form

MORE, MOST_ROWS = 2, 20


class WorkForm(Form):
    """What a learner hands in: a text, a file, or both."""

    text = forms.CharField(
        label=_("Your text"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = forms.FileField(label=_("Your file"), required=False)
    drops_file = forms.BooleanField(label=_("Leave out the file that is here"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, takes: str, has_file: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if takes == Assignment.Takes.FILE:
            self.fields["text"].label = _("A word to your trainer")
        if takes == Assignment.Takes.TEXT:
            del self.fields["file"]
        if not has_file or takes == Assignment.Takes.TEXT:
            del self.fields["drops_file"]


class RubricForm(Form):
    """A level for each criterion; where there is no rubric, points from 0 to 100."""

    def __init__(
        self, rubric: Sequence[Criterion], levels: Mapping[str, int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        for one in rubric:
            self.add_field(f"level-{one.code}", _levels(one))
            self.initial[f"level-{one.code}"] = levels.get(one.code)

    @property
    def levels(self) -> dict[str, int]:
        """What was chosen, by criterion."""
        chosen = {one.code: self.cleaned_data.get(f"level-{one.code}") for one in self.rubric}
        return {code: int(at) for code, at in chosen.items() if at not in (None, "")}


def _levels(one: Criterion) -> forms.ChoiceField:
    choices = [
        (str(at), f"{Text.read(level.text)} · {numerals.figure(level.points)}")
        for at, level in enumerate(one.levels)
    ]
    title = str(Text.read(one.title))
    return forms.ChoiceField(label=title, choices=choices, widget=forms.RadioSelect, required=False)


class GradeForm(RubricForm):
    """What a trainer answers."""

    points = forms.DecimalField(
        label=_("Points, from 0 to 100"), required=False, max_digits=6, decimal_places=2
    )
    feedback = forms.CharField(
        label=_("What the learner reads"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order: Sequence[str] = ()

    def __init__(self, rubric: Sequence[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(rubric, *args, **kwargs)
        if rubric:
            del self.fields["points"]
        self.order_fields([f"level-{one.code}" for one in rubric])


class PeerForm(RubricForm):
    """What a peer answers."""

    comment = forms.CharField(
        label=_("What is good, and what could be better"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class EssayForm(Form):
    """What the reader of an essay gives: levels of its rubric, or points."""

    points = forms.DecimalField(
        label=_("Points"), required=False, max_digits=6, decimal_places=2, min_value=0
    )
    comment = forms.CharField(
        label=_("What the learner reads"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, essay: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = getattr(essay, "rubric", ())
        if self.rubric:
            del self.fields["points"]
        for number, one in enumerate(self.rubric):
            choices = [
                (str(at), f"{each.text} · {float(each.points):g}")
                for at, each in enumerate(one.levels)
            ]
            field = forms.ChoiceField(
                label=one.name, choices=choices, widget=forms.RadioSelect, required=False
            )
            self.add_field(f"level-{number}", field)

    @property
    def levels(self) -> list[int | None]:
        chosen = [self.cleaned_data.get(f"level-{number}") for number in range(len(self.rubric))]
        return [int(one) if one else None for one in chosen]


class AssignmentForm(Form):
    """What is to be done, what is handed in, what passes."""

    task = forms.CharField(
        label=_("What to do"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    takes = forms.ChoiceField(label=_("What is handed in"), choices=Assignment.Takes.choices)
    pass_percent = forms.IntegerField(
        label=_("To pass, in per cent of the points"), min_value=0, max_value=100
    )
    peers = forms.IntegerField(
        label=_("Peer reviews"),
        min_value=0,
        max_value=10,
        help_text=_("So many other learners of the cohort review each work, without names."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def rubric_rows(rubric: Sequence[Mapping[str, Any]], data: Any) -> Any:
    """The criteria of a rubric as rows, in the language of the page."""
    language = reader.language()
    held = [
        {
            "name": Text.read(one["title"]).shown(language).value,
            "levels": "\n".join(
                f"{each['points']} {Text.read(each['text']).shown(language).value}"
                for each in one["levels"]
            ),
        }
        for one in rubric
    ]
    made = formset_factory(CriterionRow, extra=MORE, max_num=MOST_ROWS)
    return made(data, initial=held, prefix="rows")


def criteria_in(rows: Any) -> list[tuple[str, list[tuple[Decimal, str]]]]:
    """The criteria that were written, each with its levels as points and words."""
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("name")]
    return [
        (one["name"], [_level(line) for line in one["levels"].splitlines() if line.strip()])
        for one in said
    ]


def _level(line: str) -> tuple[Decimal, str]:
    """«2 Names two causes»; a line without a number is worth nothing."""
    first, _space, rest = line.strip().partition(" ")
    points = first.replace(",", ".")
    is_number = points.isascii() and points.replace(".", "", 1).isdecimal() and len(points) < 8
    return (Decimal(points), rest.strip()) if is_number else (Decimal(0), line.strip())
