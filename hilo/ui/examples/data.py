"""Figures for the gallery. The amounts are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.ui import charts, maps, tables
from hilo.ui.lists import facets as faceting
from hilo.ui.lists import paging
from hilo.ui.lists.entries import Chip, Entry

REGIONS = {
    "Noroeste": (48, 43), "Norte": (40, 35), "Noreste": (45, 47), "Occidente": (57, 44), "Bajío": (36, 40),
    "Centro": (54, 51), "Golfo": (33, 25), "Sur": (42, 27), "Sureste": (24, 20),
}  # fmt: skip


def bars() -> dict[str, Any]:
    lines = [
        charts.Bar(name, first, href="#") for name, (first, _second) in list(REGIONS.items())[:5]
    ]
    figure = charts.Bars(
        title=_("Certified directors of culture by region"),
        unit=_("people"),
        bars=lines,
        target=46,
        counted=_("Each person once, in the region of their municipality."),
        href="#",
    )
    return {"figure": figure}


def dots() -> dict[str, Any]:
    figure = charts.Dots(
        title=_("Certificates by region"),
        unit=_("people"),
        series=(_("Directors"), _("Practitioners")),
        pairs=[charts.Pair(name, *amounts) for name, amounts in REGIONS.items()],
        target=46,
    )
    return {"figure": figure}


def slope() -> dict[str, Any]:
    figure = charts.Slope(
        title=_("What people say they can do"),
        unit=_("mean of 1 to 5"),
        decimals=1,
        changes=[
            charts.Change(_("Marketing and visual communication"), 2.1, 3.9),
            charts.Change(_("Planning a project"), 2.9, 4.1),
            charts.Change(_("Managing money"), 2.4, 3.1),
            charts.Change(_("Legal matters"), 2.6, 2.4),
        ],
        counted=_("164 people answered before and after."),
    )
    return {"figure": figure}


def moments() -> dict[str, Any]:
    figure = charts.Moments(
        title=_("What people say they can do"),
        unit=_("mean of 1 to 5"),
        decimals=1,
        moments=(_("Before"), _("After"), "2027", "2028"),
        runs=[
            charts.Run(_("Marketing and visual communication"), (2.1, 3.9, 3.6, 3.7)),
            charts.Run(_("Planning a project"), (2.9, 4.1, 4.1, 4.3)),
            charts.Run(_("Legal matters"), [charts.FEW] * 4),
        ],
    )
    return {"figure": figure}


def shares() -> dict[str, Any]:
    figure = charts.Shares.by_gender(
        {
            _("Directors"): {"woman": 181, "man": 198, "other": 6, "not_stated": 30},
            _("Practitioners"): {"woman": 238, "man": 142, "other": 9, "not_stated": 26},
            _("Commission of the cluster"): {"woman": 3, "man": 11},
        },
        title=_("Who takes part"),
        unit=_("people"),
    )
    return {"figure": figure}


def progress() -> dict[str, Any]:
    figure = charts.Progress(
        title=_("People certified"), unit=_("people"), value=512, target=830, planned=600
    )
    return {"figure": figure}


def spark() -> dict[str, Any]:
    figure = charts.Spark(
        title=_("Answers in a month"), unit=_("answers"), amounts=[3, 5, 4, 9, 12, 11, 18]
    )
    return {"figure": figure}


def gantt() -> dict[str, Any]:
    day = dt.date(2026, 3, 1)
    rows = (
        (_("Planning a project"), 0, 90, "done"),
        (_("Managing money"), 60, 200, "running"),
        (_("Legal matters"), 90, 120, "late"),
        (_("Marketing and visual communication"), 240, 300, "planned"),
    )
    figure = charts.Gantt(
        title=_("Groups"),
        unit=_("people"),
        spans=[
            charts.Span(
                name, _after(day, start), _after(day, end), look, marks=[(_after(day, end), False)]
            )
            for name, start, end, look in rows
        ],
        today=_after(day, 150),
        summary=_("Groups"),
        heads=("", ""),
    )
    return {"figure": figure}


def _after(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


CHARTS = (bars, dots, slope, moments, shares, progress, spark, gantt)


STATES = {
    "AGU": 24, "BCN": 19, "BCS": 8, "CAM": 0, "CHH": 22, "CHP": 31, "CMX": 12, "COA": 17, "COL": 9,
    "DUR": 14, "GRO": 13, "GUA": 28, "HID": 26, "JAL": 47, "MEX": 38, "MIC": 25, "MOR": 18, "NAY": 7,
    "NLE": 33, "OAX": 41, "PUE": 36, "QUE": 16, "ROO": 11, "SIN": 21, "SLP": 15, "SON": 20, "TAB": 10,
    "TAM": 19, "TLA": 12, "VER": 40, "YUC": 23,
}  # fmt: skip


def map_by_state() -> dict[str, Any]:
    values: dict[str, Any] = {f"MX-{state}": count for state, count in STATES.items()}
    figure = maps.MapFigure(
        title=_("Certificates by state"),
        unit=_("people"),
        area="mexico",
        values={**values, "MX-ZAC": charts.FEW},
        links=dict.fromkeys(values, "#"),
    )
    return {"figure": figure}


CLUSTERS = (
    ("Batna", 35.56, 6.17), ("Constantine", 36.37, 6.61), ("Cairo", 30.04, 31.24), ("Cairo", 30.06, 31.25),
    ("Amman", 31.95, 35.93), ("Amman", 31.96, 35.95), ("Bourj Hammoud", 33.89, 35.54), ("Tripoli", 34.44, 35.84),
    ("Casablanca", 33.57, -7.59), ("Marrakesh", 31.63, -8.0), ("Bethlehem", 31.7, 35.2), ("Nablus", 32.22, 35.26),
    ("Nabeul", 36.45, 10.73), ("El Jem", 35.3, 10.71),
)  # fmt: skip


def map_of_clusters() -> dict[str, Any]:
    figure = maps.MapFigure(
        title=_("Clusters, and those with a challenge in common"),
        unit=_("clusters"),
        area="mediterranean",
        points=[maps.Point(name, north, east, href="#") for name, north, east in CLUSTERS],
        joins=[(0, 12), (8, 0), (12, 2)],
    )
    return {"figure": figure}


MAPS = (map_by_state, map_of_clusters)


GROUPS = (
    ("Aguascalientes", "Centro", 24, 22, 19, "ok"), ("San Pedro Cholula", "Centro", 31, 30, 27, "ok"),
    ("Guadalupe", "Noreste", 18, 11, 6, "warn"), ("Juchitán de Zaragoza", "Sur", 27, 20, 9, "wait"),
)  # fmt: skip


def remind() -> tables.BulkAction:
    return tables.BulkAction(
        "remind",
        _("Remind"),
        question=lambda count: _("Remind %(count)s groups?") % {"count": count},
        button=lambda count: _("Remind %(count)s groups") % {"count": count},
    )


def table() -> dict[str, Any]:
    shown = tables.Table(
        rows=GROUPS,
        columns=_columns(),
        caption=_("Groups"),
        sort=tables.Sort("enrolled", is_descending=True),
        tone=lambda row: row[5],
        totals={"enrolled": 100, "active": 83, "certified": 61},
        bulk=tables.Bulk((remind(),), url="#", total=18, key=lambda row: row[0]),
    )
    return {"table": shown}


def _columns() -> tuple[tables.Column, ...]:
    return (
        tables.Column(
            "name", _("Group"), lambda row: row[0], href=lambda row: "#", is_sortable=True
        ),
        tables.Column("region", _("Region"), lambda row: row[1], is_sortable=True),
        tables.Column("enrolled", _("People enrolled"), lambda row: row[2], True, True),
        tables.Column("active", _("People active"), lambda row: row[3], True, True),
        tables.Column("certified", _("People certified"), lambda row: row[4], True),
    )


def small_table() -> dict[str, Any]:
    return {"rows": GROUPS[:2], "columns": _columns()}


def facets() -> dict[str, Any]:
    query = QueryDict("sector=jewellery")
    sectors = {"jewellery": _("Jewellery"), "ceramics": _("Ceramics"), "leather": _("Leather")}
    sector = faceting.Facet("sector", _("Sector"), "sector", labels=sectors)
    region = faceting.Facet("region", _("Region"), "region")
    offers = (
        faceting.offer(sector, {"jewellery": 3, "ceramics": 2, "leather": 1, "-": 1}, query),
        faceting.offer(region, {"Centro": 5, "Sureste": 2}, query),
    )
    return {"facets": offers}


def entries() -> dict[str, Any]:
    workshop = pgettext("example", "Craft workshop")
    found = [
        Entry("Barro de Nabeul", "#nabeul", workshop, "Nabeul", str(_("Ceramics"))),
        Entry(
            "نحاس قسنطينة", "#constantine", workshop, "Constantine", language="ar", direction="rtl"
        ),
    ]
    return {"found": found}


def chips() -> dict[str, Any]:
    return {"chosen": [Chip(_("Sector"), _("Ceramics"), "?"), Chip(_("Region"), "Centro", "?")]}


def pages() -> dict[str, Any]:
    query = QueryDict("page=4")
    return {"pages": paging.pages(4, 50, 50, paging.Total(830), True, query)}
