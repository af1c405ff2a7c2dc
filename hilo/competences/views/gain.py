"""What changed between before and after, in words, drawn, and as figures to take home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.competences import access, figures, queries, sentences, tables, words
from hilo.competences.models import Occasion, PeopleGroup
from hilo.competences.views.summaries import FORMS
from hilo.core.keeping import kept
from hilo.ui import reader
from hilo.ui.lists.downloads import download


@require_safe
def gain(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What one occasion shows to have changed since the one before; or the same as a file."""
    occasion = access.occasion_for(request.user, uuid, to=access.SEE)
    named = list(occasion.groups.all())
    group = chosen_group(request.GET.get("group", ""), named)
    form = request.GET.get("as", "")
    if form in FORMS:
        return file_of(occasion, group, form)
    return render(request, "competences/office/gain.html", page_of(occasion, named, group))


def file_of(occasion: Occasion, group: str | None, form: str) -> HttpResponse:
    """Every figure of every competence; a file without lines where there is nothing to compare."""
    series = queries.series_of(occasion)
    compared = queries.compare(series[0], occasion, group) if series else None
    rows = tables.table_of_tests(compared).rows if compared else []
    return download(form, occasion.name, tables.gains_to_take_home(), rows)


def chosen_group(wanted: str, named: Sequence[PeopleGroup]) -> str | None:
    """The group of people that an address asks for; None is everybody."""
    return wanted if any(one.slug == wanted for one in named) else None


def page_of(occasion: Occasion, named: Sequence[PeopleGroup], group: str | None) -> dict[str, Any]:
    """What the page shows, worked out once until anything happens.

    An occasion that closes by itself meanwhile shows its figures a minute later, never earlier.
    """
    about = ("gain", occasion.pk, occasion.moment, group, *reader.eyes())
    return {
        "occasion": occasion,
        "summary": _summary(occasion),
        "tabs": _tabs(occasion, named) if named else [],
        "here": _address(occasion, group),
        "downloads": [(form.upper(), f"?group={group or ''}&as={form}") for form in FORMS],
        **kept(about, lambda: compared_with(occasion, queries.series_of(occasion), named, group)),
    }


def compared_with(
    occasion: Occasion, series: Sequence[Occasion], named: Sequence[PeopleGroup], group: str | None
) -> dict[str, Any]:
    """The other moments, and what changed between them; empty where there is nothing before."""
    if not series:
        return {}
    before, *later = series
    return {
        "before": before,
        "before_summary": _summary(before),
        "moments": [(words.purpose_of(one), _address(one, group)) for one in later],
        "is_settled": before.is_settled and occasion.is_settled,
        "told": told(occasion, series, named, group),
    }


def _summary(occasion: Occasion) -> str:
    return reverse("competences:summary", args=[occasion.uuid])


def _address(occasion: Occasion, group: str | None) -> str:
    return reverse("competences:gain", args=[occasion.uuid]) + (f"?group={group}" if group else "")


def _tabs(occasion: Occasion, named: Sequence[PeopleGroup]) -> list[tuple[Any, str]]:
    groups = ((one.label, _address(occasion, one.slug)) for one in named)
    return [(_("Everybody"), _address(occasion, None)), *groups]


def told(
    occasion: Occasion, series: Sequence[Occasion], named: Sequence[PeopleGroup], group: str | None
) -> str:
    """Sentences, charts and tables of what changed; no other reader sees them otherwise."""
    compared = queries.compare(series[0], occasion, group)
    settled = [one for one in series if one.is_settled]
    has_course = len(settled) > 2 and settled[0] == series[0]
    courses = queries.courses_of(settled, group) if has_course else []
    by_group = queries.compare_groups(series[0], occasion) if named and group is None else {}
    drawn = {
        "people": words.people(compared.pairs),
        "once": words.people(compared.only_before + compared.only_after),
        "has_once": bool(compared.only_before + compared.only_after),
        "sentences": [(one, sentences.of_gain(found)) for one, found in compared.lines],
        "change": figures.of_comparison(compared),
        "course": figures.of_courses(settled, courses) if courses else None,
        "by_group": tables.table_by_group(named, by_group) if by_group else None,
        "tests": tables.table_of_tests(compared),
    }
    return render_to_string("competences/office/changes.html", drawn)
