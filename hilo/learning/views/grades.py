"""The gradebook of a cohort: people by works, in pages of fifty or whole; as a file, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.learning import access
from hilo.learning.queries import grades as queries
from hilo.learning.showing import grades as showing
from hilo.ui.lists.downloads import download
from hilo.ui.tables import Column

SIZE = 50


@require_safe
def gradebook(request: HttpRequest, slug: str) -> HttpResponse:
    """What each learner has earned in each quiz and assignment, in per cent."""
    cohort = access.cohort_for(request.user, slug, to=access.TEACH)
    works = queries.works_of(cohort)
    people = queries.people_of(cohort)
    form = request.GET.get("as", "")
    is_whole = "all" in request.GET or form in {"xlsx", "csv"}
    first = 0 if is_whole else _first(request)
    key = ("people of a gradebook", cohort.pk, first)
    page = people[first : first + SIZE + 1]
    rows = list(people) if is_whole else kept(key, lambda: list(page))
    follows = not is_whole and len(rows) > SIZE
    rows = rows if is_whole else rows[:SIZE]
    grades = queries.grades_of(cohort, rows, works)
    if form in {"xlsx", "csv"}:
        return download(form, cohort.name, _columns(works, grades), rows)
    shown = {
        "cohort": cohort,
        "works": works,
        "sheet": showing.sheet_url(cohort) if _has_assignments(works) else "",
        "count": len(rows),
        "drawn": showing.draw(rows, works, grades),
        "next": first + SIZE if follows else None,
        "before": max(first - SIZE, 0) if first else None,
        "is_whole": is_whole,
    }
    return render(request, "learning/office/gradebook.html", shown)


def _has_assignments(works: Sequence[queries.Work]) -> bool:
    return any(work.kind == "assignment" for work in works)


def _first(request: HttpRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _columns(works: Sequence[queries.Work], grades: queries.Grades) -> tuple[Column, ...]:
    def of(at: int) -> Any:
        return lambda row: _rounded(grades[row.enrolment][at])

    earned = [
        Column(str(work.step), work.title, of(at), is_numeric=True) for at, work in enumerate(works)
    ]
    return (Column("name", _("Name"), str, is_row_name=True), *earned)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
