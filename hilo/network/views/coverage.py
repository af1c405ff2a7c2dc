"""Coverage: where and in which sectors nobody is yet, for whoever puts organisations on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.network import access
from hilo.network.enums import Stakeholder
from hilo.network.models import Sector
from hilo.network.queries import coverage as queries
from hilo.network.rules.coverage import NOWHERE, Across, Cell, matrix
from hilo.network.showing import coverage as showing
from hilo.network.showing.facets import classifying, names_of
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.places.models import Place, Region
from hilo.ui import reader
from hilo.ui.lists.downloads import download
from hilo.ui.numerals import figure
from hilo.ui.tables import Column

HOME = "MX"  # what an office without any organisation looks at first


@dataclass(frozen=True)
class Where:
    """What is looked into: a country or state, or a region."""

    place: Place | None = None
    region: Region | None = None

    @property
    def value(self) -> str:
        """How the address names it."""
        return (
            self.place.code if self.place else f"region:{self.region.slug if self.region else ''}"
        )

    @property
    def name(self) -> str:
        return str(self.place or self.region)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Places within reach, those without anybody first."""
    scopes = people.require_anywhere(request.user, access.EDIT)
    where = where_of(request.GET.get("in", ""), scopes)
    told = kept(("lines of coverage", scopes, where.value), lambda: lines_of(where, scopes))
    if (form := request.GET.get("as", "")) in {"xlsx", "csv"}:
        return download(form, _("Coverage by place"), showing.PLACE_COLUMNS, told)
    page = Paginator(told, showing.MOST_LINES).get_page(request.GET.get("page"))
    about = (scopes, where.value, page.number, *reader.eyes())
    context = {
        "drawn": kept(
            ("coverage of places", *about), lambda: drawn_places(scopes, where, told, page)
        ),
        "chosen": request.GET.get("in", ""),
        "page_object": page,
        "tabs": tabs(),
        "current": reverse("network:coverage"),
    }
    return render(request, "network/office/coverage.html", context)


def drawn_places(
    scopes: Scopes, where: Where, told: list[showing.Line], page: Page[showing.Line]
) -> str:
    """What the page shows of one place or region: the ways elsewhere, the map, the lines."""
    office = reverse("network:coverage")
    shown = {
        "ways": ways_of(scopes),
        "where": where,
        "map": showing.map_of(queries.by_place(scopes), where.place, office),
        "tells_within": where.place is None,
        "rows": showing.place_rows(list(page), office, tell_within=where.place is None),
        "empty_count": figure(sum(not one.count for one in told), 0),
        "count": figure(len(told), 0),
        "has_holes": any(not one.count for one in told),
        "has_lines": bool(told),
    }
    return render_to_string("network/office/coverage_places.html", shown)


def where_of(asked: str, scopes: Scopes) -> Where:
    """What the address asks to look into, within reach; what a coordinator looks at first."""
    if asked.startswith("region:"):
        region = queries.regions_in(scopes).filter(slug=asked[7:67].replace("\0", "")).first()
        if region is None:
            raise Http404
        return Where(region=region)
    if asked:
        code = asked[:16].upper().replace("\0", "")
        within = queries.places_within(scopes)
        place = within.exclude(kind=Place.Kind.MUNICIPALITY).filter(code=code).first()
        if place is None:
            raise Http404
        return Where(place=place)
    return first_look(scopes)


def first_look(scopes: Scopes) -> Where:
    """The coordinator's own region; otherwise the country in which most organisations are."""
    if not scopes.is_everywhere:
        return Where(region=queries.regions_in(scopes).first())
    countries = [code for code in queries.by_sector().countries if code != NOWHERE]
    code = countries[0] if countries else HOME
    return Where(place=Place.objects.filter(code=code).first())


def lines_of(where: Where, scopes: Scopes) -> list[showing.Line]:
    if where.region is not None:
        held = queries.lines_of_region(where.region)
    elif where.place is not None:
        held = queries.lines_of_place(where.place, scopes)
    else:
        held = []
    return showing.lines(held, queries.by_place(scopes), queries.inside_counts(held))


def ways_of(scopes: Scopes) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be looked into: regions, countries, states; value and name."""
    return kept(("ways of coverage", scopes, reader.language()), lambda: _ways_of(scopes))


def _ways_of(scopes: Scopes) -> list[tuple[str, list[tuple[str, str]]]]:
    within = queries.places_within(scopes)
    inner = within.filter(parent__isnull=False).order_by().values("parent")
    countries = within.countries().filter(pk__in=inner)  # type: ignore[attr-defined]
    states = within.divisions().filter(pk__in=inner)  # type: ignore[attr-defined]
    groups = [
        (_("Regions"), [(f"region:{one.slug}", str(one)) for one in queries.regions_in(scopes)]),
        (_("Countries"), [(one.code, str(one)) for one in countries]),
        (_("States"), [(one.code, str(one)) for one in states]),
    ]
    return [(title, ways) for title, ways in groups if ways]


@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    """Sectors by country or by side, those without anybody to be seen at a glance."""
    people.require_anywhere(request.user, access.EDIT)
    found = queries.by_sector()
    if (form := request.GET.get("as", "")) in {"xlsx", "csv"}:
        return download(form, _("Coverage by sector"), CELL_COLUMNS, found.cells)
    across: Across = "side" if request.GET.get("across") == "side" else "country"
    others = found.countries if across == "side" else list(Stakeholder.values)
    only = request.GET.get("only", "")
    about = (across, only if only in others else "", *reader.eyes())
    told = kept(("coverage of sectors", *about), lambda: drawn(across, about[1]))
    told = {**told, "tabs": tabs(), "current": reverse("network:coverage_sectors")}
    return render(request, "network/office/coverage_sectors.html", told)


def drawn(across: Across, only: str) -> dict[str, Any]:
    """The matrix, written, and the ways to look at it otherwise."""
    found = queries.by_sector()
    listed = list(Sector.objects.current())
    names = column_names(found.countries)
    columns = found.countries if across == "country" else list(Stakeholder.values)
    told = matrix(
        found.cells,
        found.once,
        rows=[one.slug for one in listed],
        columns=columns,
        across=across,
        only=only,
    )
    grid = showing.Grid(told, across, only, listed, names)
    return {
        "head": grid.head(),
        "body": grid.body(),
        "foot": grid.foot(),
        "total": figure(told.total, 0),
        "nobody": [one for one in listed if one.slug in set(told.empty_rows)],
        "across": across,
        "only": only,
        "others": [
            (value, names[value])
            for value in (found.countries if across == "side" else Stakeholder.values)
            if value
        ],
    }


def column_names(countries: list[str]) -> dict[str, str]:
    sides = {value: str(label) for value, label in Stakeholder.choices}
    return {**names_of(countries), **sides, NOWHERE: _("No place stated")}


def tabs() -> list[tuple[str, str]]:
    return [
        (_("By place"), reverse("network:coverage")),
        (_("By sector"), reverse("network:coverage_sectors")),
    ]


def _sector(cell: Cell) -> str:
    return str(classifying()["sector"].get(cell.sector, _("No sector stated")))


def _side(cell: Cell) -> str:
    return str(Stakeholder(cell.side).label)


CELL_COLUMNS = (
    Column("sector", gettext_lazy("Sector"), _sector, is_row_name=True),
    Column("country", gettext_lazy("Country"), lambda cell: cell.country),
    Column("side", gettext_lazy("Kind of stakeholder"), _side),
    Column("count", gettext_lazy("Organisations"), lambda cell: cell.count, is_numeric=True),
)
