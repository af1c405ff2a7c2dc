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
from hilo.programme import access, figures, queries, tabs, vocabularies
from hilo.programme.cards import cards_of
from hilo.programme.models import Party, Programme, state_tone
from hilo.programme.pieces import kept
from hilo.programme.queries import plan
from hilo.programme.showing import reached
from hilo.programme.showing import timeline as showing
from hilo.programme.words import as_of, facts_of, people_of, state_of, where_of
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
    is_insider = tabs.sees_results(viewer, programme)
    numbers = kept(
        f"programme:{programme.pk}:{is_insider}",
        lambda: (_of_today if is_insider else reached.of)(programme, regions, countries),
        stamp=programme.changed_at,
    )
    stamp = (programme.changed_at, today())
    back, forth = thread_of("programme", programme, viewer)
    about = programme.about.shown()
    return {
        "programme": programme,
        "about": about,
        "about_html": markdown.render(about.value, top=2),
        "state": state_of(programme),
        "tone": state_tone(programme),
        "kind": " · ".join([_("Programme"), where_of(countries)]).rstrip(" ·"),
        "facts": facts_of(programme, regions, countries, numbers["facts"]),
        "regions": regions,
        "numbers": numbers["drawn"],
        "told": kept(f"about:{programme.pk}", lambda: told_of(programme), stamp=stamp),
        "tabs": tabs.public(programme, viewer),
        "panels": panels_for("programme", programme, viewer),
        "back": back,
        "forth": forth,
    }


def _of_today(
    programme: Programme, regions: list[Region], countries: list[Place]
) -> dict[str, Any]:
    """How many people there are today, and everything that is drawn of them; for insiders alone."""
    reach, period = queries.reach(programme), as_of(today())
    on_record = published(queries.on_record(programme))
    drawn = {
        "is_of_today": True,
        "by_audience": figures.by_audience(queries.reach_by_audience(programme), period),
        "by_gender": figures.by_gender(reach, period),
        "by_region": figures.by_region(queries.reach_by_region(programme, regions), period),
        "map": figures.on_the_map(programme, regions, countries, period),
    }
    return {
        "facts": [
            (_("On record"), people_of(on_record)),
            (_("Have come"), people_of(published(reach.people))),
        ],
        "drawn": render_to_string("programme/numbers.html", drawn),
    }


def told_of(programme: Programme) -> dict[str, str]:
    """Who stands behind it, what it serves, and its time line, written; the same for every reader."""
    shown = {
        "programme": programme,
        "parties": parties_of(programme),
        "numbers": list(programme.identifiers.all()),
        "served": vocabularies.in_words(programme.tags.all(), vocabularies.of(programme)),
        "convention": markdown.render(programme.convention.shown().value, top=3),
        "convention_language": programme.convention.shown(),
        "line": showing.line_of(programme),
    }
    return {
        "aside": render_to_string("programme/aside.html", shown),
        "serves": render_to_string("programme/serves.html", shown),
        "line": render_to_string("programme/line.html", shown),
    }


def parties_of(programme: Programme) -> list[tuple[Any, list[Party]]]:
    """Who stands behind the programme, by role, in the order of `Party.Role`."""
    parties = plan.parties_with_organisations(programme)
    named = [
        (role.label, [one for one in parties if one.role == role.value]) for role in Party.Role
    ]
    return [(label, found) for label, found in named if found]
