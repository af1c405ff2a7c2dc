"""The search itself: what is found, in which order, and how many of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from hilo.core.models import SearchEntry
from hilo.core.registries import Viewer, kinds
from hilo.core.search import snapshots
from hilo.core.search.query import Query, understand
from hilo.core.search.rules import ranking
from hilo.core.search.rules.snippets import Piece, snippet
from hilo.core.search.sight import Sight
from hilo.core.search.snapshots import Snapshot
from hilo.core.text import direction_of

PAGE = 20  # hits
FINE = 200  # hits whose order is looked at closely; beyond them the tiers alone decide
OWN_LANGUAGE = 0.25  # what it is worth that a text is in the reader's language


@dataclass(frozen=True)
class Hit:
    """One object that was found, with the text that shows why; where its page is, the site knows."""

    kind: str
    uuid: UUID
    object: Any
    title: str
    language: str
    snippet: list[Piece]
    snippet_language: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def snippet_direction(self) -> str:
        return direction_of(self.snippet_language)


@dataclass(frozen=True)
class Found:
    """The answer to one search.

    `total` counts objects, not texts. `facets` is `{name: {value: count}}`, each counted as if its
    own facet were not chosen. `meant` maps mistyped words to what was searched instead. `is_partial`
    says that no object holds all the words, and that these hold some.
    """

    text: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    meant: dict[str, str] = field(default_factory=dict)
    is_partial: bool = False


def search(
    text: str,
    viewer: Viewer,
    *,
    language: str = "en",
    facets: Mapping[str, str] | None = None,
    page: int = 1,
    size: int = PAGE,
) -> Found:
    """What `viewer` may find for `text`; `facets` narrows (`{"kind": "programme"}`)."""
    snapshot = snapshots.current()
    query = understand(text, Sight(snapshot, viewer))
    chosen = {name: value for name, value in (facets or {}).items() if value}
    hits = _within(query.hits, chosen, snapshot)
    pages = max(1, -(-hits.bit_count() // size))
    page = min(max(1, page), pages)
    rows = _in_order(hits, query, snapshot, language)
    return Found(
        text,
        _hits(list(islice(rows, (page - 1) * size, page * size)), query, viewer, language),
        total=hits.bit_count(),
        page=page,
        pages=pages,
        facets=_counts(query.hits, chosen, snapshot),
        meant={one.word: one.meant for one in query.asked if one.meant},
        is_partial=query.is_partial,
    )


def _within(hits: int, chosen: Mapping[str, str], snapshot: Snapshot) -> int:
    for name, value in chosen.items():
        hits &= snapshot.facet(name, value)
    return hits


def _counts(hits: int, chosen: Mapping[str, str], snapshot: Snapshot) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for name, values in snapshot.facets.items():
        others = {key: value for key, value in chosen.items() if key != name}
        base = _within(hits, others, snapshot)
        found = {value: (base & members).bit_count() for value, members in values.items()}
        counts[name] = {
            value: found[value]
            for value in sorted(found, key=lambda value: (-found[value], value))
            if found[value]
        }
    return counts


def _in_order(hits: int, query: Query, snapshot: Snapshot, language: str) -> Iterable[int]:
    """Rows, best first: the first `FINE` by title and language too, the rest by tier."""
    tiers = ranking.tiers(hits, [one.found for one in query.asked], snapshot.rows)
    coarse = ranking.in_order(tiers)
    first = dict(islice(coarse, FINE))
    own = snapshot.facet("language", language)
    heads = dict(SearchEntry.objects.filter(pk__in=first).values_list("pk", "heads"))

    def worth(row: int) -> tuple[float, int]:
        fit = ranking.title_fit(query.text, heads.get(row, "").split("\n"))
        return first[row] + fit + OWN_LANGUAGE * (own >> row & 1), row

    yield from sorted(first, key=worth, reverse=True)
    yield from (row for row, _score in coarse)


def _hits(rows: list[int], query: Query, viewer: Viewer, language: str) -> list[Hit]:
    entries = SearchEntry.objects.in_bulk(rows)
    objects = _objects(entries.values(), viewer)
    shown = (entries[row] for row in rows if row in entries)
    return [
        _hit(entry, objects[entry.kind, entry.object], query, language)
        for entry in shown
        if (entry.kind, entry.object) in objects
    ]


def _objects(entries: Iterable[SearchEntry], viewer: Viewer) -> dict[tuple[str, UUID], Any]:
    """The objects themselves, asked of their kinds once more: visibility may have changed since."""
    wanted: dict[str, list[UUID]] = {}
    for entry in entries:
        if entry.kind in kinds:
            wanted.setdefault(entry.kind, []).append(entry.object)
    return {
        (kind, one.uuid): one
        for kind, uuids in wanted.items()
        for one in kinds.get(kind).visible_to(viewer).filter(uuid__in=uuids)
    }


def _hit(entry: SearchEntry, subject: Any, query: Query, language: str) -> Hit:
    titled = language if language in entry.texts else next(iter(entry.texts))
    pieces, told = _telling_snippet(entry, query, titled)
    title = entry.texts[titled]["title"]
    return Hit(entry.kind, entry.object, subject, title, titled, pieces, told)


def _telling_snippet(entry: SearchEntry, query: Query, titled: str) -> tuple[list[Piece], str]:
    """The snippet in the language of the title if it shows a match, else in one that does."""
    order = [titled, *(language for language in entry.texts if language != titled)]
    for language in order:
        pieces = _snippet(entry, query, language)
        if any(piece.is_match for piece in pieces):
            return pieces, language
    return _snippet(entry, query, titled), titled


def _snippet(entry: SearchEntry, query: Query, language: str) -> list[Piece]:
    return snippet(entry.texts[language]["body"], lambda word: query.matches(word, language))
