"""The office list of organisations: everything in one's reach, in whatever state."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy

from hilo.core.sheets import sheets
from hilo.core.time import now
from hilo.network import access
from hilo.network.enums import OrganisationKind, State, YesNo
from hilo.network.models import Organisation, Sector
from hilo.network.models.profile import GOOD_FOR
from hilo.network.showing.clusters import state_of
from hilo.people import access as people
from hilo.places.facets import COUNTRY, DIVISION, RegionFacet, place_names, region_names
from hilo.ui.components.words import state as pill
from hilo.ui.lists import Facet, ListPage
from hilo.ui.sheets.addresses import sheet_address
from hilo.ui.tables import Column

FRESHNESS = {
    "fresh": gettext_lazy("Confirmed within a year"),
    "stale": gettext_lazy("Not confirmed for a year"),
    "not_listed": gettext_lazy("Not in the directory"),
}


def _freshness() -> Case:
    """How long ago somebody said that a listed page is true."""
    return Case(
        When(~Q(state=State.LISTED), then=Value("not_listed")),
        When(confirmed_at__lt=now() - GOOD_FOR, then=Value("stale")),
        default=Value("fresh"),
        output_field=CharField(),
    )


def _sector_names(slugs: Collection[Any]) -> Mapping[Any, str]:
    return {one.slug: str(one) for one in Sector.objects.filter(slug__in=slugs)}


def _state(one: Organisation) -> Any:
    words, tone = state_of(one)
    return pill(words or str(State(one.state).label), tone or "ok")


def _sectors(one: Organisation) -> str:
    return " · ".join(str(sector) for sector in one.sectors.all())


class OrganisationList(ListPage):
    """Organisations in reach of the reader's role, drafts and archived ones too."""

    title = gettext_lazy("Organisations")
    layout = "ui/office.html"
    template_name = "network/organisations/list.html"
    search_in = ("folded",)
    search_label = gettext_lazy("Search by name")
    sort = "name"
    order = ("folded",)
    on_phone = "cards"
    empty = gettext_lazy(
        "No organisation is on record in your regions. Put the first one on record."
    )
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            str,
            href=lambda one: f"/{(get_language() or 'en')[:2]}/organisations/{one.slug}/",
            is_sortable=True,
            order=("folded",),
            is_row_name=True,
        ),
        Column("kind", gettext_lazy("Kind"), lambda one: OrganisationKind(one.kind).label),
        Column("state", gettext_lazy("State"), _state),
        Column("place", gettext_lazy("Place"), lambda one: one.place),
        Column("sectors", gettext_lazy("Sectors"), _sectors),
        Column(
            "confirmed",
            gettext_lazy("Confirmed"),
            lambda one: one.confirmed_at.date() if one.confirmed_at else None,
            is_sortable=True,
            order=("confirmed_at",),
        ),
    )
    also_downloaded = (
        Column("women_led", gettext_lazy("Led by women"), lambda one: YesNo(one.women_led).label),
        Column("changed", gettext_lazy("Changed"), lambda one: one.changed_at.date()),
    )
    facets = (
        Facet("state", gettext_lazy("State"), "state", labels=dict(State.choices)),
        Facet("kind", gettext_lazy("Kind"), "kind", labels=dict(OrganisationKind.choices)),
        Facet("fresh", pgettext_lazy("of a page", "Confirmed"), "freshness", labels=FRESHNESS),
        Facet("women_led", gettext_lazy("Led by women"), "women_led", labels=dict(YesNo.choices)),
        Facet("country", gettext_lazy("Country"), "country", labels=place_names),
        Facet(
            "division", gettext_lazy("State or province"), "division", labels=place_names, most=8
        ),
        RegionFacet("region", gettext_lazy("Region"), "", labels=region_names, most=8),
        Facet(
            "sector",
            gettext_lazy("Sector"),
            "sectors__slug",
            labels=_sector_names,
            is_many=True,
            most=8,
        ),
    )

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.EDIT)

    def rows(self) -> QuerySet[Any]:
        rows = access.organisations_kept_by(self.request.user)
        return rows.annotate(country=COUNTRY, division=DIVISION, freshness=_freshness())

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("place").prefetch_related("sectors").defer("presentation")

    def bearing(self) -> Hashable:
        return self.scopes

    def counted(self, total: Any) -> str:
        words = ngettext("%(total)s organisation", "%(total)s organisations", total.count)
        return words % {"total": total}

    def context(self) -> Mapping[str, Any]:
        return {
            "may_merge": people.can_anywhere(self.request.user, access.MERGE),
            "sheet_url": self._sheet(),
        }

    def _sheet(self) -> str:
        """The way to the sheet that this reader may use: of everywhere, or of their regions."""
        for scope in sheets.get("organisations").scopes_for(self.request.user):
            return sheet_address("organisations", scope)
        return ""


organisations = OrganisationList.as_view()
