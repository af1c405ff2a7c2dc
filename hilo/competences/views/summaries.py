"""What ratings come to: occasions, their figures, files of them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hilo.competences import access, figures, queries, services, tables, words
from hilo.competences.enums import OccasionState, Purpose
from hilo.competences.models import Occasion, PeopleGroup
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.lists import Facet, ListPage
from hilo.ui.lists.downloads import download
from hilo.ui.tables import Column

FORMS = ("xlsx", "csv")


class OccasionList(ListPage):
    """Every occasion to rate whose figures the reader may see."""

    title = gettext_lazy("Ratings")
    lead = gettext_lazy(
        "Who was asked to rate competences, and what it came to. Nobody sees the ratings of one person."
    )
    layout = "ui/office.html"
    empty = gettext_lazy(
        "Nobody has been asked yet. Courses ask before and after, clusters when they look for training needs."
    )
    order = ("-pk",)
    on_phone = "cards"
    columns = (
        Column(
            "name",
            gettext_lazy("Occasion"),
            lambda row: row.name,
            href=lambda row: reverse("competences:summary", args=[row.uuid]),
            is_row_name=True,
        ),
        Column("purpose", gettext_lazy("Purpose"), words.purpose_of),
        Column("state", gettext_lazy("State"), words.state_of),
        Column("asked", gettext_lazy("Asked"), lambda row: row.people, is_numeric=True),
        Column("finished", gettext_lazy("Finished"), lambda row: row.finished, is_numeric=True),
    )
    facets = (
        Facet("purpose", gettext_lazy("Purpose"), "purpose", labels=dict(Purpose.choices)),
        Facet("state", gettext_lazy("State"), "state", labels=dict(OccasionState.choices)),
    )

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.SEE)

    def rows(self) -> QuerySet[Any]:
        return access.occasions_seen_by(self.request.user)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        finished = Count("respondents__finished_at")
        return rows.annotate(people=Count("respondents"), finished=finished)

    def bearing(self) -> Hashable:
        return self.scopes


@require_safe
def summary(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What one occasion came to, beside the one before it; or the same as a file."""
    occasion = access.occasion_for(request.user, uuid, to=access.SEE)
    named = list(occasion.groups.all())
    wanted = request.GET.get("group", "")
    group = wanted if any(one.slug == wanted for one in named) else None
    form = request.GET.get("as", "")
    if form in FORMS:
        rows = tables.rows_of(queries.summary_of(occasion, group))
        return download(form, occasion.name, tables.to_take_home(occasion), rows)
    shown = page_of(occasion, named, group, request.user)
    return render(request, "competences/office/summary.html", shown)


def page_of(
    occasion: Occasion, named: list[PeopleGroup], group: str | None, viewer: Any
) -> dict[str, Any]:
    """What the page of a summary shows; its figures are worked out once until anything happens."""
    tabs = [(_("Everybody"), "?"), *((one.label, f"?group={one.slug}") for one in named)]
    about = ("summary", occasion.pk, occasion.moment, group, *reader.eyes())
    return {
        "occasion": occasion,
        "purpose": words.purpose_of(occasion),
        "state": words.state_of(occasion),
        "tone": words.tone_of(occasion),
        "tabs": tabs if named else [],
        "tab": f"?group={group}" if group else "?",
        "told": kept(about, lambda: told(occasion, group)),
        "downloads": [(form.upper(), f"?group={group or ''}&as={form}") for form in FORMS],
        "may_close": people.can(viewer, access.CLOSE, occasion.about_kind, occasion.about),
    }


def told(occasion: Occasion, group: str | None) -> dict[str, Any]:
    """Who has answered, and the figures as they are drawn; no other reader sees them otherwise."""
    summary = queries.summary_of(occasion, group)
    earlier = queries.earlier_than(occasion)
    compared = queries.compare(earlier, occasion, group) if earlier else None
    drawn = {
        "figure": figures.of_summary(summary),
        "table": tables.table_of(summary),
        "change": figures.of_comparison(compared) if compared else None,
        "changes": tables.table_of_changes(compared) if compared else None,
        "gain": reverse("competences:gain", args=[occasion.uuid])
        + (f"?group={group}" if group else ""),
    }
    return {
        "facts": words.facts_of(summary),
        "figures": render_to_string("competences/office/figures.html", drawn),
    }


@require_POST
def close(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Close an occasion, or open it again."""
    occasion = access.occasion_for(request.user, uuid, to=access.CLOSE)
    opens = "reopen" in request.POST
    try:
        if opens:
            services.reopen_occasion(occasion, by=request.user)
        else:
            services.close_occasion(occasion, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        said = _("People can rate again.") if opens else _("Closed. The figures are settled.")
        messages.info(request, said)
    return redirect("competences:summary", uuid=uuid)
