"""What answers tell of a quiz and of its questions, for trainers and authors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.learning import access
from hilo.learning.models import Cohort, Course, Page, Question
from hilo.learning.queries import statistics as queries
from hilo.learning.rules.statistics import Which
from hilo.learning.showing import statistics as showing
from hilo.ui import numerals
from hilo.ui.lists.downloads import download
from hilo.ui.saving import part
from hilo.ui.tables import Column, Table

CHOICES = {
    Which.FIRST: gettext_lazy("First attempts"),
    Which.LAST: gettext_lazy("Last attempts"),
    Which.HIGHEST: gettext_lazy("Best attempts"),
    Which.ALL: gettext_lazy("All attempts"),
}
LAST = Prepared(
    lambda: (
        Page.objects.filter(
            edition__course=Given("course"), step=Given("step", UUIDField()), kind="quiz"
        )
        .defer("body", "html", "content")
        .order_by("-edition__number")[:1]
    )
)


@require_safe
def quiz(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """The figures of a quiz and of its questions, in words; as a file, too."""
    course, cohort = _scope(request, slug)
    page = _page(course, step)
    which = _which(request)
    about = ("quiz statistics", page.pk, cohort and cohort.pk, which)
    told = kept(about, lambda: queries.of_quiz(course, page, cohort, which))
    query = f"?cohort={cohort.slug}" if cohort else ""
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"} and told.is_enough:
        rows = showing.rows_of(told, slug, step, query)
        return download(form, page.title, showing.COLUMNS, rows)
    shown = {
        "course": course,
        "cohort": cohort,
        "quiz": page,
        "told": told,
        "figures": part(
            "learning/office/statistics_figures.html",
            *about,
            shown=lambda: _figures(told, slug, step, query),
        )
        if told.is_enough
        else "",
        "tabs": _tabs(query),
        "current": str(CHOICES[which]),
        "address": f"?which={which}{'&' + query[1:] if query else ''}",
    }
    return render(request, "learning/office/statistics.html", shown)


def _figures(told: queries.Told, slug: str, step: UUID, query: str) -> dict[str, Any]:
    """The figures in words and by question."""
    rows = showing.rows_of(told, slug, step, query)
    return {
        "table": Table(
            rows=rows, columns=showing.COLUMNS, caption=_("Questions"), on_phone="cards"
        ),
        "facts": showing.facts_of(told.statistics),
        "sentences": showing.sentences_of(told.statistics),
    }


def _scope(request: HttpRequest, slug: str) -> tuple[Course, Cohort | None]:
    """The course, or one cohort of it; whoever teaches it, or all of it, may look."""
    wanted = request.GET.get("cohort", "")
    if not wanted:
        return access.course_for(request.user, slug, to=access.TEACH), None
    cohort = access.cohort_for(request.user, wanted[:80].replace("\0", ""), to=access.TEACH)
    if cohort.course.slug != slug:
        raise Http404
    return cohort.course, cohort


def _page(course: Course, step: UUID) -> Page:
    """The quiz as it was published last."""
    found = LAST.row(course=course.pk, step=step)
    if found is None:
        raise Http404
    return found


def _which(request: HttpRequest) -> Which:
    wanted = request.GET.get("which", "")
    return Which(wanted) if wanted in set(Which) else Which.FIRST


def _tabs(query: str) -> list[tuple[str, str]]:
    more = f"&{query[1:]}" if query else ""
    return [(str(label), f"?which={which}{more}") for which, label in CHOICES.items()]


@require_safe
def answers(request: HttpRequest, slug: str, step: UUID, question: UUID) -> HttpResponse:
    """What was answered to one question, and how often."""
    course, cohort = _scope(request, slug)
    page = _page(course, step)
    rows = Question.objects.filter(programme=course.programme_id)
    found = get_object_or_404(rows, uuid=question)
    options = queries.options_of(course, step, cohort, found)
    back = reverse("learning:quiz_statistics", args=[slug, step])
    shown = {
        "course": course,
        "cohort": cohort,
        "quiz": page,
        "question": found,
        "table": Table(rows=options, columns=_columns(), caption=found.name),
        "options": options,
        "back": f"{back}?cohort={cohort.slug}" if cohort else back,
    }
    return render(request, "learning/office/answers.html", shown)


def _columns() -> tuple[Column, ...]:
    named: dict[str, Any] = {"": _("Not answered"), "true": _("True"), "false": _("False")}
    return (
        Column(
            "words",
            _("Answer"),
            lambda row: format_html("<bdi>{}</bdi>", named.get(row.words, row.words)),
            is_row_name=True,
        ),
        Column(
            "count", pgettext("of an answer", "How often"), lambda row: row.count, is_numeric=True
        ),
        Column("share", _("Share"), lambda row: numerals.percentage(row.share), is_numeric=True),
        Column("earns", _("Earns"), lambda row: numerals.percentage(row.fraction), is_numeric=True),
    )
