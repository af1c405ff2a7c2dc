"""The piece of a text that shows why it was found, cut at words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hilo.core.search.rules.words import Spot, spots

LENGTH = 220  # characters
READ = 6_000  # characters looked at; a word found later shows the beginning of the text


@dataclass(frozen=True)
class Piece:
    """A run of text, and whether it is a word that was searched for."""

    text: str
    is_match: bool = False


def snippet(text: str, matches: Callable[[str], bool]) -> list[Piece]:
    """About `LENGTH` characters of `text` round the words for which `matches(word)` holds."""
    if not text:
        return []
    words = list(spots(text[:READ]))
    marked = [spot for spot in words if matches(spot.text.lower())]
    start, end = _window(text, words, marked)
    pieces = _pieces(text, start, end, [m for m in marked if m.start >= start and m.end <= end])
    before, after = Piece("… "), Piece(" …")
    return [before] * (start > 0) + pieces + [after] * (end < len(text.rstrip()))


def _window(text: str, words: Sequence[Spot], marked: Sequence[Spot]) -> tuple[int, int]:
    """From where to where: the window that holds the most matches, a few words before the first."""
    first = max(
        marked,
        key=lambda m: (sum(m.start <= n.start < m.start + LENGTH - 60 for n in marked), -m.start),
        default=None,
    )
    start = 0 if first is None or first.end < LENGTH - 60 else _word_before(words, first.start - 60)
    ends = [spot.end for spot in words if start < spot.end <= start + LENGTH]
    end = len(text) if len(text) - start <= LENGTH else max(ends, default=start + LENGTH)
    return start, end


def _word_before(words: Sequence[Spot], place: int) -> int:
    return max((spot.start for spot in words if spot.start <= place), default=0)


def _pieces(text: str, start: int, end: int, marked: Sequence[Spot]) -> list[Piece]:
    pieces, here = [], start
    for spot in marked:
        pieces += [Piece(text[here : spot.start]), Piece(text[spot.start : spot.end], True)]
        here = spot.end
    pieces.append(Piece(text[here:end].rstrip() if end >= len(text) else text[here:end]))
    return [piece for piece in pieces if piece.text]
