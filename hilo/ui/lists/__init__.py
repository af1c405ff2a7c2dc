"""Lists: one search field, facets with counts that are plain links, pages that stay quick, downloads.

class OrganisationList(ListPage):
    title = _("Organisations")
    columns = (Column("name", _("Name"), lambda row: row.name, href=lambda row: row.url, is_sortable=True), …)
    facets = (Facet("sector", _("Sector"), "sector__code", labels=sector_names), …)
    search_in = ("folded",)

    def permit(self): …
    def rows(self): return access.visible_to(self.request.user)

path("organisations/", OrganisationList.as_view(), name="organisations")
"""

from hilo.ui.lists.entries import Chip, Entry
from hilo.ui.lists.facets import Choice, Facet, Offered
from hilo.ui.lists.page import Download, ListPage
from hilo.ui.lists.paging import Pages, pages_of

__all__ = [
    "Chip",
    "Choice",
    "Download",
    "Entry",
    "Facet",
    "ListPage",
    "Offered",
    "Pages",
    "pages_of",
]
