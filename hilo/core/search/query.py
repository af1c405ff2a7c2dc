"""A query understood: each word with the rows that hold it, as written, in another form, mistyped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from hilo.core.models import SearchGram
from hilo.core.search.rules import typos, words
from hilo.core.search.rules.ranking import Found
from hilo.core.search.sight import Sight

MOST = 12  # words of a query that are read
SHORTEST_BEGINNING = 3  # letters
CANDIDATES = 20  # known words that are tried for a mistyped one, per number of slips


@dataclass(frozen=True)
class Asked:
    """One word of the query and what it was taken for."""

    word: str
    found: Found
    tokens: frozenset[str] = frozenset()
    beginning: str = ""
    meant: str = ""
    is_small: bool = False

    def matches(self, word: str, language: str) -> bool:
        """Whether `word`, in a text of `language`, is what was asked for."""
        written = words.exact(word)
        if written in self.tokens or (self.beginning and written.startswith(self.beginning)):
            return True
        return not self.tokens.isdisjoint(words.stems(word, language))


@dataclass
class Query:
    """All words of a query; `hits` are the rows that hold every word that carries a subject."""

    text: str
    asked: list[Asked] = field(default_factory=list)
    hits: int = 0
    is_partial: bool = False

    @property
    def meant(self) -> dict[str, str]:
        """Mistyped words, and what was searched instead."""
        return {one.word: one.meant for one in self.asked if one.meant}

    def matches(self, word: str, language: str) -> bool:
        return any(one.matches(word, language) for one in self.asked if not one.is_small)


def understand(text: str, sight: Sight) -> Query:
    """The query behind `text`, in what `sight` lets its reader find."""
    asked = list(dict.fromkeys(words.split(text)))[:MOST]
    sight.snapshot.look_ahead(one for word in asked for one in _wanted(word))
    found = [_ask(word, sight) for word in asked]
    if all(one.is_small for one in found):
        found = [Asked(one.word, one.found, one.tokens) for one in found]
    query = Query(" ".join(words.bare(one.word) for one in found), found)
    needed = [one for one in found if not one.is_small]
    query.hits = _all(needed)
    if not query.hits and len(needed) > 1:
        query.hits, query.is_partial = _any(needed), True
    return query


def _all(needed: Sequence[Asked]) -> int:
    hits = -1 if needed else 0
    for one in needed:
        hits &= one.found.anywhere
    return hits


def _any(needed: Sequence[Asked]) -> int:
    hits = 0
    for one in needed:
        hits |= one.found.anywhere
    return hits


def _wanted(word: str) -> Iterator[list[str]]:
    """What `_found` will ask of a word: anywhere, in titles, and as it was written."""
    tokens = _forms(word)
    yield from (tokens, in_titles(tokens), tokens[:1])


def _ask(word: str, sight: Sight) -> Asked:
    """The word as written or in another form; else as a beginning; else as a slip of the finger."""
    is_small = words.is_small(words.bare(word))
    tokens = _forms(word)
    found = _found(tokens, sight, written=tokens[:1])
    if found.anywhere or is_small:
        return Asked(word, found, frozenset(tokens), is_small=is_small)
    beginning = tokens[0] if len(tokens[0]) > SHORTEST_BEGINNING else ""
    if beginning and (found := _found([beginning], sight, begins=True)).anywhere:
        return Asked(word, found, beginning=beginning)
    return _ask_mistyped(word, sight)


def _ask_mistyped(word: str, sight: Sight) -> Asked:
    """The known word with the fewest slips that the reader may find; of equal ones, the most frequent.

    A word that stands in hidden texts alone neither tells itself nor stands before a visible one.
    """
    for group in _similar(words.bare(word)):
        visible = {one: _found(_forms(one), sight) for one in group[:CANDIDATES]}
        visible = {one: found for one, found in visible.items() if found.anywhere}
        if visible:
            meant = max(visible, key=lambda one: (visible[one].anywhere.bit_count(), one))
            return Asked(word, visible[meant], frozenset(_forms(meant)), meant=meant)
    return Asked(word, Found())


def _forms(word: str) -> list[str]:
    return [words.exact(word), *words.asked(word)]


def in_titles(tokens: Iterable[str]) -> list[str]:
    """The same words where they stand in a title."""
    return [f"^{token}" for token in tokens]


def _found(
    tokens: Sequence[str], sight: Sight, *, begins: bool = False, written: Sequence[str] = ()
) -> Found:
    snapshot = sight.snapshot
    anywhere = sight.of(snapshot.holding(tokens, begins=begins))
    if not anywhere:
        return Found()
    titles = snapshot.holding(in_titles(tokens), begins=begins)
    exact = snapshot.holding(written) if written else 0
    return Found(anywhere, exact & anywhere, titles & anywhere)


def _similar(word: str) -> list[list[str]]:
    """Known words within the slips that are forgiven, by trigrams first; the fewest slips first."""
    if not typos.slips_allowed(word):
        return []
    grams = sorted(typos.grams(word))
    sharing = (
        SearchGram.objects.filter(gram__in=grams)
        .values("word__word")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=typos.grams_needed(word))
        .order_by("-shared", "word__word")
        .values_list("word__word", flat=True)
    )
    return typos.nearest(word, sharing[:200])
