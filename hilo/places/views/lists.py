"""The list of places that lie somewhere, to search, narrow and take home."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.fold import fold
from hilo.places import showing
from hilo.places.columns import PLACE_COLUMNS
from hilo.places.rules.names import plain
from hilo.ui.lists import Facet, ListPage

# What no line of a list shows; reading sixty times two moments costs more than all the names.
UNSHOWN = ("created_at", "changed_at", "parent__created_at", "parent__changed_at", "former_names")

IN = Facet("in", _("Lies in"), "parent__code", labels=showing.names_by_code)


# Open first, then kept: what a stranger may not open is never in a cache.
OPEN_AND_KEPT: Any = [open_to_all, kept_for_strangers(minutes=10)]


@method_decorator(OPEN_AND_KEPT, name="dispatch")
class PlaceList(ListPage):
    """Places by name, with what they lie in; open to everybody."""

    columns = PLACE_COLUMNS
    search_in = ("folded",)
    search_label = _("A name, in any of the four languages")
    sort = "name"
    template_name = "places/list.html"

    def matching(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return super().matching(rows, plain(fold(words)))

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("parent").defer(*UNSHOWN)

    def bearing(self) -> Hashable:
        return tuple(sorted(self.kwargs.items()))
