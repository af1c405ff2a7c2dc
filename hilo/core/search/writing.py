"""What changes the index: enter an object, forget it, build everything anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.core.fold import fold
from hilo.core.models import SearchEntry, SearchGram, SearchState, SearchWord
from hilo.core.registries import SearchDocument, SearchSource, search_sources
from hilo.core.search import postings, snapshots
from hilo.core.search.rules import typos, words

KEPT = 20_000  # characters of a body that are kept for snippets; the tokens are of the whole
BATCH = 250  # objects


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
    _moved_on()
    return count


@transaction.atomic
def forget(kind: str, uuid: UUID) -> None:
    """Take the object out of the index, with the words that stood in it alone."""
    _remove(SearchEntry.objects.filter(kind=kind, object=uuid))
    _moved_on()


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
        is_public=bool(source.is_public(subject)),
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
        yield from (f"{name}={fold(value)}" for name, value in one.facets.items() if value)


def _save(entries: list[SearchEntry]) -> int:
    if not entries:
        return 0
    before = _known_words(entry.tokens for entry in _present(entries))
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object"],
        update_fields=["is_public", "facets", "heads", "texts", "tokens"],
    )
    after = _known_words(entry.tokens for entry in entries)
    _learn(after)
    _unlearn(before - after)
    return len(entries)


def _present(entries: list[SearchEntry]) -> Iterable[SearchEntry]:
    kind, uuids = entries[0].kind, [entry.object for entry in entries]
    return SearchEntry.objects.filter(kind=kind, object__in=uuids).only("tokens")


def _remove(entries: Any) -> None:
    """Delete the entries, then the words that no other entry holds: an erased name must go."""
    lost = _known_words(entries.values_list("tokens", flat=True))
    entries.delete()
    _unlearn(lost)


def _known_words(tokens: Iterable[str]) -> set[str]:
    every: set[str] = set()
    for line in tokens:
        every |= words.vocabulary(line.split())
    return every


def _learn(known: set[str]) -> None:
    """Enter new words with their trigrams, in one order everywhere so that nobody deadlocks."""
    there = SearchWord.objects.filter(word__in=known).values_list("word", flat=True)
    new = sorted(known - set(there))
    if not new:
        return
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], ignore_conflicts=True)
    rows = SearchWord.objects.filter(word__in=new).order_by("word")
    SearchGram.objects.bulk_create(
        [SearchGram(gram=gram, word=row) for row in rows for gram in sorted(typos.grams(row.word))],
        ignore_conflicts=True,
        batch_size=5_000,
    )


def _unlearn(lost: set[str]) -> None:
    gone = [word for word in sorted(lost) if not postings.rows_with([f"={word}"], limit=1)]
    SearchGram.objects.filter(word__word__in=gone).delete()
    SearchWord.objects.filter(word__in=gone).delete()


def _moved_on() -> None:
    """Other processes look again once this is committed; this one at its next search."""
    snapshots.loosen()
    transaction.on_commit(SearchState.move_on, robust=True)
