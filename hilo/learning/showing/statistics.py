"""The statistics of a quiz in words and figures: what each means, and where an author should look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hilo.core.text import Text
from hilo.learning.models import Question
from hilo.learning.queries.statistics import Told
from hilo.learning.rules import readings
from hilo.learning.rules.statistics import QuestionStatistics, QuizStatistics
from hilo.ui import numerals
from hilo.ui.components.words import state
from hilo.ui.tables import Column

FACILITY: Mapping[str, Any] = {
    "extremely_difficult": gettext_lazy("Extremely difficult"),
    "very_difficult": gettext_lazy("Very difficult"),
    "difficult": gettext_lazy("Difficult"),
    "moderately_difficult": gettext_lazy("Moderately difficult"),
    "about_right": gettext_lazy("About right"),
    "fairly_easy": gettext_lazy("Fairly easy"),
    "easy": gettext_lazy("Easy"),
    "very_easy": gettext_lazy("Very easy"),
    "extremely_easy": gettext_lazy("Extremely easy"),
}
DISCRIMINATION: Mapping[str, Any] = {
    "probably_invalid": gettext_lazy("Probably mistaken"),
    "very_weak": gettext_lazy("Hardly tells apart"),
    "weak": gettext_lazy("Tells apart weakly"),
    "adequate": gettext_lazy("Tells apart well enough"),
    "very_good": gettext_lazy("Tells apart very well"),
}
CONSISTENCY: Mapping[str, Any] = {
    "unsatisfactory": gettext_lazy(
        "The total cannot be trusted much: the questions ask different things."
    ),
    "middling": gettext_lazy("The total can be trusted for a course, not for an examination."),
    "satisfactory": gettext_lazy("The total can be trusted."),
}
DOUBTS: Mapping[str, Any] = {
    "strong_do_worse": gettext_lazy("Those who know more do worse: is the right answer marked?"),
    "pulls_the_other_way": gettext_lazy("It pulls against the rest of the quiz."),
    "tells_nobody_apart": gettext_lazy("It hardly tells strong and weak apart."),
    "all_earn_the_same": gettext_lazy("Everybody earns the same."),
    "little_spread": gettext_lazy("Nearly everybody earns the same."),
    "guessing_pays": gettext_lazy("Guessing earns much."),
}
QUIZ_DOUBTS: Mapping[str, Any] = {
    "hard": gettext_lazy("The quiz is hard: the mean is below half of the marks."),
    "easy": gettext_lazy("The quiz is easy: the mean is above three quarters of the marks."),
    "bunched": gettext_lazy("Results lie close together, so it tells people hardly apart."),
    "inconsistent": gettext_lazy("The questions do not go together well."),
}


@dataclass(frozen=True)
class Row:
    """A question with its figures."""

    number: str
    name: Text | str
    url: str
    figures: QuestionStatistics

    @property
    def words(self) -> str:
        """What the figures mean, in a few words."""
        found = [
            FACILITY.get(readings.facility_of(self.figures), ""),
            DISCRIMINATION.get(readings.discrimination_of(self.figures), ""),
        ]
        return ". ".join(str(one) for one in found if one) or str(_("Too few attempts to tell"))

    @property
    def said(self) -> SafeString:
        """The same, and why an author should look at the question again."""
        found = readings.doubts_about(self.figures)
        doubt = state(str(DOUBTS[found[0]]), "warn") if found else ""
        return format_html("<span>{} {}</span>", self.words, doubt)


def rows_of(told: Told, slug: str, step: Any, query: str) -> list[Row]:
    """A row for each place, then for each question that was drawn at random."""
    rows = []
    places = Question.objects.filter(
        versions__in=[one.pk for one in told.questions.values() if one]
    )
    uuids = dict(places.values_list("versions__pk", "uuid"))
    for number, figures in enumerate(told.statistics.questions, start=1):
        rows.append(_row(numerals.figure(number, 0), figures, told, uuids, slug, step, query))
    for figures in told.statistics.drawn:
        rows.append(_row("–", figures, told, uuids, slug, step, query))
    return rows


def _row(
    number: str,
    figures: QuestionStatistics,
    told: Told,
    uuids: Mapping[int, Any],
    slug: str,
    step: Any,
    query: str,
) -> Row:
    question = told.questions.get(figures.key)
    if question is None:
        return Row(number, _("Drawn at random"), "", figures)
    args = [slug, step, uuids[question.pk]]
    return Row(
        number,
        Text.of(question.original, question.name),
        reverse("learning:answers_given", args=args) + query,
        figures,
    )


def _share(value: float | None) -> str:
    return "–" if value is None else numerals.percentage(Decimal(value), 1)


def _percent(value: float | None) -> str:
    return "–" if value is None else numerals.percentage(Decimal(value) / 100, 1)


COLUMNS = (
    Column("number", gettext_lazy("No."), lambda row: row.number),
    Column(
        "name",
        gettext_lazy("Question"),
        lambda row: row.name,
        href=lambda row: row.url,
        is_row_name=True,
    ),
    Column("words", gettext_lazy("In words"), lambda row: row.said, is_sentence=True),
    Column(
        "facility",
        gettext_lazy("Facility"),
        lambda row: _share(row.figures.facility),
        is_numeric=True,
    ),
    Column(
        "deviation",
        gettext_lazy("Standard deviation"),
        lambda row: _share(row.figures.deviation_share),
        is_numeric=True,
    ),
    Column(
        "guess", gettext_lazy("By guessing"), lambda row: _share(row.figures.guess), is_numeric=True
    ),
    Column(
        "intended",
        gettext_lazy("Intended weight"),
        lambda row: _percent(row.figures.intended_weight),
        is_numeric=True,
    ),
    Column(
        "effective",
        gettext_lazy("Effective weight"),
        lambda row: _percent(row.figures.effective_weight),
        is_numeric=True,
    ),
    Column(
        "discrimination",
        gettext_lazy("Discrimination"),
        lambda row: _percent(row.figures.discrimination),
        is_numeric=True,
    ),
    Column(
        "efficiency",
        gettext_lazy("Discriminative efficiency"),
        lambda row: _percent(row.figures.efficiency),
        is_numeric=True,
    ),
)


def facts_of(quiz: QuizStatistics) -> list[tuple[str, str]]:
    """The figures of the whole quiz."""
    found = [(_("Attempts"), numerals.figure(quiz.attempts, 0))]
    if quiz.mean is not None:
        found.append((_("Mean"), _of_marks(quiz.mean, quiz.maximum)))
    for label, value in ((_("Median"), quiz.median), (_("Standard deviation"), quiz.deviation)):
        if value is not None:
            found.append((label, _of_marks(value, quiz.maximum)))
    for label, value in ((_("Skewness"), quiz.skewness), (_("Kurtosis"), quiz.kurtosis)):
        found.append((label, "–" if value is None else numerals.figure(value, 2)))
    found += [
        (_("Internal consistency"), _percent(quiz.consistency)),
        (_("Error ratio"), _percent(quiz.error_ratio)),
    ]
    if quiz.standard_error is not None:
        found.append((_("Standard error"), _of_marks(quiz.standard_error, quiz.maximum)))
    return found


def _of_marks(value: float, maximum: float) -> str:
    told = {"marks": numerals.figure(value, 2), "possible": numerals.figure(maximum)}
    return _("%(marks)s of %(possible)s marks") % told


def sentences_of(quiz: QuizStatistics) -> list[str]:
    """What the figures of the whole quiz mean."""
    consistency = CONSISTENCY.get(readings.consistency_of(quiz))
    doubts = [str(QUIZ_DOUBTS[code]) for code in readings.doubts_about_quiz(quiz)]
    return ([str(consistency)] if consistency else []) + doubts
