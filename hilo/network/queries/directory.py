"""The directory: what is listed for a reader, narrowed, counted, in order, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from hilo.core import search
from hilo.core.search import Arrivals, Browsed, by_uuid
from hilo.network import access
from hilo.network.enums import ClusterKind
from hilo.network.models import Cluster, Organisation, Sector
from hilo.network.rules.asking import FACETS, Asked

KINDS = ("organisation", "cluster")
SIZE = 24  # entries of a page
MOST_TAKEN = 10_000  # organisations in one file
NOTHING = "-"  # a value that no page has

# What a row shows; the rest of twenty-four pages, with all they lie in, costs three times as much.
OF_PLACE = ("kind", "code", "name", "names", "parent")
SHOWN = (
    *("uuid", "slug", "kind", "place"),
    *(f"{line}__{name}" for line in ("place", "place__parent") for name in OF_PLACE),
    *(f"place__parent__parent__{name}" for name in OF_PLACE),
)
Listed = Organisation | Cluster


@dataclass(frozen=True)
class Found:
    """One page of the directory for one question."""

    asked: Asked
    browsed: Browsed
    rows: list[Listed]

    @property
    def facets(self) -> dict[str, dict[str, int]]:
        return self.browsed.facets

    @property
    def clusters(self) -> int:
        """How many clusters are among all that was found."""
        chosen = self.asked.values("kind")
        counts = self.facets.get("kind", {})
        return sum(counts.get(kind, 0) for kind in ClusterKind.values if kind in (chosen or counts))

    @property
    def organisations(self) -> int:
        return self.browsed.total - self.clusters


def look(viewer: Any, asked: Asked, language: str) -> Found:
    """What `viewer` finds for `asked`; the rows of the page, except where only a map is shown."""
    browsed = search.browse(
        viewer,
        text=asked.text,
        kinds=KINDS,
        chosen=chosen_by(viewer, asked),
        counted=counted_for(asked),
        order=asked.order or "relevance",  # type: ignore[arg-type]
        language=language,
        page=asked.page,
        size=SIZE,
    )
    # Beyond the end stands the last page; its number is what links go on from.
    asked = replace(asked, page=browsed.page)
    rows = [] if asked.view == "map" else rows_of(viewer, browsed.keys)
    return Found(asked, browsed, rows)


def chosen_by(viewer: Any, asked: Asked) -> dict[str, Sequence[str]]:
    """What narrows the list; a cluster that `viewer` may not know of has no members either."""
    chosen: dict[str, Sequence[str]] = dict(asked.chosen)
    if wanted := chosen.get("cluster"):
        chosen["cluster"] = list(clusters_by_slug(viewer, wanted)) or [NOTHING]
    return chosen


def clusters_by_slug(viewer: Any, slugs: Sequence[str]) -> dict[str, Cluster]:
    """The listed clusters among `slugs` that `viewer` may know of."""
    known = access.clusters_visible_to(viewer).listed().filter(slug__in=slugs)
    return {one.slug: one for one in known.only("slug", "name")}


def counted_for(asked: Asked) -> list[str]:
    """The facets that are counted: states where their country is chosen, towns where their state is."""
    counted = [facet for facet in FACETS if facet not in ("division", "municipality")]
    if asked.values("country") or asked.view == "map":
        counted.append("division")
    if asked.values("division") or asked.values("municipality"):
        counted.append("municipality")
    return counted


def rows_of(viewer: Any, keys: Sequence[tuple[str, UUID]]) -> list[Listed]:
    """The listed pages behind `keys` that `viewer` may find, in their order.

    Asked of the tables once more: the index may lag behind a change by a moment.
    """
    found: dict[UUID, Listed] = {}
    for kind, listed in (("organisation", organisations_of), ("cluster", clusters_of)):
        uuids = [uuid for one, uuid in keys if one == kind]
        if uuids:
            found |= {row.uuid: row for row in by_uuid(listed(viewer), uuids)}
    return [found[uuid] for uuid in dict.fromkeys(uuid for _kind, uuid in keys) if uuid in found]


def organisations_of(viewer: Any) -> Any:
    """Listed organisations that `viewer` may find, with what a row shows."""
    listed = access.organisations_visible_to(viewer).listed()
    return _dressed(listed).only(*SHOWN, "legal_name", "short_name", "logo")


def clusters_of(viewer: Any) -> Any:
    """Listed clusters that `viewer` may find, with what a row shows."""
    listed = access.clusters_visible_to(viewer).listed()
    return _dressed(listed).only(*SHOWN, "name", "town", "picture")


def _dressed(rows: Any) -> Any:
    sectors = Prefetch("sectors", Sector.objects.only("slug", "name", "order"))
    return rows.select_related("place__parent__parent").prefetch_related(sectors)


def taken_home(
    viewer: Any, asked: Asked, language: str, kinds: Sequence[str] = KINDS
) -> Iterator[list[Listed]]:
    """Everything that was asked for, in order, some hundred at a time, at most `MOST_TAKEN`."""
    parts = search.rows_of(
        viewer,
        text=asked.text,
        kinds=kinds,
        chosen=chosen_by(viewer, asked),
        order=asked.order or "relevance",  # type: ignore[arg-type]
        language=language,
        most=MOST_TAKEN,
    )
    for uuids in parts:
        yield _among(viewer, uuids, kinds)


def _among(viewer: Any, uuids: Sequence[UUID], kinds: Sequence[str]) -> list[Listed]:
    found: dict[UUID, Listed] = {}
    if "organisation" in kinds:
        listed = access.organisations_visible_to(viewer).listed()
        found |= {one.uuid: one for one in _whole(by_uuid(listed, uuids))}
    if "cluster" in kinds:
        listed = access.clusters_visible_to(viewer).listed()
        found |= {one.uuid: one for one in _whole(by_uuid(listed, uuids))}
    return [found[uuid] for uuid in uuids if uuid in found]


def _whole(rows: Any) -> Any:
    return rows.select_related("place__parent__parent").prefetch_related("sectors")


def arrivals(viewer: Any, asked: Asked, moment: dt.datetime, size: int = SIZE) -> Arrivals:
    """What `viewer` finds for `asked` and could not find at `moment`."""
    return search.since(
        moment,
        viewer,
        text=asked.text,
        kinds=KINDS,
        chosen=chosen_by(viewer, asked),
        size=size,
    )
