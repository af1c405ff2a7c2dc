"""Two texts compared, by lines, and changed lines by words (docs/algorithms/lessons.md). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Fate = Literal["stays", "came", "went"]
MOST = 4000  # lines; longer texts are told as gone and come whole

_PARTS = re.compile(r"\w+|\W", re.UNICODE)


@dataclass(frozen=True)
class Piece:
    """A part of a line, and what became of it."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Line:
    """A line of either text; `is_changed` where it differs."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.fate != "stays" for piece in self.pieces)


def compare(old: str, new: str) -> list[Line]:
    """Every line of both texts, in order, with what came and what went."""
    before, after = old.split("\n"), new.split("\n")
    if max(len(before), len(after)) > MOST:
        return [*_whole("went", before), *_whole("came", after)]
    return list(_lines(before, after))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, False).get_opcodes():
        gone, come = before[a1:a2], after[b1:b2]
        if tag == "equal":
            yield from _whole("stays", gone)
        else:
            paired = min(len(gone), len(come))
            yield from map(_within, gone[:paired], come[:paired])
            yield from _whole("went", gone[paired:])
            yield from _whole("came", come[paired:])


def _whole(fate: Fate, lines: Sequence[str]) -> Iterator[Line]:
    return (Line((Piece(fate, line),)) for line in lines)


def _within(old: str, new: str) -> Line:
    """One line that was changed, by its words."""
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("stays", "".join(before[a1:a2])))
            continue
        if a2 > a1:
            pieces.append(Piece("went", "".join(before[a1:a2])))
        if b2 > b1:
            pieces.append(Piece("came", "".join(after[b1:b2])))
    return Line(tuple(pieces) or (Piece("stays", ""),))
