"""Coverage as tables and a map: zeros first, each figure a way into the directory, each hole a to-do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hilo.core.fold import fold
from hilo.network.enums import Stakeholder
from hilo.network.models import Sector
from hilo.network.queries.coverage import KINDS_BY_SIDE
from hilo.network.rules.asking import Asked
from hilo.network.rules.coverage import NOWHERE, Across, Matrix, Spread
from hilo.places.models import Place
from hilo.ui.maps import MapFigure, area_of
from hilo.ui.numerals import figure
from hilo.ui.tables import Column

MOST_LINES = 120  # of one page


@dataclass(frozen=True)
class Line:
    """A place, how many are there, and how many of the places inside have nobody."""

    place: Place
    count: int
    inside: int = 0
    without: int = 0

    @property
    def within(self) -> str:
        return str(self.place.parent or "")


def lines(places: Iterable[Place], found: Spread, inside: Mapping[int, int]) -> list[Line]:
    """The places, those without anybody first, then by name."""
    told = [
        Line(
            place,
            found.count(place.pk),
            inside.get(place.pk, 0),
            found.without(place.pk, inside.get(place.pk, 0)),
        )
        for place in places
    ]
    return sorted(told, key=lambda one: (one.count > 0, fold(str(one.place)), one.place.code))


def asked_for(place: Place) -> Asked:
    """The question whose answer is who is in `place`."""
    chosen = {place.kind: (place.code,), "country": (place.code[:2],)}
    order = ("country", "division", "municipality")
    return Asked(chosen=tuple((name, chosen[name]) for name in order if name in chosen))


def place_rows(told: Sequence[Line], office: str, *, tell_within: bool) -> SafeString:
    """The lines of the table; `office` is the address of this page, to look into a place.

    `tell_within` says what each lies in, where that is not the same for all.
    """
    directory, invite = reverse("network:directory"), _invite()
    rows = (_place_row(one, office, directory, invite, tell_within) for one in told)
    return mark_safe("".join(rows))


def _place_row(one: Line, office: str, directory: str, invite: str, tell_within: bool) -> str:
    name: str = escape(str(one.place))
    if one.inside:
        name = f'<a href="{escape(office)}?in={one.place.code}">{name}</a>'
    hole = ""
    if one.inside:
        words = _("%(without)s of %(inside)s without anybody")
        told = {"without": figure(one.without, 0), "inside": figure(one.inside, 0)}
        hole = escape(words % told)
    address = directory + asked_for(one.place).address
    amount = _amount(one.count, address, invite, _card(_("Organisations")))
    lies, inside = _card(_("Lies in")), _card(_("Inside"))
    within = f"<td{lies}>{escape(one.within)}</td>" if tell_within else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{name}</th>{within}{amount}'
        f"<td{inside}>{hole}</td></tr>\n"
    )


def _card(label: str) -> str:
    """What a cell says of itself where its row is a card, on a phone."""
    return f' role="cell" data-label="{escape(label)}"'


def _amount(count: int, href: str, invite: str, about: str = "") -> str:
    """A figure that leads to those behind it; where it is nought, to whoever could be invited."""
    if count:
        shown = escape(figure(count, 0))
        link = f'<a href="{escape(href)}">{shown}</a>' if href else shown
        return f'<td{about} class="number">{link}</td>'
    words = f"{escape(figure(0, 0))} · {escape(_invite_words())}"
    return f'<td{about} class="number" data-hole><a href="{invite}">{words}</a></td>'


def _invite() -> str:
    return escape(reverse("people:invite"))


def _invite_words() -> str:
    return pgettext("nobody is there yet", "invite")


def map_of(found: Spread, where: Place | None, office: str) -> MapFigure | None:
    """Organisations by state of Mexico, or by country around the Mediterranean; noughts are drawn too."""
    is_mexico = where is None or where.code.startswith("MX")
    area = "mexico" if is_mexico else "mediterranean"
    drawn = area_of(area).codes
    places = list(Place.objects.filter(code__in=drawn).only("pk", "code"))
    if not places:
        return None
    return MapFigure(
        title=_("Organisations by state") if is_mexico else _("Organisations by country"),
        unit=pgettext("unit of a figure", "organisations"),
        counted=_("Organisations in the directory, by their main place."),
        area=area,  # type: ignore[arg-type]
        values={place.code: found.count(place.pk) for place in places},
        links={place.code: f"{office}?in={place.code}" for place in places},
    )


PLACE_COLUMNS = (
    Column("place", gettext_lazy("Place"), lambda line: str(line.place), is_row_name=True),
    Column("code", gettext_lazy("Code"), lambda line: line.place.code),
    Column("within", gettext_lazy("Lies in"), lambda line: line.within),
    Column("count", gettext_lazy("Organisations"), lambda line: line.count, is_numeric=True),
    Column("inside", gettext_lazy("Places inside"), lambda line: line.inside, is_numeric=True),
    Column("without", gettext_lazy("Without anybody"), lambda line: line.without, is_numeric=True),
)


# Sectors by country or side.


@dataclass(frozen=True)
class Grid:
    """What draws a matrix: the words for its rows and columns, and how a cell is asked for."""

    matrix: Matrix
    across: Across
    only: str
    sectors: Sequence[Sector]
    names: Mapping[str, str]  # of columns

    def address(self, sector: str, column: str) -> str:
        """The directory narrowed to one cell, row or column; empty where no address can say it."""
        country = column if self.across == "country" else self.only
        side = self.only if self.across == "country" else column
        if column == NOWHERE:
            return ""
        chosen: dict[str, Sequence[str]] = {}
        chosen |= {"sector": [sector]} if sector else {}
        chosen |= {"country": [country]} if country else {}
        chosen |= {"kind": KINDS_BY_SIDE[Stakeholder(side)]} if side else {}
        asked = Asked()
        for facet in ("country", "sector", "kind"):
            if facet in chosen:
                asked = asked.choosing(facet, chosen[facet])
        return reverse("network:directory") + asked.address

    def head(self) -> SafeString:
        cells = "".join(
            f'<th scope="col" class="number">{escape(self.names.get(one, one))}</th>'
            for one in self.matrix.columns
        )
        total = escape(_("All"))
        return mark_safe(f'<tr><td></td>{cells}<th scope="col" class="number">{total}</th></tr>')

    def body(self) -> SafeString:
        invite = _invite()
        return mark_safe("".join(self._row(one, invite) for one in self.sectors))

    def _row(self, sector: Sector, invite: str) -> str:
        cells = "".join(
            _amount(self.matrix.count(sector.slug, one), self.address(sector.slug, one), invite)
            for one in self.matrix.columns
        )
        total = escape(figure(self.matrix.row_totals[sector.slug], 0))
        return (
            f'<tr><th scope="row">{escape(str(sector.name))}</th>{cells}'
            f'<td class="number"><b>{total}</b></td></tr>\n'
        )

    def foot(self) -> SafeString:
        lines = (
            (_("No sector stated"), self.matrix.without_sector),
            (_("All, each once"), self.matrix.column_totals),
        )
        return mark_safe("".join(self._foot(label, counts) for label, counts in lines))

    def _foot(self, label: str, counts: Mapping[str, int]) -> str:
        cells = "".join(
            f'<td class="number">{escape(figure(counts.get(one, 0), 0))}</td>'
            for one in self.matrix.columns
        )
        total = escape(figure(sum(counts.values()), 0))
        return (
            f'<tr><th scope="row">{escape(label)}</th>{cells}<td class="number">{total}</td></tr>\n'
        )
