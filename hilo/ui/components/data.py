"""What is counted and listed: charts, maps, weaves, tables, and the parts of a list page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.core.paginator import Page
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.ui import charts, maps, tables
from hilo.ui import weave as weaving
from hilo.ui.component import Example, component
from hilo.ui.examples import data as examples
from hilo.ui.lists import addresses, drawing
from hilo.ui.lists import entries as listing
from hilo.ui.lists.entries import Chip, Entry
from hilo.ui.lists.facets import Offered
from hilo.ui.lists.paging import Pages, pages_of
from hilo.ui.tables.bulk import all_that_match


@component(
    "ui/data/chart.html",
    family="data",
    examples=tuple(Example("{% chart figure %}", example) for example in examples.CHARTS),
)
def chart(figure: charts.Figure) -> dict[str, Any] | SafeString:
    """Numbers, drawn: with their unit, a sentence for those who do not see, and the table behind."""
    if isinstance(figure, charts.Spark):
        return charts.draw(figure)
    return {
        "figure": figure,
        "kind": type(figure).__name__.lower(),
        "about": about(figure),
        "legend": charts.legend(figure),
        "picture": charts.draw(figure),
        "behind": charts.table_behind(figure),
    }


@component(
    "ui/data/map.html",
    family="data",
    examples=tuple(Example("{% map_of figure %}", example) for example in examples.MAPS),
)
def map_of(figure: maps.MapFigure) -> dict[str, Any]:
    """Where it is: shapes by their amounts, points as bubbles, threads between those that are joined."""
    return {
        "figure": figure,
        "about": about(figure),
        "picture": maps.draw(figure),
        "source": figure.drawn_on.source,
        "behind": maps.table_behind(figure),
    }


def about(figure: charts.Figure) -> str:
    """What a figure counts, and when."""
    return " · ".join(str(part) for part in (figure.unit, figure.period) if part)


@component(
    family="data",
    example='{% weave "Nabeul" %}{% weave "El Jem" %}{% weave "Batna" %}{% weave "Khayt" %}',
)
def weave(name: Any) -> SafeString:
    """A cloth woven from a name, in place of a picture that is not there."""
    return weaving.weave(str(name))


@component(
    "ui/data/table.html",
    takes_context=True,
    family="data",
    examples=(
        Example("{% table table %}", examples.table),
        Example(
            "{% table rows columns caption='Clusters' on_phone='cards' %}", examples.small_table
        ),
    ),
)
def table(
    context: Context,
    rows: tables.Table | Sequence[Any],
    columns: Sequence[tables.Column] = (),
    caption: Any = "",
    sort: str = "",
    on_phone: Literal["scroll", "cards"] = "scroll",
    bulk: tables.Bulk | None = None,
) -> dict[str, Any]:
    """Rows in columns: sorted by links, and with `bulk`, chosen and acted on together after a preview."""
    query = query_of(context)
    shown = (
        rows
        if isinstance(rows, tables.Table)
        else tables.Table(
            rows=rows,
            columns=columns,
            caption=caption,
            sort=tables.Sort.read(sort, columns),
            query=query,
            on_phone=on_phone,
            bulk=bulk,
        )
    )
    bulk = shown.bulk if shown.rows else None
    answer: dict[str, Any] = {"drawn": shown.drawn or tables.draw(shown), "bulk": bulk}
    return answer | (_bulk(context, bulk, len(shown.rows), query) if bulk else {})


def _bulk(context: Context, bulk: tables.Bulk, shown: int, query: QueryDict) -> dict[str, Any]:
    request = context.get("request")
    ticked = addresses.with_value(query, "ticked", "" if bulk.are_ticked else "1")
    return {
        "token": get_token(request) if request is not None else "",
        "tick_url": ticked,
        "all_words": all_that_match(bulk.total, bulk.has_more) if bulk.total > shown else "",
    }


def query_of(context: Context) -> QueryDict:
    """The parameters of the page on which a component stands."""
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


@component(
    family="data",
    # One alone: two navigations of one name on a page would shut out whoever jumps between them.
    examples=(Example("{% facets facets is_folded=True %}", examples.facets),),
)
def facets(facets: Iterable[Offered], is_folded: bool = False) -> SafeString:
    """Ways to narrow a list, with counts: plain links that can be shared and gone back from.

    Where there are many, `is_folded` folds them away at first on a phone.
    """
    return drawing.facets(facets, is_folded=is_folded)


@component(
    family="data",
    examples=(
        Example("{% entries found %}", examples.entries),
        Example("{% entries found look='cards' %}", examples.entries),
    ),
)
def entries(found: Iterable[Entry], look: Literal["rows", "cards"] = "rows") -> SafeString:
    """What a directory lists: things of one or several kinds, with where they are."""
    return listing.cards(found) if look == "cards" else listing.rows(found)


@component(family="data", examples=(Example("{% chips chosen '?' %}", examples.chips),))
def chips(chosen: Iterable[Chip], everything: str = "") -> SafeString:
    """What narrows a list now, each with the way to take it back."""
    return listing.chips(chosen, everything)


@component(
    "ui/data/pages.html",
    takes_context=True,
    family="data",
    examples=(Example("{% pages pages %}", examples.pages),),
)
def pages(context: Context, page_object: Pages | Page[Any]) -> dict[str, Any]:
    """Where the reader is in a long list, and the ways onward. Takes `ListPage.pages` or Django's page."""
    if isinstance(page_object, Page):
        page_object = pages_of(page_object, query_of(context))
    return {"pages": page_object}


@component(
    "ui/data/search_field.html", takes_context=True, family="data", example="{% search_field %}"
)
def search_field(
    context: Context,
    label: Any = "",
    value: str = "",
    name: str = "q",
    action: str = "",
    id: str = "search-list",
) -> dict[str, Any]:
    """The one search field of a list. It keeps what was chosen in the facets."""
    query = query_of(context)
    return {
        "label": label or _("Search"),
        "value": value or query.get(name, ""),
        "name": name,
        "action": action,
        "id": id,
        "hidden": addresses.hidden(query, name) if not action else [],
    }
