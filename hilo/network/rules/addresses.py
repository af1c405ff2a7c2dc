"""Names as they stand in addresses: Latin letters, digits, hyphens.

A name in Latin letters loses its accents. Arabic letters are written by the one Latin letter (or two)
that Arabic speakers in the Maghreb and the Levant expect on a shop sign: «الفسيفساء» is `al-fsyfsa`. Short
vowels are not written in Arabic, so they are not guessed. It is an address, not a transcription; the name
itself stands on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hilo.core.fold import fold

LONGEST = 60
FALLBACK = "pagina"
_ARTICLE = re.compile(r"(?:(?<=\s)|^)ال(?=\S\S)")
_WRITTEN = """
ا a  ب b  ت t  ث th  ج j  ح h  خ kh  د d  ذ dh  ر r  ز z  س s  ش sh  ص s  ض d  ط t  ظ z
ع a  غ gh  ف f  ق q  ك k  ل l  م m  ن n  ه h  و w  ي y  پ p  ڤ v  گ g  چ ch
"""
_LETTERS = dict(zip(_WRITTEN.split()[::2], _WRITTEN.split()[1::2], strict=True))
_TABLE = str.maketrans(_LETTERS)
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(names: Iterable[str]) -> str:
    """The address of whatever bears `names`: from the first that has Latin letters, else from the first."""
    known = [name for name in names if name.strip()]
    latin = next((name for name in known if is_latin(name)), "")
    for name in filter(None, [latin, *known]):
        if written := in_address(name):
            return written
    return FALLBACK


def is_latin(name: str) -> bool:
    """Whether most letters of `name` are Latin."""
    letters = [sign for sign in name if sign.isalpha()]
    latin = sum(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return latin * 2 > len(letters)


def in_address(name: str) -> str:
    """One name in small Latin letters and hyphens; empty where it has none that we know."""
    # Before folding: «ة» at an end is heard as a, and folding makes h of it.
    apart = _ARTICLE.sub("ال ", name.replace("ة", "a"))
    plain = fold(apart).translate(_TABLE)
    return _SEPARATORS.sub("-", plain).strip("-")[:LONGEST].strip("-")
