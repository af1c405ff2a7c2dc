"""The search itself: what is found, in which order, and how many of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hilo.core.models import SearchEntry
from hilo.core.registries import Viewer, kinds
from hilo.core.search import memory, ranks
from hilo.core.search.choice import Choice, Chosen
from hilo.core.search.query import Query, understand
from hilo.core.search.rows import by_uuid
from hilo.core.search.rules.snippets import Piece, snippet
from hilo.core.search.sight import Sight
from hilo.core.search.snapshots import KIND
from hilo.core.text import direction_of

PAGE = 20  # hits
COUNTED = ("kind", "language")


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
    facets: Chosen | None = None,
    counted: Collection[str] = COUNTED,
    page: int = 1,
    size: int = PAGE,
) -> Found:
    """What `viewer` may find for `text`; `facets` narrows (`{"kind": "programme"}`)."""
    snapshot = memory.current()
    query = understand(text, Sight(snapshot, viewer))
    chosen = {_inner(name): value for name, value in (facets or {}).items()}
    choice = Choice(query.hits, chosen, snapshot)
    total = choice.hits.bit_count()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    rows = ranks.best(choice.hits, query, snapshot, language, (page - 1) * size, page * size)
    counts = choice.counts(map(_inner, counted))
    return Found(
        text,
        _hits(rows, query, viewer, language, snapshot.rows),
        total=total,
        page=page,
        pages=pages,
        facets={name: counts[_inner(name)] for name in counted if counts[_inner(name)]},
        meant=query.meant,
        is_partial=query.is_partial,
    )


def _inner(name: str) -> str:
    """Over all kinds, the facet `kind` is the kind of object."""
    return KIND if name == "kind" else name


def _hits(rows: list[int], query: Query, viewer: Viewer, language: str, among: int) -> list[Hit]:
    entries = SearchEntry.objects.in_bulk(rows)
    objects = _objects(entries.values(), viewer, among)
    shown = (entries[row] for row in rows if row in entries)
    return [
        _hit(entry, objects[entry.kind, entry.object], query, language)
        for entry in shown
        if (entry.kind, entry.object) in objects
    ]


def _objects(
    entries: Iterable[SearchEntry], viewer: Viewer, among: int
) -> dict[tuple[str, UUID], Any]:
    """The objects themselves, asked of their kinds once more: visibility may have changed since."""
    wanted: dict[str, list[UUID]] = {}
    for entry in entries:
        if entry.kind in kinds:
            wanted.setdefault(entry.kind, []).append(entry.object)
    return {
        (kind, one.uuid): one
        for kind, uuids in wanted.items()
        for one in by_uuid(kinds.get(kind).visible_to(viewer), uuids, among=among)
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
