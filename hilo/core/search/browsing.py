"""A directory's one question: what is here, narrowed by choices, in an order, page by page.

found = browse(request.user, kinds=("organisation",), chosen={"sector": ["crafts", "design"]},
               counted=("sector", "stage"), language="es", page=2)
rows = found.among(access.visible_to(request.user).select_related("place"))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from hilo.core.models import SearchEntry
from hilo.core.registries import Viewer
from hilo.core.search import memory, orders, ranks
from hilo.core.search.choice import Choice, Chosen
from hilo.core.search.query import Query, understand
from hilo.core.search.rows import by_uuid
from hilo.core.search.rules import bits, words
from hilo.core.search.sight import Sight
from hilo.core.time import now

Order = Literal["relevance", "name", "newest"]

PAGE = 24
MOST = 10_000  # objects that are taken home at once
CHUNK = 500
LATE = dt.timedelta(minutes=5)  # longer than any change takes from its first row to its commit


@dataclass(frozen=True)
class Browsed:
    """One page of a list, and how it can be narrowed.

    `keys` are the (kind, uuid) of the page, in order; `facets` is `{name: {value: count}}` for the
    facets that were to be counted, the most frequent value first, each counted as if nothing were
    chosen of its own. `meant` and `is_partial` are those of `search.Found`. Where nothing was
    asked in words, `order` is never "relevance".
    """

    keys: list[tuple[str, UUID]] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1
    order: Order = "name"
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    meant: dict[str, str] = field(default_factory=dict)
    is_partial: bool = False

    @property
    def uuids(self) -> list[UUID]:
        return [uuid for _kind, uuid in self.keys]

    def among(self, rows: QuerySet[Any]) -> list[Any]:
        """The objects of this page among `rows`, in order.

        Give what the viewer may see (`visible_to`): the index may lag behind a change by a moment.
        """
        found = {row.uuid: row for row in by_uuid(rows, self.uuids)}
        return [found[uuid] for uuid in self.uuids if uuid in found]


@dataclass(frozen=True)
class Arrivals:
    """What is new for a reader, the newest first; ask next time from `until` on."""

    keys: list[tuple[str, UUID]]
    total: int
    until: dt.datetime

    @property
    def uuids(self) -> list[UUID]:
        return [uuid for _kind, uuid in self.keys]


def browse(
    viewer: Viewer,
    *,
    text: str = "",
    kinds: Collection[str],
    chosen: Chosen | None = None,
    counted: Collection[str] = (),
    order: Order = "relevance",
    language: str = "en",
    page: int = 1,
    size: int = PAGE,
) -> Browsed:
    """What `viewer` may find of these `kinds`, with or without words, and how it can be narrowed.

    `chosen` is `{facet: value or values}`. Only the facets named in `counted` are counted. Without
    words there is no best first: the list is then by name.
    """
    listing = Listing(viewer, text, kinds, chosen, order, language)
    pages = max(1, -(-listing.total // size))
    page = min(max(1, page), pages)
    return Browsed(
        list(_keys(listing.slice((page - 1) * size, page * size))),
        total=listing.total,
        page=page,
        pages=pages,
        order=listing.order,
        facets=listing.choice.counts(counted),
        meant=listing.query.meant,
        is_partial=listing.query.is_partial,
    )


def rows_of(
    viewer: Viewer,
    *,
    text: str = "",
    kinds: Collection[str],
    chosen: Chosen | None = None,
    order: Order = "relevance",
    language: str = "en",
    most: int = MOST,
) -> Iterator[list[UUID]]:
    """All uuids of a choice in order, at most so many, some hundred at a time: to take home.

    What is written of them is asked of `visible_to` by whoever writes, as with `Browsed.among`.
    """
    listing = Listing(viewer, text, kinds, chosen, order, language)
    rows = listing.slice(0, most)
    for start in range(0, len(rows), CHUNK):
        yield [uuid for _kind, uuid in _keys(rows[start : start + CHUNK])]


def since(
    moment: dt.datetime,
    viewer: Viewer,
    *,
    text: str = "",
    kinds: Collection[str],
    chosen: Chosen | None = None,
    size: int = PAGE,
) -> Arrivals:
    """What `viewer` may find now and could not at `moment`: for a search that somebody follows.

    Looks no further than some minutes ago, because what is being written right now bears a moment
    before its commit; ask next time from `until` on, and nothing is told twice or never.
    """
    until = now() - LATE
    arrived = SearchEntry.objects.filter(
        kind__in=kinds, entered_at__gt=moment, entered_at__lte=until
    )
    listing = Listing(viewer, text, kinds, chosen, "newest", within=arrived)
    return Arrivals(list(_keys(listing.slice(0, size))), listing.total, max(moment, until))


class Listing:
    """A list as it was asked for: its hits as a set, and slices of it in order."""

    def __init__(
        self,
        viewer: Viewer,
        text: str,
        kinds: Collection[str],
        chosen: Chosen | None,
        order: Order,
        language: str = "en",
        within: QuerySet[SearchEntry] | None = None,
    ) -> None:
        self.snapshot = memory.current()
        self.kinds = kinds
        self.language = language
        sight = Sight(self.snapshot, viewer, kinds)
        has_words = bool(words.split(text))
        self.query = understand(text, sight) if has_words else Query("")
        found = self.query.hits if has_words else sight.all()
        if within is not None:
            found &= bits.of(within.values_list("pk", flat=True))
        self.choice = Choice(found, chosen, self.snapshot)
        self.order: Order = "name" if order == "relevance" and not has_words else order
        self.total = self.choice.hits.bit_count()

    def slice(self, start: int, stop: int) -> list[int]:
        """The rows of the index from number `start` to `stop`, in the order of the list."""
        hits = self.choice.hits
        if self.order == "relevance":
            return ranks.best(hits, self.query, self.snapshot, self.language, start, stop)
        by = orders.BY_NAME if self.order == "name" else orders.NEWEST
        return self.snapshot.order(by, self.kinds).slice(hits, start, stop)


def _keys(rows: Iterable[int]) -> Iterator[tuple[str, UUID]]:
    rows = list(rows)
    found = {
        pk: (kind, uuid)
        for pk, kind, uuid in SearchEntry.objects.filter(pk__in=rows).values_list(
            "pk", "kind", "object"
        )
    }
    return (found[row] for row in rows if row in found)
