"""In which order hits are shown: first by which words stand where, then by how well the title fits.

The weights are few and readable on purpose; docs/algorithms/search.md works an example.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hilo.core.search.rules import bits

ANYWHERE = 1.0  # the word, in any of its forms
AS_WRITTEN = 0.5  # … and exactly as asked for
IN_TITLE = 2.0  # … and in the title


@dataclass(frozen=True)
class Found:
    """Where one word of the query was found; each a set of rows (see `bits`)."""

    anywhere: int = 0
    as_written: int = 0
    in_title: int = 0

    def rarity(self, rows: int) -> float:
        """log(1 + N / n): a word that few rows hold tells more than one that all hold."""
        return math.log(1 + rows / max(1, self.anywhere.bit_count()))


@dataclass(frozen=True)
class Tier:
    """Rows that hold the same words in the same places."""

    score: float
    members: int


def tiers(hits: int, words: Sequence[Found], rows: int) -> list[Tier]:
    """The hits in groups of equal score, best first."""
    groups: dict[int, float] = {hits: 0.0} if hits else {}
    for word in words:
        rarity = word.rarity(rows)
        groups = _split(groups, word.anywhere, rarity * ANYWHERE)
        groups = _split(groups, word.as_written, rarity * AS_WRITTEN)
        groups = _split(groups, word.in_title, rarity * IN_TITLE)
    best: dict[float, int] = {}
    for members, score in groups.items():
        best[round(score, 9)] = best.get(round(score, 9), 0) | members
    return [Tier(score, best[score]) for score in sorted(best, reverse=True)]


def _split(groups: dict[int, float], holders: int, gain: float) -> dict[int, float]:
    """Each group in two: those among `holders` gain, the others stay."""
    split: dict[int, float] = {}
    for members, score in groups.items():
        if with_it := members & holders:
            split[with_it] = score + gain
        if without := members & ~holders:
            split[without] = score
    return split


def in_order(groups: Iterable[Tier]) -> Iterator[tuple[int, float]]:
    """Row and score, best tier first, within a tier the youngest row first."""
    for tier in groups:
        for row in bits.highest_first(tier.members):
            yield row, tier.score


def title_fit(asked: str, heads: Iterable[str]) -> float:
    """How well the folded titles fit the folded query: 3 the same, 2 begins so, 1 holds it.

    Up to half a point more for brevity: a title that is little more than the query.
    """
    return max((_fit(asked, head) for head in heads), default=0.0)


def _fit(asked: str, head: str) -> float:
    if not asked or not head:
        return 0.0
    if head == asked:
        return 3.5
    whole = f" {head} "
    step = 2.0 if whole.startswith(f" {asked} ") else 1.0 if f" {asked} " in whole else 0.0
    return step + min(1.0, len(asked) / len(head)) / 2
