"""Hits with words, best first: by tier, and the first of them by title and language too."""

from __future__ import annotations

from itertools import islice

from hilo.core.models import SearchEntry
from hilo.core.search.query import Query
from hilo.core.search.rules import bits, ranking
from hilo.core.search.snapshots import Snapshot

FINE = 200  # hits whose order is looked at closely; beyond them the tiers alone decide
OWN_LANGUAGE = 0.25  # what it is worth that a text is in the reader's language


def best(
    hits: int, query: Query, snapshot: Snapshot, language: str, start: int, stop: int
) -> list[int]:
    """The hits from number `start` to `stop`, best first."""
    tiers = ranking.tiers(hits, [one.found for one in query.asked], snapshot.rows)
    coarse = ranking.in_order(tiers)
    first = dict(islice(coarse, FINE))
    if start >= FINE:
        return [row for row, _score in islice(coarse, start - FINE, stop - FINE)]
    found = _closely(first, query, snapshot, language)[start:stop]
    return found + [row for row, _score in islice(coarse, max(0, stop - FINE))]


def _closely(first: dict[int, float], query: Query, snapshot: Snapshot, language: str) -> list[int]:
    own = set(bits.highest_first(snapshot.facet("language", language) & bits.of(first)))
    heads = dict(SearchEntry.objects.filter(pk__in=first).values_list("pk", "heads"))

    def worth(row: int) -> tuple[float, int]:
        fit = ranking.title_fit(query.text, heads.get(row, "").split("\n"))
        return first[row] + fit + OWN_LANGUAGE * (row in own), row

    return sorted(first, key=worth, reverse=True)
