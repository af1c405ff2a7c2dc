"""What changes the index: enter an object, forget it, build everything anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hilo.core.models import SearchEntry, SearchMove
from hilo.core.registries import SearchDocument, SearchSource, search_sources
from hilo.core.search import memory, moves
from hilo.core.search.choice import several
from hilo.core.search.rules import words
from hilo.core.time import now

KEPT = 20_000  # characters of a body that are kept for snippets; the tokens are of the whole
BATCH = 250  # objects
WRITTEN = ["audience", "entered_at", "facets", "heads", "texts", "tokens"]
UNKNOWN = dt.datetime.min.replace(tzinfo=dt.UTC)
WIDTH = {"": 0, "members": 1, "public": 2}  # of audiences


def index(kind: str, subject: Any) -> None:
    """Enter `subject` as it is now; where it has nothing to say any more, forget it."""
    index_many(kind, [subject])


@transaction.atomic
def index_many(kind: str, subjects: Iterable[Any]) -> int:
    """Enter all `subjects` of one kind in few statements; answers how many are in the index now."""
    source, count, walk = search_sources.get(kind), 0, iter(subjects)
    while batch := list(islice(walk, BATCH)):
        entries = [_entry(source, subject) for subject in batch]
        silent = [entry.object for entry in entries if not entry.tokens]
        count += _save([entry for entry in entries if entry.tokens])
        _remove(SearchEntry.objects.filter(kind=kind, object__in=silent))
    return count


def forget(kind: str, uuid: UUID) -> None:
    """Take the object out of the index, with the words that stood in it alone."""
    _remove(SearchEntry.objects.filter(kind=kind, object=uuid))


def rebuild(
    kinds: Iterable[str] | None = None, tell: Callable[[str, int], None] = lambda kind, n: None
) -> int:
    """Build the index of these kinds (of all) anew; answers the number of objects in it.

    Each kind is one transaction: readers see the old index until the new one is whole.
    """
    total = 0
    for source in search_sources:
        if kinds is None or source.name in set(kinds):
            count = _rebuild_one(source)
            tell(source.name, count)
            total += count
    if kinds is None:
        known = [source.name for source in search_sources]
        _remove(SearchEntry.objects.exclude(kind__in=known))
    return total


@transaction.atomic
def _rebuild_one(source: SearchSource) -> int:
    subjects = source.objects()
    count = index_many(source.name, subjects.iterator(chunk_size=BATCH))
    gone = SearchEntry.objects.filter(kind=source.name).exclude(object__in=subjects.values("uuid"))
    _remove(gone)
    return count


def _entry(source: SearchSource, subject: Any) -> SearchEntry:
    documents = [one for one in source.documents(subject) if one.title or one.body]
    found: set[str] = set()
    for one in documents:
        found |= words.tokens(one.title, one.body, one.language)
    return SearchEntry(
        kind=source.name,
        object=subject.uuid,
        audience=source.audience_of(subject),
        entered_at=source.entered(subject) or UNKNOWN,
        facets="\n".join(sorted(set(_facets(documents)))),
        heads="\n".join(dict.fromkeys(_head(one.title) for one in documents)),
        texts={one.language: {"title": one.title, "body": one.body[:KEPT]} for one in documents},
        tokens=" ".join(sorted(found)),
    )


def _head(title: str) -> str:
    """The folded words of a title, as a query would be: no punctuation between them."""
    return " ".join(words.bare(word) for word in words.split(title))


def _facets(documents: Iterable[SearchDocument]) -> Iterable[str]:
    for one in documents:
        yield f"language={one.language}"
        for name, values in one.facets.items():
            yield from (_facet(name, value) for value in several(values))


def _facet(name: str, value: str) -> str:
    line = f"{name}={value}"
    if name.startswith("@") or "=" in name or "\n" in line:
        raise ValueError(
            f"{line!r} is no facet: names hold no «=», and neither names nor values break lines"
        )
    return line


def _save(entries: list[SearchEntry]) -> int:
    if not entries:
        return 0
    present = _present(entries)
    for entry in entries:
        _take_over(entry, present.get(entry.object))
    _write([entry for entry in entries if not entry.pk], unique=["kind", "object"])
    # Under its own key, a row costs no new one: on PostgreSQL each try would use one up.
    _write([entry for entry in entries if entry.object in present], unique=["id"])
    _note([entry.pk for entry in entries])
    return len(entries)


def _write(entries: list[SearchEntry], unique: list[str]) -> None:
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=unique, update_fields=WRITTEN
    )


def _present(entries: list[SearchEntry]) -> dict[UUID, SearchEntry]:
    kind, uuids = entries[0].kind, [entry.object for entry in entries]
    rows = SearchEntry.objects.filter(kind=kind, object__in=uuids)
    return {row.object: row for row in rows.only("object", "audience", "entered_at")}


def _take_over(entry: SearchEntry, former: SearchEntry | None) -> None:
    """Keep row and moment of an object that was there; whom it is opened to, it enters for anew."""
    entry.pk = former.pk if former else None
    if entry.entered_at == UNKNOWN:
        stays = former is not None and WIDTH[entry.audience] <= WIDTH[former.audience]
        entry.entered_at = former.entered_at if former and stays else now()


@transaction.atomic
def _remove(entries: QuerySet[SearchEntry]) -> None:
    gone = list(entries.values_list("pk", flat=True))
    entries.delete()
    _note(gone)


def _note(rows: Sequence[int]) -> None:
    """Say which rows have changed: to this process now, to all once it is committed and posted."""
    SearchMove.objects.bulk_create([SearchMove(row=row) for row in rows], batch_size=5_000)
    memory.loosen()
    for _bunch in range(0, len(rows), moves.BUNCH):
        transaction.on_commit(moves.move_on, robust=True)
