"""The pages of programmes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core import keeping, markdown
from hilo.core.access import open_to_all
from hilo.core.registries import panels_for, thread_of
from hilo.core.time import today
from hilo.places.models import Place, Region
from hilo.programme import access, figures, queries
from hilo.programme.cards import cards_of
from hilo.programme.models import Party, Programme, state_tone
from hilo.programme.pieces import kept
from hilo.programme.words import as_of, facts_of, state_of, where_of
from hilo.ui.charts import published


@open_to_all
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme that the reader may know of."""
    cards = cards_of(access.visible_to(request.user))
    return render(request, "programme/programmes.html", {"cards": cards})


@open_to_all
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: what it is, who and where, its numbers, and its thread."""
    found = access.programme_for(request.user, slug)
    return render(request, "programme/programme.html", page_of(found, request.user))


def page_of(programme: Programme, viewer: Any) -> dict[str, Any]:
    """What the page of a programme shows to `viewer`."""
    regions = queries.regions_of(programme)
    countries = keeping.kept(("countries", programme.pk), lambda: queries.countries_of(regions))
    numbers = kept(
        f"programme:{programme.pk}",
        lambda: numbers_of(programme, regions, countries),
        stamp=programme.changed_at,
    )
    back, forth = thread_of("programme", programme, viewer)
    about = programme.about.shown()
    return {
        "programme": programme,
        "about": about,
        "about_html": markdown.render(about.value, top=2),
        "state": state_of(programme),
        "tone": state_tone(programme),
        "kind": " · ".join([_("Programme"), where_of(countries)]).rstrip(" ·"),
        "facts": facts_of(programme, numbers["people"], regions, countries),
        "parties": parties_of(programme),
        "regions": regions,
        "numbers": numbers["drawn"],
        "panels": panels_for("programme", programme, viewer),
        "back": back,
        "forth": forth,
    }


def numbers_of(
    programme: Programme, regions: list[Region], countries: list[Place]
) -> dict[str, Any]:
    """How many people there are, and everything that is drawn of them; the same for every reader."""
    reach, period = queries.reach(programme), as_of(today())
    drawn = {
        "by_audience": figures.by_audience(queries.reach_by_audience(programme), period),
        "by_gender": figures.by_gender(reach, period),
        "by_region": figures.by_region(queries.reach_by_region(programme, regions), period),
        "map": figures.on_the_map(programme, regions, countries, period),
    }
    return {
        "people": (published(queries.on_record(programme)), published(reach.people)),
        "drawn": render_to_string("programme/numbers.html", drawn),
    }


def parties_of(programme: Programme) -> list[tuple[Any, list[Party]]]:
    """Who stands behind the programme, by role, in the order of `Party.Role`."""
    parties = list(programme.parties.all())
    named = [
        (role.label, [one for one in parties if one.role == role.value]) for role in Party.Role
    ]
    return [(label, found) for label, found in named if found]
