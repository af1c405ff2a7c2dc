"""Short answers as people type them, compared with patterns as trainers write them."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_STARS = re.compile(r"(?<!\\)\*+")
_TILDE = "\u0303"
_TATWEEL = "\u0640"


def fits(typed: str, pattern: str, *, case_sensitive: bool, ignores_accents: bool) -> bool:
    """Whether `typed` is what `pattern` says; `*` stands for anything, `\\*` for a star.

    Spaces at the ends do not count, and several count as one. Takes time in proportion to the text: the pieces
    between stars are looked for from left to right, which finds them if anything does.
    """

    def folded(text: str) -> str:
        return fold(text, case_sensitive=case_sensitive, ignores_accents=ignores_accents)

    pieces = [folded(piece.replace("\\*", "*")) for piece in _STARS.split(_one_space(pattern))]
    return _in_order(folded(_one_space(typed)), pieces)


def fold(text: str, *, case_sensitive: bool, ignores_accents: bool) -> str:
    """`text` without the differences that do not count.

    Without accents é is e and Arabic vowel signs and hamzas are gone; ñ stays itself, because it is a letter.
    """
    if ignores_accents:
        text = _without_accents(text)
    text = unicodedata.normalize("NFC", text)
    return text if case_sensitive else unicodedata.normalize("NFC", text.casefold())


def _one_space(text: str) -> str:
    return _SPACE.sub(" ", text.strip())


def _without_accents(text: str) -> str:
    signs: list[str] = []
    for sign in unicodedata.normalize("NFD", text):
        belongs = sign == _TILDE and signs and signs[-1] in "nN"
        if belongs or not (unicodedata.combining(sign) or sign == _TATWEEL):
            signs.append(sign)
    return "".join(signs)


def _in_order(text: str, pieces: list[str]) -> bool:
    """Whether `text` is made of these pieces, with anything in between."""
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
