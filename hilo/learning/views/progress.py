"""How those who learn get on: all of them for coordinators, the steps of one cohort for its trainer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.learning import access
from hilo.learning.queries import overview as queries
from hilo.learning.showing import overview as showing
from hilo.people import access as people
from hilo.places.models import Region
from hilo.programme.models import Audience
from hilo.ui import reader
from hilo.ui.tables import draw


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Distinct people by region, audience and gender, over all cohorts that the reader accompanies."""
    scopes = people.require_anywhere(request.user, access.TEACH)
    told = kept(("learning overview", scopes, *reader.eyes()), lambda: _told(request.user))
    return render(request, "learning/office/overview.html", told)


def _told(user: Any) -> dict[str, Any]:
    rows = queries.taking_part(access.cohorts_kept_by(user, access.TEACH).standing())
    taking_part, completed = queries.totals(rows)
    by_region = queries.by(rows, "cohort__region")
    by_audience = queries.by(rows, "cohort__audience")
    regions = list(Region.objects.filter(pk__in=[pk for pk in by_region if pk]).order_by("order"))
    audiences = list(Audience.objects.filter(pk__in=[pk for pk in by_audience if pk]))
    charts = (
        showing.by_region(regions, by_region),
        showing.by_audience(audiences, by_audience),
        showing.by_gender(queries.by(rows, "person__gender")),
    )
    shown = {"charts": [one for one in charts if one is not None]}
    drawn = render_to_string("learning/office/charts.html", shown)
    return {"taking_part": taking_part, "completed": completed, "drawn": drawn}


@require_safe
def stuck(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the people of a cohort are in the course, step by step."""
    cohort = access.cohort_for(request.user, slug, to=access.TEACH)
    table = kept(
        ("stuck", cohort.pk, cohort.version, *reader.eyes()),
        lambda: draw(showing.steps_table(queries.steps_of(cohort))),
    )
    ways = [(name, showing.filtered_url(cohort, name)) for name in ("stuck", "vanished", "near")]
    shown = {"cohort": cohort, "table": table, "ways": dict(ways)}
    return render(request, "learning/office/stuck.html", shown)
