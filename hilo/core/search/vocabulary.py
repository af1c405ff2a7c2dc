"""The words that stand somewhere in the index, with their trigrams: what a mistyped one may have meant."""

from __future__ import annotations

from hilo.core.models import SearchGram, SearchWord
from hilo.core.search.rules import typos


def learn(known: set[str]) -> None:
    """Enter those of these words that are new."""
    there = SearchWord.objects.filter(word__in=known).values_list("word", flat=True)
    new = SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(known - set(there))]
    )
    SearchGram.objects.bulk_create(
        [SearchGram(gram=gram, word=row) for row in new for gram in sorted(typos.grams(row.word))],
        batch_size=5_000,
    )


def unlearn(lost: set[str]) -> None:
    """Forget these words: an erased name must go."""
    SearchGram.objects.filter(word__word__in=lost).delete()
    SearchWord.objects.filter(word__in=lost).delete()
