"""The one base of paged lists: what a list declares, and how it answers."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views import View

from hilo.core.fold import fold
from hilo.core.keeping import KEPT_SECONDS, kept
from hilo.ui import reader
from hilo.ui.lists import addresses, paging
from hilo.ui.lists.downloads import download
from hilo.ui.lists.facets import Counts, Facet, Offered, counted_together, offer
from hilo.ui.maps import MapFigure
from hilo.ui.tables import Bulk, BulkAction, Column, Sort, Table, draw

LONGEST_SEARCH = 200  # letters
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Download:
    """A way to take the list home."""

    label: Any
    href: str


@dataclass(frozen=True)
class Gist:
    """What a list comes to; with its table, written, where that is kept (see `bearing`)."""

    total: paging.Total
    offered: list[Offered]
    rows: int = 0
    follows: bool = False
    drawn: SafeString | None = None


class ListPage(View):
    """A list with search, facets, sorting, pages and downloads, by GET alone.

    A subclass states `title`, `columns` (or `card`, a template that gets `row`), `facets`, and answers
    `rows()`: those the reader may see, undressed. `dressed(rows)` joins what the columns show, so that
    a page asks a handful of queries however many rows it has.
    """

    title: Any = ""
    lead: Any = ""
    columns: Sequence[Column] = ()
    also_downloaded: Sequence[Column] = ()  # what a sheet has room for and a page has not
    card = ""
    facets: Sequence[Facet] = ()
    search_in: Sequence[str] = ()  # folded fields (see hilo.core.fold) that the search looks into
    search_label: Any = _("Search this list")
    sort = ""  # by which column, `-name` for the greatest first
    order: Sequence[str] = ("pk",)  # where no column sorts; best by what has an index
    size = 50
    kept_seconds: float = (
        KEPT_SECONDS  # how old a list with a `bearing` may be while nothing happens
    )
    on_phone = "scroll"
    can_download = True
    most_downloaded = 20_000
    empty: Any = _("Nothing here yet.")
    template_name = "ui/data/list.html"
    layout = "ui/page.html"
    http_method_names = ["get", "head"]

    # What a list answers.

    def permit(self) -> None:
        """Load what the list is about and refuse whoever may not see it."""

    def rows(self) -> QuerySet[Any]:
        """The rows that the reader may see."""
        raise NotImplementedError

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with all that a line shows."""
        return rows

    def matching(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """The rows in which each word occurs."""
        for word in fold(words).split():
            ways = [Q(**{f"{field}__contains": word}) for field in self.search_in]
            rows = rows.filter(reduce(operator.or_, ways))
        return rows

    def counted(self, total: paging.Total) -> Any:
        """How many there are, in words: "830 people"."""
        return str(total)

    def map_figure(self) -> MapFigure | None:
        """Where these rows are, if place matters."""
        return None

    def bulk(self) -> Bulk | None:
        """What can be done with many rows at once."""
        return None

    def bulk_of(self, actions: Sequence[BulkAction], url: str) -> Bulk:
        """The actions of this list; they are sent to `url` together with its choices."""
        choices = addresses.without(self.query, *addresses.OF_ONE_PAGE).urlencode()
        return Bulk(
            actions,
            f"{url}?{choices}" if choices else url,
            total=self.total.count,
            has_more=self.total.is_more,
            back=self.url,
            are_ticked=self.query.get("ticked") == "1",
        )

    def tone(self, row: Any) -> Any:
        """The state of a row: "", ok, warn, wait or error."""
        return ""

    def context(self) -> Mapping[str, Any]:
        """What the template needs besides."""
        return {}

    def bearing(self) -> Hashable:
        """What decides over the rows besides the address, such as the reader's scopes.

        Answer it where whatever changes the rows is an event of the journal: then the numbers, the
        facets and the table are worked out once and kept until anything happens (`hilo.core.keeping`).
        Name everything that the table shows differently to different readers.
        """
        return None

    # How it answers.

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.query: QueryDict = request.GET

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.permit()
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> ListPage:
        """The list as this request filters it, for the view that acts on many rows."""
        page = cls()
        page.setup(request, **kwargs)
        page.permit()
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.query.get("as", "")
        if form in {"xlsx", "csv"} and self.can_download and self.columns:
            rows = self.ordered[: self.most_downloaded].iterator(chunk_size=1000)
            columns = (*self.columns, *self.also_downloaded)
            return download(form, self.title, columns, rows)
        context = {"list": self, **self.context()}
        return render(request, self.template_name, context)

    @property
    def url(self) -> str:
        """This list with its choices."""
        return self.request.get_full_path()

    @cached_property
    def words(self) -> str:
        """What the reader looks for."""
        return self.query.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip()

    @cached_property
    def searched(self) -> QuerySet[Any]:
        rows = self.rows()
        return self.matching(rows, self.words) if self.words and self.search_in else rows

    @cached_property
    def found(self) -> QuerySet[Any]:
        """The rows that match the search and every choice."""
        return self._narrowed()

    def _narrowed(self, but: Facet | None = None) -> QuerySet[Any]:
        rows = self.searched
        for facet in self.facets:
            if facet is not but:
                rows = facet.narrow(rows, self.query.getlist(facet.name))
        return rows

    @cached_property
    def sorting(self) -> Sort:
        return Sort.read(self.query.get("sort", ""), self.columns, self.sort)

    @cached_property
    def ordered(self) -> QuerySet[Any]:
        """What is found, as a line shows it, in an order that never leaves two rows undecided."""
        fields = self.sorting.fields(self.columns) or list(self.order)
        return self.dressed(self.found).order_by(*fields, *([] if "pk" in fields else ["pk"]))

    @cached_property
    def gist(self) -> Gist:
        """How many there are and what may be chosen; and the table, where it is kept."""
        bearing = self.bearing()
        if bearing is None:
            return self._look()
        about = (self.query.urlencode(), *reader.eyes())
        return kept((type(self), bearing, *about), self._look, seconds=self.kept_seconds)

    def _look(self) -> Gist:
        self.total = self._count_rows()
        offered = [one for facet in self.facets if (one := self._offer(facet)) is not None]
        if self.bearing() is None:
            return Gist(self.total, offered)
        return Gist(
            self.total, offered, len(self.shown), self._cut[1], draw(self._table(self.shown))
        )

    def _count_rows(self) -> paging.Total:
        """How many are found; a list that ends on this page is not asked for more."""
        shown, follows = self._cut
        if follows or (self.number > 1 and not shown):
            return paging.total_of(self.found)
        return paging.total_at_end(self.number, self.size, len(shown))

    @cached_property
    def total(self) -> paging.Total:
        return self.gist.total

    @cached_property
    def count(self) -> Any:
        return self.counted(self.total)

    @cached_property
    def number(self) -> int:
        """Which page is asked for; whatever is not a number is the first."""
        asked = self.query.get("page", "1")
        return min(max(int(asked[:9]), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() else 1

    @cached_property
    def _cut(self) -> tuple[list[Any], bool]:
        return paging.cut(self.ordered, self.number, self.size)

    @property
    def shown(self) -> list[Any]:
        """The rows of this page."""
        return self._cut[0]

    @cached_property
    def how_many(self) -> int:
        """How many rows stand on this page."""
        return self.gist.rows if self.gist.drawn else len(self.shown)

    @property
    def follows(self) -> bool:
        """Whether another page follows."""
        return self.gist.follows if self.gist.drawn else self._cut[1]

    @cached_property
    def pages(self) -> paging.Pages:
        return paging.pages(
            self.number, self.size, self.how_many, self.total, self.follows, self.query
        )

    @property
    def folds_facets(self) -> bool:
        """What is listed comes first; facets stand open where there is no room beside it once one is chosen."""
        return not any(self.query.getlist(one.name) for one in self.facets)

    @property
    def offered(self) -> list[Offered]:
        """The facets with their counts, each over what the other choices leave."""
        return self.gist.offered

    def _offer(self, facet: Facet) -> Offered | None:
        return offer(facet, self._counts(facet), self.query)

    @cached_property
    def _counted(self) -> dict[str, Counts]:
        """The counts of all simple facets in which nothing is chosen, from one query."""
        simple = [one for one in self.facets if one.is_simple and not self.query.getlist(one.name)]
        if len(simple) < 2 or self.total.is_more:
            return {}
        return counted_together(self.found, simple)

    def _counts(self, facet: Facet) -> Counts:
        if facet.name in self._counted:
            return self._counted[facet.name]
        if not self.query.getlist(facet.name):
            return facet.counts(self.found, keep=self.total.is_more)
        rows = self._narrowed(but=facet)
        return facet.counts(rows, keep=paging.total_of(rows).is_more)

    @property
    def table(self) -> Table:
        """The table of this page; a kept one is written already."""
        if self.gist.drawn is None:
            return self._table(self.shown)
        return self._table(range(self.gist.rows), drawn=self.gist.drawn)

    def _table(self, rows: Sequence[Any], drawn: SafeString | None = None) -> Table:
        return Table(
            rows=rows,
            columns=self.columns,
            caption=self.title,
            sort=self.sorting,
            query=self.query,
            tone=self.tone if type(self).tone is not ListPage.tone else None,
            bulk=self.bulk(),
            on_phone=self.on_phone,  # type: ignore[arg-type]
            drawn=drawn,
        )

    @cached_property
    def place(self) -> MapFigure | None:
        return self.map_figure()

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader has searched or chosen anything."""
        return bool(self.words or any(self.query.getlist(facet.name) for facet in self.facets))

    @property
    def everything(self) -> str:
        """The list without search and choices."""
        return self.request.path

    @property
    def is_other_view(self) -> bool:
        """Whether search engines should keep the plain list instead of this view of it."""
        return bool(self.query)

    @property
    def downloads(self) -> list[Download]:
        if not (self.can_download and self.columns and self.how_many):
            return []
        ways = ((_("Download XLSX"), "xlsx"), (_("Download CSV"), "csv"))
        return [
            Download(label, addresses.with_value(self.query, "as", form)) for label, form in ways
        ]
